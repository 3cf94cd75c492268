"""Endpoints: a real server with its own ideas, and servers that do everything wrong."""

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from dreamer_app.core.errors import ModelError, SettingError, Stopped
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, Prompt
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import Endpoint, EndpointModel, describe_endpoint
from dreamer_app.inference.endpoint_listing import Patience

QUICK = Patience(connect=1.0, silent=1.0, busy=3.0)
MODELS = {"object": "list", "data": [{"id": "coder-7B-Q4", "object": "model"}]}

Act = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    """Answers the list of models; what it does to a request is the test's."""

    server: "Server"

    def log_message(self, *_: object) -> None:
        """The test says what was wrong."""

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers.items()) | {"path": self.path})
        if self.server.list is not None:
            self.server.list(self, {})
            return
        self.answer(200, MODELS)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.act(self, body)

    def answer(self, status: int, value: object, **headers: str) -> None:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        kinds = {"Content-Type": "application/json", "Content-Length": str(len(data))}
        for name, text in (kinds | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def stream(self, *lines: str, size: int | None = None) -> None:
        """Events, the connection closed after them; ``size`` promises another length."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        if size is not None:
            self.send_header("Content-Length", str(size))
        self.end_headers()
        for line in lines:
            self.wfile.write(f"data: {line}\n\n".encode())
            self.wfile.flush()


def event(text: str, finish: str | None = None) -> str:
    return json.dumps({"choices": [{"text": text, "finish_reason": finish}]})


class Server(ThreadingHTTPServer):
    """On loopback, until the test is over."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, act: Act, list_with: Act | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.act = act
        self.list = list_with
        self.asked: list[dict[str, Any]] = []
        self.seen: list[dict[str, str]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away is what some tests are about."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(act: Act, list_with: Act | None = None) -> Iterator[Server]:
    with Server(act, list_with) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def opened(server: Server, **more: Any) -> Iterator[EndpointModel]:
    model = EndpointModel(Endpoint(url=server.url, **more), sequences=4, patience=QUICK)
    try:
        yield model
    finally:
        model.close()


def ask(**changes: object) -> GenerationRequest:
    values: dict[str, object] = {"prompt": Prompt(text="x ="), "max_tokens": 8, **changes}
    return GenerationRequest(**values)  # type: ignore[arg-type]


def complaint(act: Act, **more: Any) -> str:
    with serving(act) as server, opened(server, **more) as model:
        with pytest.raises(ModelError) as raised:
            model.generate(ask(samples=3), StopToken())
        return str(raised.value)


def error(status: int, message: str = "", **headers: str) -> Act:
    value: dict[str, Any] = {"error": {"message": message}} if message else {}
    return lambda handler, _: handler.answer(status, value, **headers)


def test_what_the_server_is_asked_for_is_what_was_asked_for() -> None:
    def act(handler: Handler, _: dict[str, Any]) -> None:
        handler.stream(event(" 1", "stop"))

    with serving(act) as server, opened(server, key="secret") as model:
        samples = model.generate(ask(samples=2), StopToken())
    assert [(s.text, s.finish, s.seed) for s in samples] == [
        (" 1", Finish.STOP, 0),
        (" 1", Finish.STOP, 1),
    ]
    assert {body["seed"] for body in server.asked} == {0, 1}
    assert all(body["prompt"] == "x =" and body["max_tokens"] == 8 for body in server.asked)
    assert server.seen[0]["Authorization"] == "Bearer secret"
    assert server.seen[0]["Host"] == server.url.removeprefix("http://")


def test_a_server_that_refuses_more_than_openai_has_is_asked_without_it() -> None:
    def act(handler: Handler, body: dict[str, Any]) -> None:
        if "min_p" in body:
            handler.answer(400, {"error": {"message": "Unrecognized argument: min_p"}})
        else:
            handler.stream(event("1", "stop"))

    with serving(act) as server, opened(server) as model:
        model.generate(ask(), StopToken())
        model.generate(ask(), StopToken())
    assert ["min_p" in body for body in server.asked] == [True, False, False]


def test_a_server_that_loads_its_model_is_waited_for() -> None:
    def act(handler: Handler, _: dict[str, Any]) -> None:
        if len(handler.server.asked) == 1:
            handler.answer(503, {"error": {"message": "Loading model"}})
        else:
            handler.stream(event("1", "stop"))

    with serving(act) as server, opened(server) as model:
        assert model.generate(ask(), StopToken())[0].text == "1"


def test_a_server_that_does_not_stream_is_understood() -> None:
    def act(handler: Handler, _: dict[str, Any]) -> None:
        handler.answer(200, {"choices": [{"text": " 2", "finish_reason": "length"}]})

    with serving(act) as server, opened(server) as model:
        (sample,) = model.generate(ask(), StopToken())
    assert (sample.text, sample.finish, sample.tokens) == (" 2", Finish.LENGTH, 8)


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (error(401), r"wants a key, or another one \(status 401\).*ENDPOINT_KEY"),
        (error(404, "model not found"), "does not have the model coder-7B-Q4: model not found"),
        (error(404), "There is no OpenAI-compatible interface at http"),
        (error(400, "context exceeded"), "refused a request: context exceeded"),
        (error(500, "out of memory"), "failed: out of memory"),
        (error(503, "busy"), "too busy or still loading: busy"),
        (error(307, Location="http://8.8.8.8/"), "requests on to http://8.8.8.8/, .* not follow"),
    ],
)
def test_each_refusal_is_one_sentence(act: Act, sentence: str) -> None:
    import re

    assert re.search(sentence, complaint(act))


