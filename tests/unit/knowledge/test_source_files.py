"""Files and folders that a person points at."""

import os
from pathlib import Path

import pytest

from dreamer_app.core.errors import InputError, Stopped
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.knowledge.source_files import LARGEST, plan_file, plan_folder


def _names(folder: Path) -> list[str]:
    return [source.name for source in plan_folder(folder, [], StopToken()).sources]


def test_a_folder_is_read_to_its_depths_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.py", "a/b/d.rst", "e.TXT"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert _names(tmp_path) == ["b.md", "e.TXT", "c.py", "d.rst"]


@pytest.mark.parametrize(
    "folder", [".git", ".venv", "venv", "node_modules", "__pycache__", "x.egg-info", "build"]
)
def test_what_is_not_ones_own_work_is_passed_over(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "a.py").write_text("x = 1")
    (tmp_path / "b.py").write_text("x = 1")
    assert _names(tmp_path) == ["b.py"]


def test_a_virtual_environment_of_any_name_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "my-python").mkdir()
    (tmp_path / "my-python" / "pyvenv.cfg").write_text("")
    (tmp_path / "my-python" / "a.py").write_text("x = 1")
    (tmp_path / "b.py").write_text("x = 1")
    assert _names(tmp_path) == ["b.py"]


def test_links_that_go_round_in_circles_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.py").symlink_to(tmp_path / "self.py")
    assert _names(tmp_path) == ["a.py"]


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    (tmp_path / "b.py").symlink_to(tmp_path / "a.py")
    assert _names(tmp_path) == ["a.py"]


def test_data_and_other_kinds_are_left_out_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\0b")
    (tmp_path / "big.md").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "c.png").write_bytes(b"x")
    (tmp_path / "d.png").write_bytes(b"x")
    (tmp_path / "ok.md").write_text("x")
    plan = plan_folder(tmp_path, [], StopToken())
    assert [source.name for source in plan.sources] == ["ok.md"]
    assert dict(plan.skipped) == {
        str(tmp_path / "a.txt"): "it is not text",
        str(tmp_path / "big.md"): "it is larger than 2 MB",
        f"{tmp_path}: .png": "2 of a kind that is not read",
    }


def test_sources_whose_file_is_gone_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    known = [f"file:{tmp_path}/a.py", f"file:{tmp_path}/gone.py", "file:/elsewhere/gone.py"]
    assert plan_folder(tmp_path, known, StopToken()).gone == [f"file:{tmp_path}/gone.py"]


def test_a_folder_with_nothing_to_read_is_an_error_that_says_what_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing that can be read.*\.md \(Markdown\)"):
        plan_folder(tmp_path, [], StopToken())


@pytest.mark.parametrize("name", ["x.odt", "x.docx", "x"])
def test_a_file_of_another_kind_is_an_error_that_says_what_is_read(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"%PDF")
    with pytest.raises(InputError, match=r"kind that is not read.*\.rst \(reStructuredText\)"):
        plan_file(tmp_path / name)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        plan_file(tmp_path / "x.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").write_text("x")
    (tmp_path / "b.md").chmod(0)
    assert _names(tmp_path) == ["a.md"]


def test_the_hash_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    before = plan_file(path).sources[0].content_hash
    os.utime(path, (1, 1))
    assert plan_file(path).sources[0].content_hash == before
    path.write_text("two")
    assert plan_file(path).sources[0].content_hash != before


def test_walking_a_folder_ends_at_a_stop(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    stop = StopToken()
    stop.stop(Reason.USER_ACTIVE)
    with pytest.raises(Stopped):
        plan_folder(tmp_path, [], stop)
