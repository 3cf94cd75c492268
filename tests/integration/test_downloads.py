"""Models fetched from a hub on loopback that breaks off, lies and goes away."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from dreamer_app.core.errors import ModelError, Stopped
from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import find_models, fitting
from dreamer_app.inference.catalogue import Listed
from dreamer_app.inference.downloads import Downloads, Offer, Progress

pytestmark = pytest.mark.model

COMMIT = "0123456789abcdef0123456789abcdef01234567"
MODEL = Listed(
    name="coder", title="Coder", memory_gb=4, repository="someone/Coder-GGUF", file="coder.gguf"
)


class Hub(ThreadingHTTPServer):
    """Answers as the hub does: a redirect with size and hash, then the file, also in part.

    Attributes:
        breaks: after how many bytes of an answer it hangs up, one entry for each answer.
        silences: after how many bytes of an answer it says nothing more, one for each answer.
        is_mute: whether it takes connections and answers nothing at all.
        awake: set at the end of a test, so that no answer is left waiting.
        knows_parts: whether it heeds that only a part is asked for.
        served: called after each block with the bytes of that answer.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, data: bytes) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.data = data
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.status, self.error = 302, ""
        self.breaks: list[int] = []
        self.silences: list[int] = []
        self.is_mute, self.awake = False, threading.Event()
        self.knows_parts = True
        self.starts: list[int] = []
        self.sent = 0
        self.served: Callable[[int], None] = lambda _: None

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is what some tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def log_message(self, *_: object) -> None:
        """The test says what was wrong."""

    def do_HEAD(self) -> None:
        hub = self.server
        if hub.is_mute:
            hub.awake.wait(60)
            return
        self.send_response(hub.status)
        headers = {
            # Another host, as the real one has for large files.
            "Location": f"http://localhost:{hub.server_address[1]}/cdn/file",
            "X-Repo-Commit": COMMIT,
            "X-Linked-Size": str(len(hub.data)),
            "X-Linked-Etag": f'"{hub.sha256}"',
            "X-Error-Code": hub.error,
            "Content-Length": "0",
        }
        for name, value in headers.items():
            if value:
                self.send_header(name, value)
        self.end_headers()

    def do_GET(self) -> None:
        hub = self.server
        if not self.path.startswith("/cdn/"):
            self.do_HEAD()
            return
        wanted = self.headers.get("Range", "") if hub.knows_parts else ""
        start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
        hub.starts.append(start)
        body = hub.data[start:]
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body)))
        if wanted:
            self.send_header("Content-Range", f"bytes {start}-{len(hub.data) - 1}/{len(hub.data)}")
        self.end_headers()
        most = hub.breaks.pop(0) if hub.breaks else len(body)
        silent = hub.silences.pop(0) if hub.silences else len(body) + 1
        for at in range(0, min(most, len(body)), 1 << 16):
            if at >= silent:
                hub.awake.wait(60)
                return
            block = body[at : min(at + (1 << 16), most)]
            self.wfile.write(block)
            hub.sent += len(block)
            hub.served(at + len(block))
        if most < len(body):
            self.close_connection = True
            self.connection.close()


@pytest.fixture
def hub(embedded_model: Path) -> Iterator[Hub]:
    with Hub(embedded_model.read_bytes()) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.awake.set()
        server.shutdown()
        thread.join()


def downloads(
    hub: Hub, folder: Path, *, spare_bytes: int = 1 << 20, patience: float = 30.0
) -> Downloads:
    environment = {**os.environ, "HF_ENDPOINT": hub.url}
    return Downloads(folder, environment=environment, spare_bytes=spare_bytes, patience=patience)


def look(at: Downloads, model: Listed = MODEL) -> Offer:
    return at.look(model, StopToken(), context=512, sequences=2)


def fetch(at: Downloads, offer: Offer, seen: list[Progress] | None = None) -> ModelInfo:
    return at.fetch(offer, StopToken(), (seen if seen is not None else []).append)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.gguf*"))


def children() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children()
        if "dreamer_app.inference.fetching" in child.cmdline()
    ]


def test_the_fit_is_known_before_the_file_is_fetched(hub: Hub, tmp_path: Path) -> None:
    offer = look(downloads(hub, tmp_path))
    assert offer.info.architecture == "llama"
    assert offer.info.parameters == 134_515_008
    assert offer.fit.sentence.startswith("coder fits: it needs ")
    assert hub.sent < len(hub.data) / 4
    assert left_in(tmp_path) == []


