"""Savings to be switched off, and a model that is asked without them."""

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from dreamer_app.core.inference import (
    Finish,
    Generation,
    GenerationRequest,
    ModelInfo,
    StopRule,
)
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.savings import ALL_SAVINGS, Savings
from dreamer_app.inference import ModelHost
from dreamer_app.inference.stop_rules import rules_for

OnSample = Callable[[Generation], bool]
ENDS = {
    StopRule.FUNCTION_BODY: tuple(
        f"\n{word}"
        for word in ("def ", "class ", "import ", "from ", "if ", "for ", "print", "@", "#", '"""')
    ),
    StopRule.CODE_BLOCK: ("\n```",),
}
"""What ends a sample where only its end is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the dreams are dreamed; everything is on by default."""

    savings: Savings = ALL_SAVINGS
    hopeless: bool = True
    end: bool = True
    one_prompt: bool = True
    prefix: bool = True
    order: bool = True
    beside: int = 3
    quick_copy: bool = True


WAYS = {
    "everything on": Way(),
    "without settle": Way(savings=replace(ALL_SAVINGS, settle=False)),
    "without discard": Way(savings=replace(ALL_SAVINGS, discard=False)),
    "without hopeless": Way(hopeless=False),
    "without end": Way(hopeless=False, end=False),
    "without one prompt": Way(one_prompt=False),
    "without prefix": Way(prefix=False),
    "without order": Way(order=False),
    "without beside": Way(beside=1),
    "without quick copy": Way(quick_copy=False),
    "everything off": Way(
        savings=Savings(settle=False, discard=False),
        hopeless=False,
        end=False,
        one_prompt=False,
        prefix=False,
        order=False,
        beside=1,
        quick_copy=False,
    ),
}


class Wasteful:
    """A model's host, asked in the ways that the benchmark switches savings off."""

    def __init__(self, host: ModelHost, way: Way, *, chat: bool) -> None:
        self._host = host
        self._way = way
        self._chat = chat

    @property
    def info(self) -> ModelInfo:
        """Of the host; a model whose size is not told is asked in conversation."""
        return replace(self._host.info, parameters=0) if self._chat else self._host.info

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: OnSample | None = None,
        on_text: Callable[[int, str], None] | None = None,  # noqa: ARG002 - the port has it
    ) -> list[Generation]:
        """See the port; nobody watches the samples grow."""
        given = self._drawn_longer(request)

        def cut(sample: Generation) -> Generation:
            if given.stop_rule is request.stop_rule or sample.finish is Finish.CANCELLED:
                return sample
            return _cut_afterwards(sample, request)

        def note(sample: Generation) -> bool:
            return on_sample is None or on_sample(cut(sample))

        if self._way.one_prompt:
            return [cut(s) for s in self._host.generate(self._begun(given), stop, note)]
        return self._told_apart(given, stop, note, cut)

    def _drawn_longer(self, request: GenerationRequest) -> GenerationRequest:
        """The request without the rules that are switched off."""
        if self._way.hopeless or request.stop_rule not in ENDS:
            return request
        strings = ENDS[request.stop_rule] if self._way.end else ()
        return replace(request, stop_rule=StopRule.NONE, stop=strings)

    def _told_apart(
        self,
        request: GenerationRequest,
        stop: StopToken,
        note: OnSample,
        cut: Callable[[Generation], Generation],
    ) -> list[Generation]:
        """The samples beside one another, each of a prompt that only begins as the others do.

        Once the matter is settled those that are still being drawn go on to their end: what
        that saves is the row of *settle*.
        """
        noting, wanted = threading.Lock(), True

        def draw(index: int) -> Generation:
            nonlocal wanted
            sampling = replace(request.sampling, seed=request.sampling.seed + index)
            single = replace(request, samples=1, sampling=sampling)
            (sample,) = self._host.generate(self._begun(_marked(single)), stop)
            sample = replace(sample, index=index)
            with noting:
                wanted = wanted and note(sample)
            return cut(sample)

        with ThreadPoolExecutor(request.samples) as pool:
            return list(pool.map(draw, range(request.samples)))

    def _begun(self, request: GenerationRequest) -> GenerationRequest:
        return request if self._way.prefix else _begun_otherwise(request)

    def tokens_per_second(self) -> float:
        """See the port."""
        return self._host.tokens_per_second()

    def kill(self) -> None:
        """Of the host."""
        self._host.kill()

    def close(self) -> None:
        """See the port."""
        self._host.close()


def _begun_otherwise(request: GenerationRequest) -> GenerationRequest:
    """The request with a line in front that no other has."""
    return _marked(replace(request, prompt=replace(request.prompt, shared_prefix=0)))


def _marked(request: GenerationRequest) -> GenerationRequest:
    """The request with a line that no other has, after what requests begin with in common."""
    prompt, line = request.prompt, f"# {uuid.uuid4().hex}\n"
    if not prompt.messages:
        text = prompt.text[: prompt.shared_prefix] + line + prompt.text[prompt.shared_prefix :]
        return replace(request, prompt=replace(prompt, text=text))
    at = min(prompt.shared_prefix, len(prompt.messages) - 1)
    role, content = prompt.messages[at]
    messages = (*prompt.messages[:at], (role, line + content), *prompt.messages[at + 1 :])
    return replace(request, prompt=replace(prompt, messages=messages))


def _cut_afterwards(sample: Generation, asked: GenerationRequest) -> Generation:
    """The part of a sample that its rules would have kept."""
    text = sample.text + ("\n" if asked.stop_rule is StopRule.FUNCTION_BODY else "\n```")
    before = asked.prompt.text or asked.prompt.assistant_prefix
    for each in rules_for(asked.stop_rule, prompt=before, strings=()):
        end = each(text, 0)
        if end is not None:
            return replace(sample, text=text[: end.length], finish=end.finish)
    return sample