def test_a_stream_that_breaks_off_is_one_sentence() -> None:
    assert "broke in the middle" in complaint(lambda h, _: h.stream(event(" 1"), size=5000))
    assert "broke in the middle" in complaint(lambda h, _: h.stream(event(" 1")))


def test_what_is_not_json_is_one_sentence() -> None:
    assert "something that is not JSON" in complaint(lambda h, _: h.stream("<html>"))
    assert "JSON without choices" in complaint(lambda h, _: h.stream('{"hello": 1}'))
    assert "an error (kaput)" in complaint(lambda h, _: h.stream('{"error": "kaput"}'))
    html = b"<html>Log in</html>"
    said = complaint(lambda h, _: h.answer(200, html, Content_Type="application/json"))
    assert "something that is not JSON" in said


def test_a_server_that_goes_silent_is_given_up() -> None:
    def act(handler: Handler, _: dict[str, Any]) -> None:
        handler.stream(event(" 1"))
        time.sleep(3)

    assert "said nothing for too long" in complaint(act)


def test_a_line_without_an_end_is_not_listened_to() -> None:
    def act(handler: Handler, _: dict[str, Any]) -> None:
        handler.stream()
        with suppress(OSError):
            while True:
                handler.wfile.write(b"x" * 65536)

    assert "a line without an end" in complaint(act)


def test_nothing_there_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ModelError, match="the connection was refused"):
            describe_endpoint(Endpoint(url=url), patience=QUICK)


def test_a_server_that_takes_no_notice_of_anybody_is_given_up() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(1)
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        with pytest.raises(ModelError, match="said nothing for too long"):
            describe_endpoint(Endpoint(url=url), patience=QUICK)


def test_https_where_http_is_spoken_is_one_sentence() -> None:
    with serving(error(500)) as server:
        url = server.url.replace("http:", "https:")
        with pytest.raises(ModelError, match="does not speak https"):
            describe_endpoint(Endpoint(url=url), patience=QUICK)


@pytest.mark.parametrize(
    ("names", "wanted", "sentence"),
    [
        (["a", "b"], "", r"has 2 models\..*one of: a, b"),
        (["a", "b"], "c", r"does not have the model c\..*It has: a, b"),
        (["text-embedding-nomic"], "", r"has no model\."),
    ],
)
def test_which_model_is_meant_has_to_be_clear(names: list[str], wanted: str, sentence: str) -> None:
    def listing(handler: Handler, _: dict[str, Any]) -> None:
        handler.answer(200, {"data": [{"id": name} for name in names]})

    with serving(error(500), listing) as server, pytest.raises(ModelError, match=sentence):
        describe_endpoint(Endpoint(url=server.url, model=wanted), patience=QUICK)


def test_a_server_without_a_list_is_taken_at_the_persons_word() -> None:
    with serving(error(500), error(404)) as server:
        info = describe_endpoint(Endpoint(url=server.url, model="qwen2.5-coder:7b"), patience=QUICK)
    assert (info.name, info.parameters, info.where) == ("qwen2.5-coder:7b", 7e9, server.url)


def test_a_model_that_is_called_by_its_path_is_shown_by_its_name() -> None:
    path = "/home/me/models/Qwen2.5-Coder-7B-Q4.gguf"

    def listing(handler: Handler, _: dict[str, Any]) -> None:
        handler.answer(200, {"data": [{"id": path}]})

    answers = lambda h, _: h.stream(event("1", "stop"))  # noqa: E731 - one line says it
    with serving(answers, listing) as server, opened(server) as model:
        model.generate(ask(), StopToken())
    assert (model.info.name, model.info.parameters) == ("Qwen2.5-Coder-7B-Q4", 7e9)
    assert server.asked[0]["model"] == path


