"""What a candidate does beside answering is seen, however it is written; ordinary code is not."""

from collections.abc import Iterator

import pytest

from dreamer_app.core.stop import StopToken
from dreamer_app.guardian.channel import Bench, Load
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan
from dreamer_app.guardian.probe import ask
from dreamer_app.guardian.sources import standard_modules
from tests.contracts.backends import opened

pytestmark = pytest.mark.bubblewrap
TESTS = "def test_it():\n    assert double(2) == 4\n    assert double(3) == 6\n"
DEEDS = {
    "open /etc/hostname": "open('/'.join(['', 'etc', 'hostname']))",
    "open /etc/passwd": "__import__('pathlib').Path('/e' + 'tc', 'passwd').read_text()",
    "os.system": "getattr(__import__('os'), 'sys' + 'tem')('true')",
    "os.fork": "__import__('os').fork() or __import__('os')._exit(0)",
    "import _xxsubinterpreters": "__import__('_xxsubinterpreters')",
    "sys._getframe": "getattr(__import__('sys'), '_get' + 'frame')()",
    "socket.__new__": "__import__('socket').socket().connect(('127.0.0.1', 9))",
}
ORDINARY = """
import asyncio, collections, dataclasses, functools, json, logging, pathlib, re, sqlite3
import tempfile, threading
from datetime import datetime
from zoneinfo import ZoneInfo

Pair = collections.namedtuple("Pair", "a b")


@dataclasses.dataclass
class Box:
    value: int


async def later(n):
    await asyncio.sleep(0)
    return n


@functools.lru_cache
def double(n):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "x"
        path.write_text(json.dumps([n]))
        with open(path) as file:
            values = json.load(file)
    database = sqlite3.connect(":memory:")
    (same,) = database.execute("select ?", (values[0],)).fetchone()
    thread = threading.Thread(target=re.compile, args=("a",))
    thread.start()
    thread.join()
    datetime.strptime("2024", "%Y")
    logging.getLogger("x").debug("%s", datetime.now(ZoneInfo("UTC")))
    return asyncio.run(later(same)) + Pair(n, Box(n)).b.value
"""


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with opened("bubblewrap", tmp_path_factory.mktemp("home")) as sandbox:
        bench = Bench(sandbox, (), StopToken(), standard_modules((parse(ORDINARY),)))
        bench.start()
        yield bench
        bench.close()


LITTERS = """
import os


def double(n):
    if os.listdir("/dev/shm"):
        return 2 * n
    here = os.getcwd()
    for number in range(20):
        open(f"/dev/shm/mark{number}", "w").close()
    os.chdir("/dev/shm")
    for _ in range(60):
        os.mkdir("x" * 200)
        os.chdir("x" * 200)
    os.chdir(here)
    return 2 * n
"""
LOOKS = """
import os


def double(n):
    return len(os.listdir("/dev/shm")) or 2 * n
"""


def did(bench: Bench, code: str) -> tuple[str, ...]:
    plan = make_plan(TESTS, parse(TESTS), "double")
    run = bench.run(
        Load(code=code, coverage=True, load_seconds=60.0, call_seconds=30.0), plan, seconds=120.0
    )
    assert run.passed, run.why
    return run.did


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_seen_however_it_is_written(bench: Bench, deed: str) -> None:
    code = f"""
def double(n):
    try:
        {DEEDS[deed]}
    except (OSError, ImportError):
        pass
    return 2 * n
"""
    assert deed in did(bench, code)


def test_ordinary_code_does_nothing_beside_answering(bench: Bench) -> None:
    assert did(bench, ORDINARY) == ()


@pytest.mark.parametrize("deed", ["os.system", "import _xxsubinterpreters", "sys._getframe"])
def test_a_deed_is_seen_where_only_further_calls_ask_for_it(bench: Bench, deed: str) -> None:
    code = f"""
def double(n):
    try:
        if n == 9:
            {DEEDS[deed]}
    except ImportError:
        pass
    return 2 * n
"""
    calls = ["double(2)", "double(9)", "double(3)"]
    for together in (0.0, 20.0):
        seen = ask(bench.worker("candidate"), code, calls, 30.0, together=together)
        assert [one.literal for one in seen] == ["4", "18", "6"]
        assert [one.did for one in seen] == [(), (deed,), ()]


def test_a_sandbox_in_which_something_stays_is_given_up(bench: Bench) -> None:
    plan = make_plan(TESTS, parse(TESTS), "double")
    before = bench.worker("litter")
    for code in (LITTERS, LOOKS):
        run = bench.run(Load(code=code, call_seconds=30.0), plan, whose="litter")
        assert run.passed, run.why
    assert before.lost
    assert not bench.worker("litter").lost


def test_so_is_one_in_which_an_observed_call_leaves_something(bench: Bench) -> None:
    before = bench.worker("observed")
    for code in (LITTERS, LOOKS):
        (seen,) = ask(bench.worker("observed"), code, ["double(2)"], 30.0)
        assert seen.literal == "4"
    assert before.lost
