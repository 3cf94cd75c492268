"""The model: its child process, batching, sampling, discovery and fit.

Names are looked up when they are first used, so that importing the room costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dreamer_app.inference.addresses import place_of
    from dreamer_app.inference.catalogue import expected_fit, find_listed, listed_models
    from dreamer_app.inference.crashes import Crashes
    from dreamer_app.inference.default_model import install_default_model
    from dreamer_app.inference.devices import gpu_room, gpus
    from dreamer_app.inference.discovery import choose_model, examine_models, find_models
    from dreamer_app.inference.downloads import Downloads
    from dreamer_app.inference.endpoint import EndpointModel
    from dreamer_app.inference.endpoint_listing import Endpoint, describe_endpoint
    from dreamer_app.inference.fitting import Fit, fit
    from dreamer_app.inference.header import read_header
    from dreamer_app.inference.host import ModelHost
    from dreamer_app.inference.pins import hash_of, promised_hash

_HOMES = {
    "Crashes": "crashes",
    "Downloads": "downloads",
    "Endpoint": "endpoint_listing",
    "EndpointModel": "endpoint",
    "Fit": "fitting",
    "ModelHost": "host",
    "choose_model": "discovery",
    "describe_endpoint": "endpoint_listing",
    "examine_models": "discovery",
    "expected_fit": "catalogue",
    "find_listed": "catalogue",
    "find_models": "discovery",
    "fit": "fitting",
    "gpu_room": "devices",
    "gpus": "devices",
    "hash_of": "pins",
    "install_default_model": "default_model",
    "listed_models": "catalogue",
    "place_of": "addresses",
    "promised_hash": "pins",
    "read_header": "header",
}

__all__ = [
    "Crashes",
    "Downloads",
    "Endpoint",
    "EndpointModel",
    "Fit",
    "ModelHost",
    "choose_model",
    "describe_endpoint",
    "examine_models",
    "expected_fit",
    "find_listed",
    "find_models",
    "fit",
    "gpu_room",
    "gpus",
    "hash_of",
    "install_default_model",
    "listed_models",
    "place_of",
    "promised_hash",
    "read_header",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
