"""Choosing a backend."""

from pathlib import Path

import pytest

from dreamer_app.core.errors import SandboxError
from dreamer_app.sandbox import open_sandbox, probe_backends


def open_it(choice: str, home: Path) -> None:
    open_sandbox(choice, home=home, namespace="dreamer-unit", session_id="u").close()


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/no.sock")


def test_an_unknown_backend_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=r"'jail'.*docker or bubblewrap"):
        open_it("jail", tmp_path)


@pytest.mark.usefixtures("nothing_installed")
def test_without_any_backend_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match=r"no code can run.*apt install bubblewrap"):
        open_it("auto", tmp_path)


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("choice", ["docker", "bubblewrap"])
def test_a_backend_that_is_not_there_is_an_error(choice: str, tmp_path: Path) -> None:
    with pytest.raises(SandboxError):
        open_it(choice, tmp_path)


@pytest.mark.usefixtures("nothing_installed")
def test_a_probe_of_what_is_not_there_reports_it(tmp_path: Path) -> None:
    docker, bubblewrap = probe_backends(tmp_path, "dreamer-unit")

    assert (docker.name, docker.ok) == ("docker", False)
    assert (bubblewrap.name, bubblewrap.ok) == ("bubblewrap", False)
    assert all(one.problem and one.hint for one in (docker, bubblewrap))
