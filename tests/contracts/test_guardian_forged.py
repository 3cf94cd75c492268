"""What comes from the sandbox of the tests, and is no run of tests, is no verdict either."""

from collections.abc import Iterator

import pytest

from dreamer_app.core.ports import Sandbox
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import channel
from dreamer_app.guardian.channel import Bench, Broken, Load
from dreamer_app.guardian.parsing import parse
from dreamer_app.guardian.plan import make_plan
from dreamer_app.guardian.reports import Exhausted
from tests.contracts.backends import opened

pytestmark = pytest.mark.bubblewrap
DOUBLE = "def double(n):\n    return 2 * n\n"
WRITES = """
import json, os
def test_it():
    frame = json.dumps({frame}).encode()
    os.write(4, len(frame).to_bytes(4, "big") + frame)
    assert double(2) == 4
"""


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with opened("bubblewrap", tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.fixture
def bench(sandbox: Sandbox) -> Iterator[Bench]:
    bench = Bench(sandbox, (), StopToken())
    bench.start()
    yield bench
    bench.close()


def run(bench: Bench, tests: str, code: str = DOUBLE, seconds: float = 20.0) -> channel.TestRun:
    plan = make_plan(tests, parse(tests), "double")
    return bench.run(Load(code=code), plan, seconds=seconds)


@pytest.mark.parametrize(
    "frame",
    [
        "[42]", "{}", "{'run': 1, 'done': True}", "{'say': '{}', 'call': None}",
        "{'ended': 1, 'problem': ''}", "{'test': 'test_it'}",
    ],
)  # fmt: skip
def test_a_frame_that_the_tests_wrote_themselves_fails_them(bench: Bench, frame: str) -> None:
    with pytest.raises(Exhausted):
        run(bench, WRITES.replace("{frame}", frame))


def test_a_call_too_large_to_be_handed_over_fails_and_breaks_nothing(bench: Bench) -> None:
    tests = "def test_it():\n    assert double('x' * 16_777_100) == 4\n"
    made = run(bench, tests)
    assert not made.passed
    assert run(bench, "def test_it():\n    assert double(2) == 4\n").passed


def test_a_run_that_ends_while_a_call_is_in_flight_leaves_the_next_run_whole(bench: Bench) -> None:
    late = "import time\n\ndef double(n):\n    time.sleep(1.5)\n    return 2 * n\n"
    tests = "def test_it():\n    assert double(2) == 4\n    assert double(3) == 6\n"

    assert run(bench, tests, late, seconds=0.5).problem == "timeout"
    assert run(bench, tests).passed


def test_a_verification_without_end_is_no_verdict(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "VERDICT_SECONDS", 0.0)
    bench = Bench(sandbox, (), StopToken())
    bench.start()
    try:
        with pytest.raises(Broken, match="longer"):
            run(bench, "def test_it():\n    assert double(2) == 4\n")
    finally:
        bench.close()


def test_a_candidate_that_swallows_exceptions_swallows_no_failed_assertion(bench: Bench) -> None:
    code = (
        "class Box:\n    def __enter__(self):\n        return self\n"
        "    def __exit__(self, *a):\n        return True\n\n"
        "def double(n):\n    return Box()\n"
    )
    failing = "def test_it():\n    with double(2) as box:\n        assert box == 4\n"
    swallowing = "def test_it():\n    with double(2):\n        raise KeyError(1)\n"

    assert not run(bench, failing, code).passed
    assert run(bench, swallowing, code).passed


@pytest.mark.parametrize(
    "line", ["getattr(double, '_remote')", "open(4, 'wb')", "open('x', 'w', opener=print)"]
)
def test_tests_get_no_part_of_what_runs_them_by_a_name(bench: Bench, line: str) -> None:
    tests = f"def test_it():\n    try:\n        {line}\n    except OSError:\n        pass\n"
    made = run(bench, f"{tests}    assert double(2) == 4\n")
    assert made.failure is not None
    assert made.failure.kind == "unsupported"
