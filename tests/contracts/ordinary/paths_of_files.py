# --- code
from pathlib import PurePosixPath


def common_folder(paths):
    """The deepest folder that holds all of these paths."""
    if not paths:
        raise ValueError("no paths")
    parts = [PurePosixPath(path).parent.parts for path in paths]
    shared = []
    for level in zip(*parts):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return PurePosixPath(*shared)

# --- tests
from pathlib import PurePosixPath

import pytest

from solution import common_folder


def test_home():
    assert common_folder(["/home/user/a/x.txt", "/home/user/a/b/y.txt"]) == PurePosixPath("/home/user/a")
    assert str(common_folder(["/home/alice/x", "/home/bob/y"])) == "/home"


def test_one():
    assert common_folder(["/opt/app/run.py"]) == PurePosixPath("/opt/app")


def test_relative():
    assert common_folder(["a/b/c", "a/d"]) == PurePosixPath("a")
    assert common_folder(["a/x", "b/y"]) == PurePosixPath(".")


def test_nothing():
    with pytest.raises(ValueError):
        common_folder([])

# --- another
import os.path
from pathlib import PurePosixPath


def common_folder(paths):
    if len(paths) == 0:
        raise ValueError("there are no paths")
    folders = [os.path.dirname(path) for path in paths]
    try:
        return PurePosixPath(os.path.commonpath(folders))
    except ValueError:
        return PurePosixPath()