def test_a_fetched_model_is_whole_checked_and_known_by_its_hash(hub: Hub, tmp_path: Path) -> None:
    at = downloads(hub, tmp_path)
    seen: list[Progress] = []
    info = fetch(at, look(at), seen)
    assert info.path.read_bytes() == hub.data
    assert info.sha256 == hub.sha256
    (found,) = find_models(tmp_path, environment={"HOME": str(tmp_path / "home")})
    assert (found.path, found.sha256) == (info.path, hub.sha256)
    assert seen[0].stage == "looking"
    fetched = [p.done for p in seen if p.stage == "fetching"]
    assert fetched == sorted(fetched)
    assert fetched[-1] == len(hub.data)
    assert seen[-1] == Progress(stage="checking", done=len(hub.data), total=len(hub.data))


def test_a_file_that_changed_later_is_not_known_by_its_hash(hub: Hub, tmp_path: Path) -> None:
    at = downloads(hub, tmp_path)
    path = fetch(at, look(at)).path
    path.write_bytes(path.read_bytes())
    (found,) = find_models(tmp_path, environment={"HOME": str(tmp_path / "home")})
    assert found.sha256 == ""


def test_a_hub_that_breaks_off_three_times_is_asked_for_the_rest_only(
    hub: Hub, tmp_path: Path
) -> None:
    at = downloads(hub, tmp_path)
    offer = look(at)
    hub.starts, hub.sent = [], 0
    hub.breaks = [20_000_000, 30_000_000, 10_000_000]
    assert fetch(at, offer).path.read_bytes() == hub.data
    assert len(hub.starts) == 4
    assert hub.starts == sorted(set(hub.starts))
    assert hub.sent < len(hub.data) + 4 * (1 << 18)


def test_a_hub_that_breaks_off_for_good_is_one_sentence_and_the_next_try_goes_on(
    hub: Hub, tmp_path: Path
) -> None:
    at = downloads(hub, tmp_path)
    offer = look(at)
    hub.breaks = [20_000_000, *[0] * 20]
    with pytest.raises(ModelError, match="broke off again and again"):
        fetch(at, offer)
    assert left_in(tmp_path) == [f"coder.gguf.{hub.sha256[:12]}.part"]
    hub.breaks, hub.starts = [], []
    again = look(at)
    assert again.have > 19_000_000
    assert fetch(at, again).path.read_bytes() == hub.data
    assert hub.starts[-1] == again.have


def test_a_hub_that_falls_silent_in_the_middle_is_asked_for_the_rest(
    hub: Hub, tmp_path: Path
) -> None:
    at = downloads(hub, tmp_path, patience=1.0)
    offer = look(at)
    hub.starts, hub.silences = [], [20_000_000]
    assert fetch(at, offer).path.read_bytes() == hub.data
    assert len(hub.starts) == 2
    assert hub.starts[1] > 19_000_000


def test_a_hub_that_stays_silent_is_one_sentence_and_what_came_is_kept(
    hub: Hub, tmp_path: Path
) -> None:
    at = downloads(hub, tmp_path, patience=0.3)
    offer = look(at)
    hub.silences = [20_000_000, *[0] * 20]
    with pytest.raises(ModelError, match=r"fell silent: nothing came for 0\.3 seconds"):
        fetch(at, offer)
    assert left_in(tmp_path) == [f"coder.gguf.{hub.sha256[:12]}.part"]


def test_a_hub_that_takes_the_question_and_never_answers_is_one_sentence(
    hub: Hub, tmp_path: Path
) -> None:
    hub.is_mute = True
    with pytest.raises(ModelError, match=r"fell silent: nothing came for 0\.5 seconds"):
        look(downloads(hub, tmp_path, patience=0.5))


def test_a_hub_that_gives_no_parts_is_asked_for_all_of_it_again(hub: Hub, tmp_path: Path) -> None:
    at = downloads(hub, tmp_path)
    offer = look(at)
    hub.breaks, hub.knows_parts = [20_000_000], False
    seen: list[Progress] = []
    assert fetch(at, offer, seen).path.read_bytes() == hub.data
    assert max(p.done for p in seen) == len(hub.data)


