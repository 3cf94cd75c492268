"""What a sandbox is made of."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from dreamer_app.core.errors import SandboxError, Stopped
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.sandbox.libraries import InstalledFiles, InstalledLibraries
from dreamer_app.sandbox.owner import Owner, own_folder
from dreamer_app.sandbox.rootfs import FileSystem, RootFileSystems


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[RootFileSystems, FileSystem]:
    systems = RootFileSystems(tmp_path_factory.mktemp("home"))
    return systems, systems.build((), StopToken())


def test_it_holds_an_interpreter_and_no_shell(
    built: tuple[RootFileSystems, FileSystem],
) -> None:
    root = built[1].root

    assert (root / "python/bin/python3").is_file()
    assert [path.name for path in (root / "python/bin").iterdir()] == ["python3"]
    assert not list(root.glob("**/sh"))


def test_it_holds_one_account_and_nothing_else_of_etc(
    built: tuple[RootFileSystems, FileSystem],
) -> None:
    assert [path.name for path in (built[1].root / "etc").iterdir()] == ["passwd"]


def test_everything_in_it_can_be_read_by_anybody_and_runs_as_nobody_else(
    built: tuple[RootFileSystems, FileSystem],
) -> None:
    for path in built[1].root.rglob("*"):
        mode = path.stat().st_mode
        assert mode & 0o004, path
        assert not mode & 0o6000, path


def test_it_is_built_once(built: tuple[RootFileSystems, FileSystem]) -> None:
    systems, first = built
    inode = first.root.stat().st_ino

    assert systems.build((), StopToken()).root.stat().st_ino == inode


def test_a_changed_library_gets_a_folder_of_its_own(
    built: tuple[RootFileSystems, FileSystem], tmp_path: Path
) -> None:
    module = tmp_path / "module.py"
    module.write_text("A = 1\n")
    given = InstalledFiles(name="module-1", files=((module, "module.py"),))
    before = built[0].build((given,), StopToken())
    os.utime(module, ns=(1, 1))
    after = built[0].build((given,), StopToken())

    assert before.search_path != after.search_path


def test_a_private_file_of_a_library_is_copied_not_linked(
    built: tuple[RootFileSystems, FileSystem], tmp_path: Path
) -> None:
    module = tmp_path / "private.py"
    module.write_text("A = 1\n")
    module.chmod(0o600)
    given = InstalledFiles(name="private-1", files=((module, "private.py"),))
    ((_, folder),) = built[0].build((given,), StopToken()).libraries

    assert (folder / "private.py").stat().st_mode & 0o777 == 0o644
    assert module.stat().st_mode & 0o777 == 0o600


def test_without_ldd_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SandboxError, match=r"'ldd'.* is not on the PATH") as caught:
        RootFileSystems(tmp_path).build((), StopToken())

    assert "libc-bin" in caught.value.hint


def test_a_stop_leaves_nothing_half_built(tmp_path: Path) -> None:
    stop = StopToken()
    stop.stop(next(iter(Reason)))
    with pytest.raises(Stopped):
        RootFileSystems(tmp_path).build((), stop)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_sweep_removes_what_a_dead_process_half_built(tmp_path: Path) -> None:
    living = Owner.this()
    own_folder(tmp_path / "root", "building", replace(living, pid=999999999))
    # Another process with a number that is used again.
    own_folder(tmp_path / "root", "building", replace(living, started=living.started + 1))
    ours = own_folder(tmp_path / "root", "building", living)

    assert RootFileSystems(tmp_path).sweep() == 2
    assert list((tmp_path / "root").iterdir()) == [ours]


def test_the_standard_library_needs_no_further_files() -> None:
    assert InstalledLibraries().closure(["json", "os.path", "sys"]) == ()


def test_requirements_come_along() -> None:
    names = {d.name.rpartition("-")[0] for d in InstalledLibraries().closure(["markdown_it"])}

    assert names == {"markdown-it-py", "mdurl"}


def test_a_library_that_is_not_installed_is_named() -> None:
    with pytest.raises(SandboxError, match="no_such_library"):
        InstalledLibraries().closure(["no_such_library.part"])
