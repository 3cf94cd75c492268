"""Which architectures the installed llama.cpp knows, without loading it."""

import contextlib
import mmap
from pathlib import Path

from dreamer_app.inference.devices import library_folder, library_in


def is_known(architecture: str, library: Path | None = None) -> bool:
    """Whether llama.cpp could load a model of this architecture, as far as its library shows.

    There is no function that tells. But the library compares the name in a file with names of
    its own (``LLM_ARCH_NAMES`` in ``src/llama-arch.cpp``), so one that does not stand in it is
    one that it refuses. The reverse is not sure: a short name may stand there for another
    reason; then llama.cpp itself says no when it loads the model.

    Args:
        library: default llama.cpp's, found without importing it.

    Returns:
        True also where there is no library to look into.
    """
    with contextlib.suppress(OSError, ValueError):
        library = library or library_in(library_folder() or Path(), "llama")
        with (
            library.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view,
        ):
            return view.find(architecture.encode() + b"\0") >= 0
    return True