def test_a_cancelled_download_ends_at_once_and_goes_on_later(hub: Hub, tmp_path: Path) -> None:
    at, stop = downloads(hub, tmp_path), StopToken()
    offer = look(at)
    late = threading.Event()

    def hold(sent: int) -> None:
        if sent > 20_000_000:
            stop.stop(Reason.STOPPED_BY_USER)
            late.wait(20)

    hub.served = hold
    with pytest.raises(Stopped):
        at.fetch(offer, stop, lambda _: None)
    assert children() == []
    hub.served = lambda _: None
    late.set()
    again = look(at)
    assert again.have > 10_000_000
    assert fetch(at, again).path.read_bytes() == hub.data


def test_two_that_fetch_the_same_model_do_not_spoil_it(hub: Hub, tmp_path: Path) -> None:
    at, stop = downloads(hub, tmp_path), StopToken()
    offer = look(at)
    begun, late = threading.Event(), threading.Event()

    def hold(sent: int) -> None:
        if sent > 20_000_000:
            begun.set()
            late.wait(30)

    hub.served = hold
    ended: list[ModelInfo] = []
    first = threading.Thread(target=lambda: ended.append(at.fetch(offer, stop, lambda _: None)))
    first.start()
    assert begun.wait(30)
    with pytest.raises(ModelError, match="is being fetched already, by another Dreamer"):
        fetch(at, offer)
    late.set()
    first.join()
    assert ended[0].path.read_bytes() == hub.data


def test_a_hub_that_lies_about_the_hash_leaves_nothing_behind(hub: Hub, tmp_path: Path) -> None:
    at = downloads(hub, tmp_path)
    offer = look(at)
    data = bytearray(hub.data)
    data[-1000] ^= 1
    hub.data = bytes(data)
    with pytest.raises(ModelError, match=f"instead of {hub.sha256} and was deleted"):
        fetch(at, offer)
    assert left_in(tmp_path) == []


def test_another_file_than_the_catalogues_is_not_fetched(hub: Hub, tmp_path: Path) -> None:
    chosen = replace(MODEL, sha256="0" * 64)
    with pytest.raises(ModelError, match=r"not 0000.* as it should be"):
        look(downloads(hub, tmp_path), chosen)
    with pytest.raises(ModelError, match="bytes, not 17 as the catalogue says"):
        look(downloads(hub, tmp_path), replace(MODEL, size=17))
    assert hub.sent == 0


def test_a_file_that_nobody_gives_a_hash_for_is_not_fetched(hub: Hub, tmp_path: Path) -> None:
    hub.sha256 = "no-hash"
    with pytest.raises(ModelError, match="could not be checked and was not fetched"):
        look(downloads(hub, tmp_path))


def test_what_is_no_language_model_is_refused_by_its_beginning(hub: Hub, tmp_path: Path) -> None:
    hub.data = b"<html>not here</html>" * 100_000
    hub.sha256 = hashlib.sha256(hub.data).hexdigest()
    with pytest.raises(ModelError, match="it is not a GGUF file"):
        look(downloads(hub, tmp_path))


def test_a_model_that_does_not_fit_is_fetched_only_when_asked_to(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = downloads(hub, tmp_path)
    monkeypatch.setattr(fitting, "free_memory", lambda: 50_000_000)  # others took the rest
    offer = look(at)
    sent = hub.sent
    with pytest.raises(ModelError, match="coder does not fit: it needs"):
        fetch(at, offer)
    assert hub.sent == sent
    assert at.fetch(offer, StopToken(), lambda _: None, anyway=True).path.exists()


def test_a_disk_without_room_is_said_before_anything_is_fetched(hub: Hub, tmp_path: Path) -> None:
    free = shutil.disk_usage(tmp_path).free
    at = downloads(hub, tmp_path, spare_bytes=free - 1000)
    offer = look(at)
    sent = hub.sent
    with pytest.raises(ModelError, match=r"needs 0\.1 GB on the disk"):
        fetch(at, offer)
    assert hub.sent == sent


def test_a_file_needs_a_twentieth_more_than_its_size_and_five_gigabytes_stay_free(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = Downloads(tmp_path, environment={**os.environ, "HF_ENDPOINT": hub.url})
    offer = look(at)
    enough = int(offer.size * 1.05) + 5_000_000_000 + 1
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=enough - 2))
    with pytest.raises(ModelError, match=r"5\.0 GB are to stay free"):
        fetch(at, offer)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=enough))
    assert fetch(at, offer).path.exists()