def test_a_list_that_sends_on_is_not_followed() -> None:
    elsewhere = error(302, Location="http://evil.example/")
    sentence = r"on to http://evil\.example/"
    with serving(error(500), elsewhere) as server, pytest.raises(ModelError, match=sentence):
        describe_endpoint(Endpoint(url=server.url), patience=QUICK)


def test_a_proxy_of_the_environment_gets_to_see_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda h, _: h.stream(event("1", "stop"))) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        with serving(lambda h, _: h.stream(event("2", "stop"))) as server, opened(server) as model:
            assert model.generate(ask(), StopToken())[0].text == "2"
        assert not proxy.asked
        assert not proxy.seen


def test_a_name_is_looked_up_once_and_cannot_lead_elsewhere_later() -> None:
    looked_up: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["8.8.8.8"]

    with serving(lambda h, _: h.stream(event("1", "stop"))) as server:
        url = server.url.replace("127.0.0.1", "box.local")
        model = EndpointModel(Endpoint(url=url), patience=QUICK, resolve=resolve)
        try:
            model.generate(ask(samples=3), StopToken())
        finally:
            model.close()
    assert looked_up == ["box.local"]
    assert server.seen[0]["Host"].startswith("box.local:")


def test_a_stop_closes_the_connection() -> None:
    gone = threading.Event()

    def act(handler: Handler, _: dict[str, Any]) -> None:
        handler.stream(event(" 1"))
        handler.connection.settimeout(20)
        if handler.connection.recv(1) == b"":
            gone.set()

    stop = StopToken()
    with serving(act) as server, opened(server) as model:
        threading.Timer(0.3, stop.stop, [Reason.STOPPED_BY_USER]).start()
        with pytest.raises(Stopped):
            model.generate(ask(), stop)
        assert gone.wait(10)


def test_closing_leaves_no_thread_and_the_next_request_says_so() -> None:
    with serving(lambda h, _: h.stream(event("1", "stop"))) as server:
        with opened(server) as model:
            model.generate(ask(), StopToken())
            assert "endpoint" in {thread.name for thread in threading.enumerate()}
        assert "endpoint" not in {thread.name for thread in threading.enumerate()}
        with pytest.raises(ModelError, match="was closed"):
            model.generate(ask(), StopToken())


def test_a_server_that_follows_no_schema_is_one_sentence() -> None:
    schema = '{"type": "object", "properties": {"a": {"type": "string"}}}'
    with (
        serving(lambda h, _: h.stream(event("Sure!", "stop"))) as server,
        opened(server) as model,
        pytest.raises(ModelError, match="does not follow JSON schemas"),
    ):
        model.generate(ask(json_schema=schema), StopToken())
    asked = [set(body) & {"grammar", "response_format"} for body in server.asked]
    assert asked == [{"grammar"}, {"response_format"}, {"response_format"}]


@pytest.mark.model
def test_a_server_that_breaks_answers_off_for_others_is_asked_one_at_a_time(
    serve_model: Callable[..., str],
) -> None:
    url = serve_model("--interrupt_requests", "true")
    model = EndpointModel(Endpoint(url=url), sequences=4)
    try:
        request = ask(prompt=Prompt(text="Once upon a time"), samples=4, max_tokens=30)
        samples: list[Generation] = model.generate(request, StopToken())
    finally:
        model.close()
    assert all(s.tokens == 30 or s.finish is Finish.STOP for s in samples)


@pytest.mark.model
def test_a_prompt_longer_than_the_servers_context_is_refused_and_no_crash(
    serve_model: Callable[..., str],
) -> None:
    url = serve_model("--interrupt_requests", "false", context=256)
    model = EndpointModel(Endpoint(url=url))
    try:
        with pytest.raises(ModelError, match="context"):
            model.generate(ask(prompt=Prompt(text="word " * 900)), StopToken())
        assert model.generate(ask(), StopToken())
    finally:
        model.close()


def test_the_app_loads_nothing_of_it_before_it_is_used(tmp_path: Any) -> None:
    code = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from dreamer_app.paths import Paths
from dreamer_app.settings import Settings
from dreamer_app.services.assembly import build, closing
with ThreadPoolExecutor(1) as pool:
    settings = Settings(model_endpoint="http://127.0.0.1:9/v1")
    services = build(Paths(Path(sys.argv[1])), settings, executor=pool, publish=print)
    with closing(services):
        print(services.status.now().line)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert "the model is at 127.0.0.1:9" in done.stdout
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {"httpx2", "httpcore2", "anyio", "huggingface_hub", "llama_cpp", "openai"}


def test_an_endpoint_outside_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(SettingError, match="outside your own network"):
        EndpointModel(Endpoint(url="https://192.0.2.7"))
