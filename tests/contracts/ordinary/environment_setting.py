# --- code
import os


def number_of_workers(default):
    """How many the environment asks for, else the default; never less than one."""
    text = os.environ.get("WORKERS", "")
    if not text.isdigit():
        return default
    return max(1, int(text))

# --- tests
import pytest

import solution as s


@pytest.mark.parametrize(argnames=("text", "expected"), argvalues=[("4", 4), ("0", 1), ("12", 12)])
def test_set(monkeypatch, text, expected):
    monkeypatch.setenv("WORKERS", text)
    assert s.number_of_workers(2) == expected


def test_not_set(monkeypatch):
    monkeypatch.delenv("WORKERS", raising=False)
    assert s.number_of_workers(3) == 3
    assert s.number_of_workers(7) == 7


def test_nonsense(monkeypatch):
    monkeypatch.setenv("WORKERS", "many")
    assert s.number_of_workers(5) == 5

# --- another
from os import getenv


def number_of_workers(default):
    try:
        return max(int(getenv("WORKERS", "")), 1)
    except ValueError:
        return default
