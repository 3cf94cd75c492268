"""The forms of secrets are detect-secrets' own, and the library stays where they came from."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dreamer_app import secret_forms as module
from dreamer_app.asking import Asked
from dreamer_app.core.errors import MissingError
from dreamer_app.secret_forms import WEB_TOKEN, secret_forms

TOKEN = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0"
    ".dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
)
SAMPLES = [
    f"token = '{TOKEN}'",
    "token = 'eyJhbGciOiJIUzI1NiJ9.no-json-at-all'",
    "token = 'eyJ.a'",
    "key = 'AKIA" + "IOSFODNN7EXAMPLQ'",
    "aws_key = '" + "a1B2" * 10 + "'",
    "x = 'ghp_" + "a1B2" * 9 + "'",
    "glcbt-" + "a" * 24,
    "//registry.npmjs.org/:_authToken=npm_abc",
    "see https://user:hunter2hunter2@db.example.org/x",
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    "at 8.8.8.8:53",
    "cloudant_password = '" + "abcdef0123456789" * 4 + "'",
    "d41d8cd98f00b204e9800998ecf8427e",
    "password = get_password()",
    "",
]


@pytest.mark.parametrize("line", SAMPLES)
def test_they_find_what_the_library_finds(line: str) -> None:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    kinds: list[type] = list(get_mapping_from_secret_type_to_class().values())
    detectors = [kind() for kind in kinds if issubclass(kind, RegexBasedDetector)]
    theirs = {d.secret_type for d in detectors if list(d.analyze_string(line))}

    assert {kind for kind, form in secret_forms().items() if form.is_in(line)} == theirs


def test_a_web_token_is_one_only_with_json_inside() -> None:
    form = secret_forms()[WEB_TOKEN]

    assert form.is_in(SAMPLES[0])
    assert not any(form.is_in(line) for line in SAMPLES[1:])


def test_no_kind_but_the_web_token_has_a_condition_besides_its_form() -> None:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    kinds: dict[str, type] = get_mapping_from_secret_type_to_class()
    assert [
        name
        for name, kind in kinds.items()
        if issubclass(kind, RegexBasedDetector)
        and kind.analyze_string is not RegexBasedDetector.analyze_string
    ] == [WEB_TOKEN]


@pytest.fixture
def untold() -> Iterator[None]:
    """As in a process that has not asked yet."""
    module._told.cache_clear()
    yield
    module._told.cache_clear()


@pytest.mark.usefixtures("untold")
def test_without_the_process_there_is_an_error_that_names_the_library(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_CHILD", "dreamer_app.no_such_module")
    with pytest.raises(MissingError, match="detect-secrets"):
        secret_forms()


@pytest.mark.usefixtures("untold")
def test_several_who_ask_at_the_same_time_ask_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Counted(Asked):
        def ask(self, question: str = "") -> str:
            asked.append(question)
            return super().ask(question)

    monkeypatch.setattr(module, "Asked", Counted)
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: secret_forms(), range(4)))
    assert len(asked) == 1
    assert all(forms is told[0] for forms in told)


SCRIPT = """
import sys
from dreamer_app.curation.secret_scan import secrets_in
from dreamer_app.secret_forms import secret_forms

print(len(secret_forms()) > 20, len(secrets_in("ghp_" + "a1B2" * 9)))
print(*(name for name in ("detect_secrets", "requests", "ssl") if name in sys.modules))
"""


def test_neither_the_library_nor_its_network_client_is_in_a_process_that_looked_for_secrets() -> (
    None
):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["True 1", ""]
