"""What a candidate says of its objects' types counts for its own classes only."""

from pathlib import Path
from typing import Any

import pytest

from dreamer_app.guardian.inside import scratch
from dreamer_app.guardian.inside.remote import Remote


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Remote:
    monkeypatch.setattr(scratch, "FOLDER", str(tmp_path))
    return Remote(lambda _text, _call: "{}", frozenset({"Shape", "Circle"}))


def handle(remote: Remote, number: int, *kinds: str) -> Any:
    return remote.decode(["h", number, kinds[0], [], list(kinds)])


def test_an_object_is_one_of_the_candidates_classes_and_of_their_bases(remote: Remote) -> None:
    shape = remote.export("Shape", "type", ["solution:Shape"])
    circle = remote.export("Circle", "type", ["solution:Circle", "solution:Shape"])
    one = handle(remote, 0, "solution:Circle", "solution:Shape")
    other = handle(remote, 1, "solution:Shape")
    assert isinstance(one, shape)
    assert isinstance(one, circle)
    assert not isinstance(other, circle)


@pytest.mark.parametrize("module", ["tests", "builtins", "__main__", "numbers", ""])
def test_a_class_of_that_name_elsewhere_is_not_it(remote: Remote, module: str) -> None:
    shape = remote.export("Shape", "type", ["solution:Shape"])
    assert not isinstance(handle(remote, 0, f"{module}:Shape", f"{module}:Shape"), shape)
    assert not isinstance(remote.decode(["N", f"{module}:Shape", ["a"], [1]]), shape)


@pytest.mark.parametrize("kind", [int, str, dict, tuple, Exception, AssertionError, Remote])
def test_no_claim_makes_it_one_of_any_other_type(remote: Remote, kind: type) -> None:
    claims = [f"{kind.__module__}:{kind.__name__}", f"solution:{kind.__name__}"]
    liar = handle(remote, 0, claims[1], *claims)
    assert not isinstance(liar, kind)
    assert not issubclass(type(liar), kind)


def test_operators_are_asked_of_the_candidates_own_classes_only(remote: Remote) -> None:
    own = remote.decode(["h", 0, "solution:Shape", ["__contains__"], []])
    other = remote.decode(["h", 1, "tests:Shape", ["__contains__"], []])
    assert hasattr(type(own), "__contains__")
    assert not hasattr(type(other), "__contains__")
