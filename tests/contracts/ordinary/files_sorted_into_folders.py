# --- code
from pathlib import Path


def sort_by_suffix(folder):
    """Move every file into a folder named after its suffix; how many moved."""
    moved = 0
    for path in sorted(Path(folder).iterdir()):
        if path.is_file():
            target = Path(folder) / (path.suffix[1:] or "none")
            target.mkdir(exist_ok=True)
            path.rename(target / path.name)
            moved += 1
    return moved

# --- tests
import pytest

from solution import sort_by_suffix


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.csv", "c.txt", "plain"):
        (tmp_path / name).write_text(name)
    return tmp_path


def test_moved(folder):
    assert sort_by_suffix(folder) == 4
    found = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert found == ["csv/b.csv", "none/plain", "txt/a.txt", "txt/c.txt"]
    assert (folder / "txt" / "a.txt").read_text() == "a.txt"


def test_nothing_is_left(folder):
    sort_by_suffix(str(folder))
    assert not (folder / "a.txt").exists()
    assert sort_by_suffix(folder) == 0


def test_existing_folder(tmp_path):
    (tmp_path / "txt").mkdir()
    (tmp_path / "new.txt").write_text("x")
    assert sort_by_suffix(tmp_path) == 1

# --- another
import os
import shutil


def sort_by_suffix(folder):
    names = [n for n in os.listdir(folder) if os.path.isfile(os.path.join(folder, n))]
    for name in names:
        suffix = os.path.splitext(name)[1].lstrip(".") or "none"
        os.makedirs(os.path.join(folder, suffix), exist_ok=True)
        shutil.move(os.path.join(folder, name), os.path.join(folder, suffix, name))
    return len(names)
