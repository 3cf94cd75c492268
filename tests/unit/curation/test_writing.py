"""A folder that is there whole or not at all."""

from pathlib import Path

import pytest

from dreamer_app.core.errors import InputError
from dreamer_app.curation.writing import digest_of, write_folder

FILES = {"a.txt": b"a", "deep/b.txt": b"b"}


def test_all_files_are_there_and_nothing_beside_them(tmp_path: Path) -> None:
    assert write_folder(tmp_path / "new" / "set", FILES)
    assert (tmp_path / "new" / "set" / "deep" / "b.txt").read_bytes() == b"b"
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["set"]


def test_the_same_again_is_not_written(tmp_path: Path) -> None:
    write_folder(tmp_path / "set", FILES)
    assert not write_folder(tmp_path / "set", FILES)


@pytest.mark.parametrize("name", ["a.txt", "deep/b.txt"])
def test_a_folder_with_another_content_stays_as_it_is(tmp_path: Path, name: str) -> None:
    write_folder(tmp_path / "set", FILES)
    (tmp_path / "set" / name).write_bytes(b"mine")
    with pytest.raises(InputError, match="something else"):
        write_folder(tmp_path / "set", FILES)
    assert (tmp_path / "set" / name).read_bytes() == b"mine"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    too_long = "x" * 300
    with pytest.raises(InputError, match="cannot be written"):
        write_folder(tmp_path / "set", {**FILES, too_long: b""})
    assert list(tmp_path.iterdir()) == []


def test_a_digest_tells_names_and_borders_apart() -> None:
    variants = [{"a": b"bc"}, {"ab": b"c"}, {"a": b"b", "c": b""}, {"a": b"b"}]
    assert len({digest_of(files) for files in variants}) == len(variants)


def test_a_digest_does_not_depend_on_the_order() -> None:
    assert digest_of(FILES) == digest_of(dict(reversed(FILES.items())))
