"""The connection to an endpoint's server: one request for each sample, asked until it is taken."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from dreamer_app.core.inference import GenerationRequest
from dreamer_app.inference.addresses import Address
from dreamer_app.inference.answers import split_white
from dreamer_app.inference.endpoint_errors import StatusError
from dreamer_app.inference.endpoint_listing import Patience, headers_for, names_for
from dreamer_app.inference.wire import WireError, body_of, object_or_nothing

if TYPE_CHECKING:
    import httpx2

_BUSY_PAUSE = 2.0
_LONGEST_ERROR = 64 << 10


class Connection:
    """Sends requests to a server. Used in one event loop.

    Args:
        model: its name there.
        key: sent as a bearer token; empty for none.
        most: connections at once.
    """

    def __init__(
        self, address: Address, model: str, key: str, patience: Patience, *, most: int
    ) -> None:
        self._address = address
        self._model = model
        self._key = key
        self._patience = patience
        self._most = most
        self._client: httpx2.AsyncClient | None = None
        self._plain = False

    async def close(self) -> None:
        """Let go of what is left of it."""
        if self._client is not None:
            await self._client.aclose()

    @contextlib.asynccontextmanager
    async def open(
        self, request: GenerationRequest, seed: int, form: str
    ) -> "AsyncIterator[httpx2.Response]":
        """The server's answer to a request for one sample, once it is one; waits while it is busy.

        A server that refuses what OpenAI's own interface does not know is asked again
        without it, and remembered.
        """
        prompt = split_white(request.prompt.text)[0]
        plain, give_up = self._plain, time.monotonic() + self._patience.busy
        while True:
            name, body = body_of(request, prompt, self._model, seed, form=form, plain=plain)
            response = await self._send(name, body)
            try:
                if response.status_code == 200:
                    self._plain = plain
                    yield response
                    return
                error = await _status_error(response)
            finally:
                await response.aclose()
            if error.is_busy and time.monotonic() < give_up:
                await asyncio.sleep(_BUSY_PAUSE)
            elif error.is_refusal and not plain:
                plain = True
            else:
                raise error

    async def _send(self, name: str, body: dict[str, Any]) -> "httpx2.Response":
        import httpx2

        client = self._running_client()
        *others, last = self._address.addresses
        for address in others:
            with contextlib.suppress(httpx2.ConnectError, httpx2.ConnectTimeout):
                return await client.send(self._request(client, address, name, body), stream=True)
        return await client.send(self._request(client, last, name, body), stream=True)

    def _request(
        self, client: "httpx2.AsyncClient", address: str, name: str, body: dict[str, Any]
    ) -> "httpx2.Request":
        # Straight to the address that was judged: the name is not looked up again.
        target = self._address.target(address, name)
        return client.build_request("POST", target, json=body, extensions=names_for(self._address))

    def _running_client(self) -> "httpx2.AsyncClient":
        if self._client is None:
            import httpx2

            patience = self._patience
            self._client = httpx2.AsyncClient(
                headers=headers_for(self._address, self._key),
                timeout=httpx2.Timeout(patience.silent, connect=patience.connect, pool=None),
                # A connection for each sample: one kept alive may be gone when it is needed.
                limits=httpx2.Limits(max_connections=self._most, max_keepalive_connections=0),
                follow_redirects=False,
                trust_env=False,  # a proxy would be somebody else who reads along
            )
        return self._client


async def limited(response: "httpx2.Response", most: int) -> str:
    """The whole of an answer; WireError where it is longer than ``most`` bytes."""
    data = b""
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > most:
            raise WireError("an answer without an end")
    return data.decode("utf-8", "replace")


async def _status_error(response: "httpx2.Response") -> StatusError:
    try:
        text = await limited(response, _LONGEST_ERROR)
    except WireError:
        text = ""
    leads_to = response.headers.get("location", "")
    return StatusError(response.status_code, object_or_nothing(text), leads_to)
