import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui import app

REPOSITORY = Path(__file__).resolve().parents[3]


def run(home: Path, *args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own, with nothing of this one's environment."""
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LANG", "HOME")}
    return subprocess.run(
        [sys.executable, "-m", "ui.app", *args],
        env={**kept, "DREAMER_HOME": str(home), **env},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_without_a_display_it_says_what_to_use_instead(tmp_path: Path) -> None:
    done = run(tmp_path / "home")
    assert done.returncode == 3
    assert "dreamer dream" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_option_is_a_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "home", "--frobnicate").returncode == 2


def test_quitting_what_does_not_run_is_fine(tmp_path: Path) -> None:
    assert run(tmp_path / "home", "--quit", QT_QPA_PLATFORM="offscreen").returncode == 0


def test_a_home_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("DREAMER_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.setattr("ui.program.show_refusal", lambda _error: None)
    assert app.main([]) == 3
    assert "file/home" in capsys.readouterr().err


def test_the_waiting_program_loads_nothing_that_only_dreams_and_windows_need() -> None:
    program = (
        "import sys; import ui.app, ui.program;"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    heavy = {"networkx", "numpy", "docker", "llama_cpp", "pygments", "pyqtgraph", "griffe"}
    assert not heavy & set(done.stdout.split())


def test_reaching_the_one_that_runs_loads_no_widgets() -> None:
    program = "import sys; import ui.app; print('PySide6.QtWidgets' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_files_and_a_command_at_once_are_a_wrong_use(tmp_path: Path) -> None:
    assert run(tmp_path / "home", "--quit", "notes.md").returncode == 2
