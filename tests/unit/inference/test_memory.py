from pathlib import Path

import psutil

from dreamer_app.inference.memory import free_memory

MIB = 1 << 20


def _cgroup(folder: Path, *, limit: str, used: int, cache: int = 0) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.max").write_text(limit + "\n")
    (folder / "memory.current").write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 5\ninactive_file {cache}\n")


def _process(tmp_path: Path, line: str) -> Path:
    file = tmp_path / "self"
    file.write_text(line)
    return file


def test_without_limits_it_is_the_machines_memory(tmp_path: Path) -> None:
    free = free_memory(tmp_path, _process(tmp_path, "0::/a/b\n"))
    assert 0 < free <= psutil.virtual_memory().total


def test_the_limit_of_the_own_cgroup_counts(tmp_path: Path) -> None:
    _cgroup(tmp_path / "a" / "b", limit=str(100 * MIB), used=60 * MIB)
    assert free_memory(tmp_path, _process(tmp_path, "0::/a/b\n")) == 40 * MIB


def test_a_limit_further_out_counts_too(tmp_path: Path) -> None:
    _cgroup(tmp_path / "a" / "b", limit="max", used=MIB)
    _cgroup(tmp_path / "a", limit=str(50 * MIB), used=20 * MIB)
    assert free_memory(tmp_path, _process(tmp_path, "0::/a/b\n")) == 30 * MIB


def test_page_cache_that_can_be_given_back_counts_as_free(tmp_path: Path) -> None:
    _cgroup(tmp_path, limit=str(100 * MIB), used=95 * MIB, cache=30 * MIB)
    assert free_memory(tmp_path, _process(tmp_path, "0::/\n")) == 35 * MIB


def test_the_older_layout_of_cgroups_is_known(tmp_path: Path) -> None:
    folder = tmp_path / "memory" / "docker" / "x"
    folder.mkdir(parents=True)
    (folder / "memory.limit_in_bytes").write_text(str(70 * MIB))
    (folder / "memory.usage_in_bytes").write_text(str(10 * MIB))
    process = _process(tmp_path, "5:cpu:/docker/x\n4:memory:/docker/x\n")
    assert free_memory(tmp_path, process) == 60 * MIB