@contextmanager
def small_disk(folder: Path, megabytes: int, patch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Children that begin meanwhile find so small a disk at the folder; nobody has to be root.

    Yields:
        A file in which is listed, once such a child has ended, what it left on that disk.
    """
    folder.mkdir()
    left, python = folder.with_name("left"), folder.with_name("python")
    python.write_text(
        "#!/bin/sh\n"
        f"unshare --map-root-user --mount sh -c 'mount -t tmpfs -o size={megabytes}m tmpfs "
        f'"{folder}" || exit 9; "{sys.executable}" "$@"; find "{folder}" -type f >"{left}.new"; '
        f'mv "{left}.new" "{left}"\' sh "$@"\n'
    )
    python.chmod(0o700)
    may = [str(python), "-c", ""]
    if subprocess.run(may, capture_output=True, check=False).returncode or not left.exists():
        pytest.skip("no file system can be mounted here, not even in a name space of its own")
    left.unlink()
    with patch.context() as within:
        within.setattr(sys, "executable", str(python))
        yield left


def test_a_disk_that_runs_full_is_one_sentence_and_gets_its_room_back(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "disk"
    offer = look(downloads(hub, tmp_path / "models"))
    with small_disk(folder, 60, monkeypatch) as left:
        at = downloads(hub, folder)
        with pytest.raises(ModelError, match=r"ran full while coder\.gguf was fetched"):
            fetch(at, offer)
        for _ in range(600):
            if left.exists():
                break
            time.sleep(0.05)
    assert ".part" not in left.read_text()


def test_a_machine_that_is_offline_is_one_sentence(hub: Hub, tmp_path: Path) -> None:
    nowhere = Downloads(tmp_path, hub="http://127.0.0.1:9")
    with pytest.raises(ModelError, match=r"127\.0\.0\.1:9 cannot be reached: this machine is off"):
        look(nowhere)
    offline = Downloads(tmp_path, environment={**os.environ, "HF_HUB_OFFLINE": "1"})
    with pytest.raises(ModelError, match="cannot be reached: this machine is offline"):
        look(offline)


@pytest.mark.parametrize(
    ("status", "code", "sentence"),
    [
        (404, "EntryNotFound", r"has no someone/Coder-GGUF/coder\.gguf"),
        (401, "RepoNotFound", r"has no someone/Coder-GGUF/coder\.gguf"),
        (404, "RevisionNotFound", "no longer as the catalogue knows it"),
        (403, "GatedRepo", "asks for an account"),
        (418, "", r"failed \(status 418\)"),
    ],
)
def test_what_the_hub_does_not_give_is_one_sentence(
    hub: Hub, tmp_path: Path, status: int, code: str, sentence: str
) -> None:
    hub.status, hub.error = status, code
    with pytest.raises(ModelError, match=sentence):
        look(downloads(hub, tmp_path))


def run_cli(hub: Hub, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HF_ENDPOINT": hub.url, "DREAMER_HOME": str(home)}
    environment |= {"HOME": str(home), "DREAMING_MODEL_CONTEXT": "512"}
    command = [sys.executable, "-m", "dreamer_app.cli", "models", *words, "--json"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_command_fetches_lists_and_chooses_a_model(hub: Hub, tmp_path: Path) -> None:
    done = run_cli(hub, tmp_path, "download", "someone/Coder-GGUF/coder.gguf")
    assert done.returncode == 0, done.stderr
    fetched = json.loads(done.stdout)
    assert (fetched["name"], fetched["sha256"]) == ("coder", hub.sha256)
    assert "coder fits" in fetched["fit"]
    assert "fetching 100 %" in done.stderr
    listed = json.loads(run_cli(hub, tmp_path).stdout)
    assert [model["name"] for model in listed["models"]] == ["coder"]
    assert listed["chosen"] == fetched["path"]
    assert {model["licence"] for model in listed["catalogue"]} == {"Apache-2.0"}


def test_the_command_says_in_one_sentence_what_it_cannot_fetch(hub: Hub, tmp_path: Path) -> None:
    hub.status, hub.error = 404, "EntryNotFound"
    missing = run_cli(hub, tmp_path, "download", "someone/Coder-GGUF/coder.gguf")
    assert missing.returncode == 3
    assert "has no someone/Coder-GGUF/coder.gguf" in json.loads(missing.stdout)["error"]
    unknown = run_cli(hub, tmp_path, "download", "nothing")
    assert unknown.returncode == 2
    assert "There is no model nothing" in json.loads(unknown.stdout)["error"]
    nameless = run_cli(hub, tmp_path, "download")
    assert nameless.returncode == 2
