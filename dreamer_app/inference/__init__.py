"""The model: its child process, batching, sampling, discovery and fit.

Names are looked up when they are first used, so that importing the room costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dreamer_app.inference.default_model import install_default_model
    from dreamer_app.inference.header import read_header
    from dreamer_app.inference.host import ModelHost

_HOMES = {
    "ModelHost": "host",
    "install_default_model": "default_model",
    "read_header": "header",
}

__all__ = ["ModelHost", "install_default_model", "read_header"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
