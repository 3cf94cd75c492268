"""What is asked of a model and what it answers."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """What is known of a model from its file's header.

    Args:
        sha256: of the whole file; empty until it was computed.
        parameters: number of weights; 0 when the header does not say.
        has_chat_template: whether it was trained to answer; base models only complete.
        origin: "embedded", "models folder", "LM Studio", ...; for people.
        endpoint: URL of the server that has it; empty for a file.
    """

    path: Path
    name: str
    size_bytes: int
    architecture: str = ""
    parameters: int = 0
    quantisation: str = ""
    context_length: int = 0
    has_chat_template: bool = False
    chat_template: str = ""
    licence: str = ""
    sha256: str = ""
    origin: str = ""
    endpoint: str = ""

    @property
    def where(self) -> str:
        """File or endpoint, for people."""
        return self.endpoint or str(self.path)


class Finish(StrEnum):
    """Why a sample ended."""

    STOP = "stop"
    LENGTH = "length"
    CANCELLED = "cancelled"
    HOPELESS = "hopeless"
    """It was cut off because no continuation could have been of use."""
    STUCK = "stuck"
    """What it must follow allowed no further token, not even the end."""


class StopRule(StrEnum):
    """When a sample has said all that is wanted, beyond its stop strings."""

    NONE = "none"
    FUNCTION_BODY = "function_body"
    """The prompt ends in a signature and docstring: stop at the first line at column 0."""
    CODE_BLOCK = "code_block"
    """Stop at the closing fence of the first code block."""
    JSON = "json"
    """Stop at the end of the first JSON value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How tokens are drawn."""

    temperature: float = 0.8
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Raw text, or a conversation that is put through the model's chat template.

    Exactly one of ``text`` and ``messages`` is set.

    Args:
        text: raw text to continue.
        messages: pairs of role ("system", "user", "assistant") and content.
        shared_prefix: number of leading characters of ``text`` (or of leading messages)
            that other requests of the session begin with too; a hint for the cache.
        assistant_prefix: what the answer is made to begin with (chat only).

    Raises:
        ValueError: both of them are set, or none.
    """

    text: str = ""
    messages: tuple[tuple[str, str], ...] = ()
    shared_prefix: int = 0
    assistant_prefix: str = ""

    def __post_init__(self) -> None:
        if bool(self.text) == bool(self.messages):
            raise ValueError("a prompt has either text or messages")


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationRequest:
    """N independent samples of one prompt. Sample i is drawn with seed ``seed + i``.

    Args:
        json_schema: JSON text of a schema that the answer must follow; empty for none.

    Raises:
        ValueError: not one sample, or not one token, is asked for.
    """

    prompt: Prompt
    samples: int = 1
    max_tokens: int = 256
    sampling: Sampling = Sampling()
    stop: tuple[str, ...] = ()
    stop_rule: StopRule = StopRule.NONE
    json_schema: str = ""

    def __post_init__(self) -> None:
        if self.samples < 1 or self.max_tokens < 1:
            raise ValueError("a request asks for at least one sample of at least one token")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One sample."""

    text: str
    index: int
    seed: int
    tokens: int
    finish: Finish
    seconds: float = 0.0
