# --- code
import json


def remember(name, value):
    """Keep a value in a file of settings in this folder; all that is kept."""
    path = "settings.json"
    try:
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
    except FileNotFoundError:
        kept = {}
    kept[name] = value
    with open(path, "w", encoding="utf-8") as file:
        json.dump(kept, file)
    return kept

# --- tests
import json
from pathlib import Path

import pytest

from solution import remember


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_first():
    assert remember("a", 1) == {"a": 1}


def test_second():
    remember("a", 1)
    assert remember("b", [2]) == {"a": 1, "b": [2]}


def test_file(tmp_path):
    remember("x", "y")
    assert json.loads((tmp_path / "settings.json").read_text()) == {"x": "y"}
    assert Path("settings.json").exists()

# --- another
import json
from pathlib import Path


def remember(name, value):
    file = Path("settings.json")
    kept = json.loads(file.read_text()) if file.exists() else {}
    kept.update({name: value})
    file.write_text(json.dumps(kept))
    return kept
