"""The command ``dreamer`` as a user types it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_GOOD = (
    "import calendar\n\n\ndef leaps(years):\n    return [y for y in years if calendar.isleap(y)]\n"
)
_OTHER = "import calendar\n\n\ndef leaps(years):\n    return list(filter(calendar.isleap, years))\n"
_WRONG = _GOOD.replace("if calendar", "if not calendar")
_TESTS = (
    "def test_one():\n    assert leaps([1900, 2000]) == [2000]\n\n\n"
    "def test_two():\n    assert leaps([2004, 2001, 2008]) == [2004, 2008]\n\n\n"
    "def test_none():\n    assert leaps([]) == []\n"
)


def _run(home: Path, *words: str, **environment: str) -> tuple[int, Any, str]:
    done = subprocess.run(
        [sys.executable, "-m", "dreamer_app.cli", *words, "--json"],
        env={
            **os.environ,
            "DREAMER_HOME": str(home),
            "DREAMING_PROCESS_PRIORITY": "0",
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr


def test_status_answers_in_an_empty_home(tmp_path: Path) -> None:
    code, answer, _ = _run(tmp_path, "status")
    assert (code, answer["state"], answer["to_review"]) == (0, "off", 0)


@pytest.mark.parametrize(
    ("when_away", "said"),
    [
        ("true", "it would dream at 2-6, or after 30 min without input"),
        ("false", "it would dream at 2-6"),
    ],
)
def test_status_says_when_a_dreamer_would_dream_that_does_not_run(
    when_away: str, said: str, tmp_path: Path
) -> None:
    _, answer, _ = _run(tmp_path, "status", ENABLE_DREAMING="true", DREAMING_WHEN_AWAY=when_away)
    assert answer["line"] == f"Off: not running ({said})"


def test_a_wrong_setting_stops_with_2_and_is_named(tmp_path: Path) -> None:
    code, answer, text = _run(tmp_path, "status", DREAMING_CPU_THRESHOLD="70")
    assert code == 2
    assert "DREAMING_CPU_THRESHOLD" in answer["error"]
    assert "'70'" in text


def test_dreaming_without_a_model_stops_with_3_and_a_way_out(tmp_path: Path) -> None:
    missing = str(tmp_path / "no.gguf")
    code, answer, _ = _run(tmp_path, "dream", "--model", missing)
    assert code == 3
    assert missing in answer["error"]


def test_an_unknown_lesson_stops_with_2(tmp_path: Path) -> None:
    code, answer, _ = _run(tmp_path, "approve", "0123456789ab")
    assert code == 2
    assert "0123456789ab" in answer["error"]


def test_undo_with_nothing_to_take_back_answers_no(tmp_path: Path) -> None:
    assert _run(tmp_path, "undo")[0] == 1


def test_an_export_without_an_approved_lesson_stops_with_2(tmp_path: Path) -> None:
    words = ("export", "--format", "messages", "--out", str(tmp_path / "out"))
    assert _run(tmp_path, *words)[0] == 2


def test_what_is_ingested_is_counted(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Moons\n\nUse `calendar.isleap`.\n")
    assert _run(tmp_path / "home", "ingest", str(tmp_path / "notes.md"))[0] == 0
    code, answer, _ = _run(tmp_path / "home", "knowledge")
    assert code == 0
    assert answer["total_nodes"] > 0


@pytest.mark.bubblewrap
@pytest.mark.parametrize(("code", "expected"), [(_GOOD, 0), (_WRONG, 1)])
def test_verify_accepts_what_is_right_and_rejects_what_is_wrong(
    code: str, expected: int, tmp_path: Path
) -> None:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    for name, text in (("code.py", code), ("tests.py", _TESTS), ("other.py", _OTHER)):
        (tmp_path / name).write_text(text)
    words = ["verify", "--code", "code.py", "--tests", "tests.py", "--libraries", "calendar"]
    words += ["--entry-point", "leaps", "--alternatives", "other.py", "--sandbox", "bubblewrap"]
    words = [str(tmp_path / w) if w.endswith(".py") else w for w in words]
    found, answer, text = _run(tmp_path / "home", *words)
    assert found == expected, text
    assert {"name", "outcome", "evidence"} <= set(answer["checks"][0])


def _files(tmp_path: Path, **texts: bytes) -> list[str]:
    """Files of a candidate, and the words that have them verified."""
    given = {"code": _GOOD.encode(), "tests": _TESTS.encode(), "other": _OTHER.encode(), **texts}
    for name, text in given.items():
        (tmp_path / f"{name}.py").write_bytes(text)
    words = ["verify", "--sandbox", "bubblewrap", "--entry-point", "leaps"]
    for word, name in (("code", "code"), ("tests", "tests"), ("alternatives", "other")):
        words += [f"--{word}", str(tmp_path / f"{name}.py")]
    return words


@pytest.mark.parametrize("word", ["--code", "--tests", "--alternatives"])
@pytest.mark.parametrize("what", ["missing", "folder", "not text"])
def test_a_file_that_cannot_be_read_stops_verify_with_2_and_is_named(
    word: str, what: str, tmp_path: Path
) -> None:
    words = _files(tmp_path)
    place = tmp_path / "given.py"
    if what == "folder":
        place.mkdir()
    elif what == "not text":
        place.write_bytes(b"x = '\xff'")
    words[words.index(word) + 1] = str(place)
    code, answer, text = _run(tmp_path / "home", *words)
    assert code == 2
    assert str(place) in answer["error"]
    assert "Traceback" not in text


def _fell(answer: Any) -> str:
    fine = ("passed", "skipped")
    return str(next(c["name"] for c in answer["checks"] if c["outcome"] not in fine))


@pytest.mark.bubblewrap
@pytest.mark.parametrize(
    ("changed", "more", "fell"),
    [
        ({"tests": b"def test_one(:\n"}, (), "parses_sane"),
        ({"code": b"def leaps(years) return\n"}, (), "parses_sane"),
        ({}, ("--entry-point", "absent"), "parses_sane"),
    ],
)
def test_what_is_no_lesson_is_rejected_with_1_by_a_check_that_says_so(
    changed: dict[str, bytes], more: tuple[str, ...], fell: str, tmp_path: Path
) -> None:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    code, answer, text = _run(tmp_path / "home", *_files(tmp_path, **changed), *more)
    assert (code, answer["verdict"], _fell(answer)) == (1, "rejected", fell), text
    assert answer["seconds"] >= 0


def test_without_a_sandbox_a_candidate_is_unverified_with_3_and_a_check_says_why(
    tmp_path: Path,
) -> None:
    empty = tmp_path / "bin"
    empty.mkdir()
    code, answer, _ = _run(tmp_path / "home", *_files(tmp_path), PATH=str(empty))
    assert (code, answer["verdict"]) == (3, "unverified")
    assert (_fell(answer), answer["seconds"] >= 0) == ("sandbox", True)
    assert "bubblewrap" in answer["checks"][0]["summary"]


@pytest.mark.bubblewrap
def test_with_a_library_that_is_not_there_a_candidate_is_unverified(tmp_path: Path) -> None:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    words = [*_files(tmp_path), "--libraries", "no_such_library_anywhere"]
    code, answer, _ = _run(tmp_path / "home", *words)
    assert (code, answer["verdict"], _fell(answer)) == (3, "unverified", "sandbox")
    assert "no_such_library_anywhere" in answer["checks"][0]["summary"]


@pytest.mark.bubblewrap
def test_a_byte_order_mark_is_no_part_of_the_code(tmp_path: Path) -> None:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    mark = b"\xef\xbb\xbf"
    words = _files(tmp_path, code=mark + _GOOD.encode(), tests=mark + _TESTS.encode())
    for _ in range(2):  # verified once more, it is not refused because of itself
        code, answer, text = _run(tmp_path / "home", *words)
        assert (code, answer["verdict"]) == (0, "accepted"), text
