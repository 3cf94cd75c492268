"""What went wrong with an endpoint, in one sentence with the way out."""

import ssl
from typing import TYPE_CHECKING

from dreamer_app.core.errors import ModelError
from dreamer_app.inference.addresses import SETTING, Address
from dreamer_app.inference.wire import WireError, said_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_KEY = "DREAMING_MODEL_ENDPOINT_KEY"
_NAME = "DREAMING_MODEL_ENDPOINT_MODEL"
_CHECK = f"Look at the server there, or empty {SETTING} to dream with a model file."


class StatusError(Exception):
    """The server answered with something else than success.

    Args:
        status: of HTTP.
        answer: what it said, where that was JSON.
        leads_to: where a redirect points.
    """

    def __init__(self, status: int, answer: "Mapping[str, Any]", leads_to: str = "") -> None:
        super().__init__(f"status {status}")
        self.status = status
        self.answer = answer
        self.leads_to = leads_to

    @property
    def is_busy(self) -> bool:
        """Whether it is worth waiting: llama-server says 503 while it loads its model."""
        return self.status in (429, 503)

    @property
    def is_refusal(self) -> bool:
        """Whether the request itself is at fault."""
        return self.status in (400, 422)


class InterruptedAnswerError(Exception):
    """The server ended an answer in favour of another request."""


class NoWordError(Exception):
    """The connection ended before the first word of an answer."""


def explain(error: Exception, address: Address, model: str) -> ModelError:
    """The error for people; ``error`` itself when it is one already."""
    if isinstance(error, ModelError):
        return error
    if isinstance(error, StatusError):
        return _of_status(error, address, model)
    if isinstance(error, WireError):
        return ModelError(
            f"The endpoint {address.place} sent {error} where an answer was expected.", hint=_CHECK
        )
    if isinstance(error, InterruptedAnswerError):
        return ModelError(
            f"The endpoint {address.place} keeps breaking answers off in favour of others.",
            hint="llama-cpp-python's server stops that with --interrupt_requests false.",
        )
    if isinstance(error, NoWordError):
        return ModelError(
            f"The endpoint {address.place} broke off before the first word of an answer, as some "
            f"servers do when a prompt is longer than their context.",
            hint=_CHECK,
        )
    return _of_transport(error, address)


def _of_transport(error: Exception, address: Address) -> ModelError:
    import httpx2

    place = address.place
    if isinstance(error, httpx2.ConnectTimeout):
        said = f"Nothing answers at {place}: no connection within the time allowed."
    elif isinstance(error, httpx2.TimeoutException):
        said = f"The endpoint {place} said nothing for too long and was given up."
    elif isinstance(error, httpx2.ConnectError):
        said = f"Nothing answers at {place}: {_why_no_connection(error)}."
    else:
        said = f"The connection to the endpoint {place} broke in the middle of an answer."
    return ModelError(said, hint=_CHECK)


def _why_no_connection(error: BaseException) -> str:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ConnectionRefusedError):
            return "the connection was refused"
        if isinstance(seen, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({seen.verify_message})"
        if isinstance(seen, ssl.SSLError):
            return "it does not speak https"
        if isinstance(seen, BaseExceptionGroup):
            return _why_no_connection(seen.exceptions[0])
        seen = seen.__cause__ or seen.__context__
    return "it cannot be reached"


def _of_status(error: StatusError, address: Address, model: str) -> ModelError:
    place, said = address.place, said_in(error.answer)
    if error.status in (401, 403):
        return ModelError(
            f"The endpoint {place} wants a key, or another one (status {error.status}).",
            hint=f"Set {_KEY} to the one it was started with.",
        )
    if error.status == 404 and said:
        return ModelError(
            f"The endpoint {place} does not have the model {model}: {said}",
            hint=f"Set {_NAME} to one that it has.",
        )
    if error.status == 404:
        return ModelError(
            f"There is no OpenAI-compatible interface at {address.url} (status 404).",
            hint=f"{SETTING} may need its path, as in http://192.168.1.20:8080/v1.",
        )
    if 300 <= error.status < 400:
        return ModelError(
            f"The endpoint {place} sends requests on to {error.leads_to or 'another place'}, "
            f"and Dreamer does not follow.",
            hint=f"If that is what you want, set {SETTING} to it.",
        )
    if error.is_busy:
        return ModelError(
            f"The endpoint {place} is too busy or still loading: {said or error.status}",
            hint=_CHECK,
        )
    why = said or f"status {error.status}"
    if error.is_refusal:
        return ModelError(
            f"The endpoint {place} refused a request: {why}",
            hint="A larger context there or a shorter prompt helps where it was too long.",
        )
    return ModelError(f"The endpoint {place} failed: {why}", hint=_CHECK)
