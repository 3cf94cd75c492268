"""Whether sessions are weighed, by files as the kernel shows them; who ends with its parent."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dreamer_app.session import weighs_sessions

SCOPE = "user.slice/user-1000.slice/app.slice/app-dreamer.scope"


def weighed(folder: Path, *, enabled: str, myself: str, groups: tuple[str, ...] = ()) -> bool:
    """On a machine with that switch, that group, and processor weights in these groups."""
    (folder / "enabled").write_text(enabled)
    (folder / "self").write_text(myself)
    for group in groups:
        (folder / "groups" / group).mkdir(parents=True, exist_ok=True)
        (folder / "groups" / group / "cpu.weight").write_text("100\n")
    return weighs_sessions(folder / "enabled", folder / "groups", folder / "self")


def test_sessions_of_processes_in_no_group_are_weighed(tmp_path: Path) -> None:
    assert weighed(tmp_path, enabled="1\n", myself="0::/\n")


def test_they_are_not_where_the_feature_is_off(tmp_path: Path) -> None:
    assert not weighed(tmp_path, enabled="0\n", myself="0::/\n")


def test_they_are_not_where_the_kernel_has_no_such_feature(tmp_path: Path) -> None:
    assert not weighs_sessions(tmp_path / "none", tmp_path, Path("/proc/self/cgroup"))


@pytest.mark.parametrize("weighing", ["user.slice", SCOPE, ""])
def test_they_are_not_below_a_group_that_has_a_weight(tmp_path: Path, weighing: str) -> None:
    assert not weighed(tmp_path, enabled="1\n", myself=f"0::/{SCOPE}\n", groups=(weighing,))


def test_a_group_without_a_weight_does_not_matter(tmp_path: Path) -> None:
    assert weighed(tmp_path, enabled="1\n", myself=f"0::/{SCOPE}\n", groups=("system.slice",))


@pytest.mark.parametrize(("path", "are"), [("/", True), ("/docker/4711", False)])
def test_the_first_version_of_groups_names_the_processors_own(
    tmp_path: Path, path: str, are: bool
) -> None:
    myself = f"2:memory:/other\n1:cpu,cpuacct:{path}\n0::/{SCOPE}\n"
    assert weighed(tmp_path, enabled="1\n", myself=myself, groups=("user.slice",)) is are


@pytest.mark.bubblewrap
def test_a_process_lives_whose_parent_is_the_first_of_a_container() -> None:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    child = "from dreamer_app.session import end_with_parent; end_with_parent(); print('lives')"
    parent = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    )
    container = ["bwrap", "--dev-bind", "/", "/", "--unshare-pid", "--as-pid-1"]
    program = [sys.executable, "-c", f"import os; assert os.getpid() == 1; {parent}"]
    done = subprocess.run(
        [*container, *program], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "lives\n"
