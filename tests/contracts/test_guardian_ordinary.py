"""Ordinary code with honest tests, in the ways in which people write both, is accepted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamer_app.core.dreams import Verification
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import Guardian
from dreamer_app.settings import Settings
from tests.contracts.backends import JUDGING, opened

ORDINARY = Path(__file__).with_name("ordinary")
"""Each file holds code, tests of it, and another solution, each under a comment that says so."""


def parts(path: Path) -> dict[str, str]:
    """What the file holds, by those comments."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# --- "):
            lines = found[line.removeprefix("# --- ")] = []
        else:
            lines.append(line)
    return {name: "\n".join(lines).strip() + "\n" for name, lines in found.items()}


@pytest.fixture(scope="module", params=JUDGING)
def sandbox(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sandbox]:
    with opened(request.param, tmp_path_factory.mktemp("home")) as made:
        yield made


@pytest.mark.parametrize("path", sorted(ORDINARY.glob("*.py")), ids=lambda path: path.stem)
def test_it_is_accepted(path: Path, sandbox: Sandbox) -> None:
    held = parts(path)
    judgement = Guardian(sandbox, Settings()).verify(
        Verification(code=held["code"], tests=held["tests"], alternatives=(held["another"],)),
        StopToken(),
    )
    fell = [
        (c.name, c.summary, c.evidence) for c in judgement.checks if c.name == judgement.fell_at
    ]
    assert judgement.verdict is Verdict.ACCEPTED, fell


def test_there_are_many_of_them() -> None:
    assert len(list(ORDINARY.glob("*.py"))) >= 30
