"""Which control groups are ours, and what their counters say."""

from pathlib import Path

import pytest

from dreamer_app.energy.control_groups import OwnGroups


def groups(tmp_path: Path, myself: str, files: dict[str, str]) -> OwnGroups:
    for name, text in files.items():
        file = tmp_path / "root" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    (tmp_path / "self").write_text(myself)
    return OwnGroups(tmp_path / "root", tmp_path / "self")


VERSION_2 = "usage_usec 1500000\nuser_usec 1000000\nsystem_usec 500000\n"
SCOPE = "user.slice/user-1000.slice/user@1000.service/app.slice/app-dreamer.scope"


@pytest.mark.parametrize(
    "files",
    [
        {"dreamer/cpu.stat": VERSION_2},
        {"dreamer.slice/cpu.stat": VERSION_2},
        {"cpuacct/dreamer/cpuacct.usage": "1500000000\n"},
        {"cpu,cpuacct/dreamer/cpuacct.usage": "1500000000\n"},
        {f"{SCOPE.rpartition('/app.slice')[0]}/dreamer.slice/cpu.stat": VERSION_2},
    ],
    ids=["v2 cgroupfs", "v2 systemd", "v1", "v1 joined", "an engine of the user's own"],
)
def test_containers_are_found_however_groups_are_mounted(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert groups(tmp_path, f"0::/{SCOPE}\n", files).processor_seconds() == 1.5


@pytest.mark.parametrize(
    "files",
    [
        {"dreamer/memory.stat": "anon 3000\nfile 70000\nshmem 500\n"},
        {"memory/dreamer/memory.stat": "cache 70500\nrss 0\ntotal_rss 3000\ntotal_shmem 500\n"},
    ],
    ids=["v2", "v1"],
)
def test_memory_of_containers_is_counted_without_pages_of_files(
    tmp_path: Path, files: dict[str, str]
) -> None:
    assert groups(tmp_path, f"0::/{SCOPE}\n", files).memory_bytes() == 3500


def test_other_groups_are_not_ours(tmp_path: Path) -> None:
    files = {"docker/cpu.stat": VERSION_2, "system.slice/dreamer/cpu.stat": VERSION_2}
    assert groups(tmp_path, f"0::/{SCOPE}\n", files).processor_seconds() == 0.0


def test_a_group_that_we_are_in_is_not_counted_twice(tmp_path: Path) -> None:
    found = groups(tmp_path, "0::/dreamer/session\n", {"dreamer/cpu.stat": VERSION_2})
    assert found.processor_seconds() == 0.0
