"""Which model an endpoint has, and how it is called."""

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import ModelInfo
from dreamer_app.inference.addresses import Address, locate
from dreamer_app.inference.endpoint_errors import StatusError, explain
from dreamer_app.inference.wire import Served, WireError, json_object, object_or_nothing, served_in

if TYPE_CHECKING:
    import httpx2

_CONNECT_SECONDS = 5.0
_SILENT_SECONDS = 300.0
"""A slow machine may read a prompt for minutes before its first word."""
_BUSY_SECONDS = 120.0
_LONGEST_LIST = 1 << 22
_SIZE = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)[bB](?![a-zA-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """What a person says of an endpoint.

    Args:
        url: ``http://host:port``.
        model: its name there; empty where the server has one only.
        key: sent as a bearer token; empty for none.
        outside_allowed: whether text may leave the house.
    """

    url: str
    model: str = ""
    key: str = ""
    outside_allowed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, in seconds: for a connection, for the next words, for a busy server."""

    connect: float = _CONNECT_SECONDS
    silent: float = _SILENT_SECONDS
    busy: float = _BUSY_SECONDS


def describe_endpoint(endpoint: Endpoint, *, patience: Patience | None = None) -> ModelInfo:
    """What an endpoint says of its model; raises as :class:`EndpointModel` does."""
    address = locate(endpoint.url, outside_allowed=endpoint.outside_allowed)
    return describe(address, choose(endpoint, address, patience or Patience()))


def describe(address: Address, served: Served) -> ModelInfo:
    """A served model in the words of all models."""
    return ModelInfo(
        path=Path(),
        name=_shown(served.name),
        size_bytes=0,
        parameters=served.parameters or _size_in(_shown(served.name)),
        context_length=served.context,
        has_chat_template=True,
        origin="endpoint",
        endpoint=address.url,
    )


def _shown(name: str) -> str:
    """Some servers call a model by its file, with the whole path."""
    return re.split(r"[/\\]", name)[-1][:-5] if name.lower().endswith(".gguf") else name


def _size_in(name: str) -> int:
    """Number of weights, where a model's name tells it, as in ``qwen2.5-coder:7b``."""
    found = _SIZE.search(name)
    return round(float(found[1]) * 1e9) if found else 0


def choose(endpoint: Endpoint, address: Address, patience: Patience) -> Served:
    """The model that the person named, or the only one.

    Raises:
        ModelError: the server does not answer, or does not have it.
    """
    import httpx2

    try:
        models = _listing(endpoint, address, patience)
    except StatusError as error:
        if error.status != 404 or not endpoint.model:  # not every server has a list
            raise explain(error, address, endpoint.model) from error
        return Served(name=endpoint.model)
    except (WireError, httpx2.HTTPError) as error:
        raise explain(error, address, endpoint.model) from error
    names = ", ".join(one.name for one in models[:8])
    if endpoint.model:
        for one in models:
            if endpoint.model in (one.name, one.name.removesuffix(":latest")):
                return one
        raise ModelError(
            f"The endpoint {address.place} does not have the model {endpoint.model}.",
            hint=f"It has: {names}." if names else "It has none.",
        )
    if len(models) != 1:
        what = f"{len(models)} models" if models else "no model"
        raise ModelError(
            f"The endpoint {address.place} has {what}.",
            hint=f"Set DREAMING_MODEL_ENDPOINT_MODEL to one of: {names}." if names else "",
        )
    return models[0]


def _listing(endpoint: Endpoint, address: Address, patience: Patience) -> list[Served]:
    import httpx2

    limits = httpx2.Timeout(2 * patience.connect, connect=patience.connect)
    headers = headers_for(address, endpoint.key)
    with httpx2.Client(headers=headers, timeout=limits, trust_env=False) as client:
        *others, last = address.addresses
        for one in others:
            with contextlib.suppress(httpx2.ConnectError, httpx2.ConnectTimeout):
                return _list_at(client, address, one)
        return _list_at(client, address, last)


def _list_at(client: "httpx2.Client", address: Address, at: str) -> list[Served]:
    target = address.target(at, "models")
    with client.stream("GET", target, extensions=names_for(address)) as response:
        text = ""
        for chunk in response.iter_text():
            text += chunk
            if len(text) > _LONGEST_LIST:
                raise WireError("a list of models without an end")
        if response.status_code != 200:
            raise StatusError(
                response.status_code, object_or_nothing(text), response.headers.get("location", "")
            )
    return served_in(json_object(text))


def headers_for(address: Address, key: str) -> dict[str, str]:
    """What goes with every request. No compression: nothing grows on arrival."""
    headers = {"Host": address.place, "Accept-Encoding": "identity"}
    return headers | ({"Authorization": f"Bearer {key}"} if key else {})


def names_for(address: Address) -> dict[str, Any]:
    """The certificate has to be the name's, although the address is called."""
    return {"sni_hostname": address.host} if address.scheme == "https" else {}
