"""The OpenAI-compatible interface on the wire: what is sent, how answers are read.

Spoken by llama-server, vLLM, Ollama, LM Studio and llama-cpp-python's server alike; what they
do differently is noted where it matters.
"""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from dreamer_app.core.inference import GenerationRequest
from dreamer_app.inference.grammar import grammar_for

LONGEST_LINE = 1 << 20
"""Bytes of one event; a server that sends more without a line's end is not listened to."""
FORMS = ("grammar", "json_schema", "json_object")
"""Ways to ask for JSON of a schema, the surest first: our own bounded grammar (llama.cpp's
servers), OpenAI's response format (vLLM, Ollama, LM Studio), llama-cpp-python's."""
_MARK = "moth-lantern"
PROBE_SCHEMA = json.dumps({"type": "object", "properties": {"word": {"enum": [_MARK]}}})


class WireError(Exception):
    """What came is not of the interface; the text says what, for the end of a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What one event of a stream adds.

    Args:
        finish: the server's own word for why it ended; empty while it goes on.
        done: the stream said that it is over.
    """

    text: str = ""
    finish: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """One model that a server offers; numbers are 0 where it does not say."""

    name: str
    parameters: int = 0
    context: int = 0


def body_of(
    request: GenerationRequest, prompt: str, model: str, seed: int, *, form: str, plain: bool
) -> tuple[str, dict[str, Any]]:
    """The function to call and what to send it for one sample.

    Args:
        prompt: the text to continue, for a request that is no conversation.
        form: how to ask for JSON of the request's schema; empty for not at all.
        plain: leave out what OpenAI's own interface does not know; some servers refuse it.
    """
    sampling = request.sampling
    body: dict[str, Any] = {
        "model": model,
        "stream": True,
        "max_tokens": request.max_tokens,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "seed": seed,
    }
    if not plain:
        body |= {
            "top_k": sampling.top_k,
            "min_p": sampling.min_p,
            "repeat_penalty": sampling.repeat_penalty,  # llama.cpp's name
            "repetition_penalty": sampling.repeat_penalty,  # vLLM's
        }
    if form:
        body |= _schema_in(form, request.json_schema)
    if not request.prompt.messages:
        return "completions", body | {"prompt": prompt}
    messages = [{"role": role, "content": content} for role, content in request.prompt.messages]
    if not plain:
        body["chat_template_kwargs"] = {"enable_thinking": False}
    return "chat/completions", body | {"messages": messages}


def _schema_in(form: str, schema: str) -> dict[str, Any]:
    value = json.loads(schema)
    if form == "grammar":
        return {"grammar": grammar_for(value)}
    if form == "json_schema":
        wrapped = {"name": "answer", "schema": value, "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": wrapped}}
    return {"response_format": {"type": "json_object", "schema": value}}


def follows_probe(text: str) -> bool:
    """Whether an answer shows that the probe's schema was followed."""
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and value.get("word") == _MARK


async def lines_of(chunks: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Whole lines of a stream, without their ends.

    Raises:
        WireError: a line is longer than any event.
    """
    rest = b""
    async for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise WireError("a line without an end")
        for line in whole:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if rest:
        yield rest.decode("utf-8", "replace")


def piece_of(line: str) -> Piece | None:
    """What a line of the stream says; None for comments and other fields.

    Raises:
        WireError: it is an event but not one of the interface, or tells of an error.
    """
    if not line.startswith("data:"):
        return None
    text = line.removeprefix("data:").strip()
    if text == "[DONE]":
        return Piece(done=True)
    return piece_from(json_object(text))


def piece_from(event: Mapping[str, Any]) -> Piece:
    """What one event, or a whole answer that was not streamed, says."""
    if "error" in event:
        raise WireError(f"an error ({said_in(event)})")
    choices = event.get("choices")
    if not isinstance(choices, list):
        raise WireError("JSON without choices")
    if not choices:
        return Piece()
    choice = choices[0] if isinstance(choices[0], dict) else {}
    part = choice.get("delta") or choice.get("message") or choice
    text = part.get("content", part.get("text")) if isinstance(part, dict) else None
    return Piece(
        text=text if isinstance(text, str) else "", finish=str(choice.get("finish_reason") or "")
    )


def json_object(text: str) -> dict[str, Any]:
    """A JSON object, or WireError."""
    try:
        value = json.loads(text)
    except ValueError:
        raise WireError("something that is not JSON") from None
    if not isinstance(value, dict):
        raise WireError("JSON of another shape")
    return value


def object_or_nothing(text: str) -> dict[str, Any]:
    """A JSON object; an empty one where there is none."""
    try:
        return json_object(text)
    except WireError:
        return {}


def said_in(event: Mapping[str, Any]) -> str:
    """The message of an error, on one line and not too long."""
    error = event.get("error", event.get("detail", event.get("message", "")))
    message = error.get("message", "") if isinstance(error, dict) else error
    return " ".join(str(message).split())[:300]


def served_in(listing: Mapping[str, Any]) -> list[Served]:
    """The models of a server's list that write text.

    Raises:
        WireError: it is no such list.
    """
    entries = listing.get("data")
    if not isinstance(entries, list):
        raise WireError("JSON without a list of models")
    found = [_served(entry) for entry in entries if isinstance(entry, dict) and entry.get("id")]
    return [one for one in found if "embed" not in one.name.lower()]


def _served(entry: Mapping[str, Any]) -> Served:
    """llama-server tells in ``meta``, vLLM in ``max_model_len``."""
    meta = entry.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    return Served(
        name=str(entry["id"]),
        parameters=_number(meta.get("n_params")),
        context=_number(meta.get("n_ctx") or entry.get("max_model_len")),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
