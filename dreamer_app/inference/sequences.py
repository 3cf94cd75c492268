"""What the engine keeps in the cache and what it draws: requests, prompts, samples."""

import codecs
import time
from dataclasses import dataclass, field

from dreamer_app.core.inference import Finish, Sampling, StopRule
from dreamer_app.inference.native import Sampler
from dreamer_app.inference.stop_rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One request in the engine's own terms.

    Args:
        tokens: the prompt; never empty.
        before: text right before the sample, for its stop rule.
        healed: white space that the prompt ended in and that was taken off it; it is
            taken off the sample's beginning too, so that the two fit together.
        indices: which samples of the request to draw.
        pinned: leading tokens that further requests will begin with too.
        streamed: somebody wants to see the samples while they are being drawn.
    """

    id: int
    tokens: list[int]
    before: str
    healed: str
    indices: tuple[int, ...]
    max_tokens: int
    sampling: Sampling
    stop: tuple[str, ...]
    stop_rule: StopRule
    grammar: str
    pinned: int = 0
    streamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample that has ended."""

    job: int
    index: int
    seed: int
    text: str
    tokens: int
    finish: Finish
    seconds: float


@dataclass(slots=True, eq=False)
class Root:
    """A prompt, or part of one, in the cache; leading ``pinned`` tokens stay longest."""

    sequence: int
    tokens: list[int]
    done: int = 0
    users: int = 0
    used_at: int = 0
    pinned: int = 0

    @property
    def ready(self) -> bool:
        """Whether all of it has been evaluated."""
        return self.done == len(self.tokens)


@dataclass(slots=True, eq=False)
class Live:
    """A sample being drawn.

    ``pending`` are tokens still to be evaluated: the last one drawn, or, after the sample
    had to give its place up, all that it needs to go on where it was.
    """

    job: Job
    index: int
    sampler: Sampler
    rules: list[Rule]
    started: float
    pending: list[int]
    position: int = 0
    sequence: int = -1
    began: int = 0
    drawn: list[int] = field(default_factory=list)
    decoder: codecs.IncrementalDecoder = field(
        default_factory=lambda: codecs.getincrementaldecoder("utf-8")("replace")
    )
    text: str = ""
    heal: str = ""
    seen: int = 0

    @property
    def seed(self) -> int:
        """Of this sample: the request's, and its number."""
        return self.job.sampling.seed + self.index

    def end(self, finish: Finish, length: int | None = None) -> Sample:
        """The sample as it is reported."""
        self.sampler.close()
        return Sample(
            job=self.job.id,
            index=self.index,
            seed=self.seed,
            text=self.text if length is None else self.text[:length],
            tokens=len(self.drawn),
            finish=finish,
            seconds=time.monotonic() - self.started,
        )


@dataclass(slots=True, eq=False)
class Reserve:
    """Cells of cancelled samples, held by a sequence of their own.

    Where a token's keys lie in the cache decides in which order numbers are added up. Were the
    cells used again at once, the samples beside a cancelled one would find theirs elsewhere
    than without the cancelling, and part from what they would have been at some token.

    Args:
        others: the samples for whose sake the cells are held.
    """

    sequence: int
    cells: int = 0
    others: list[Live] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Active:
    """A request that was taken up: its root, and the samples still to be started."""

    job: Job
    root: Root
    waiting: list[Live]


def common(a: list[int], b: list[int]) -> int:
    """Length of the common beginning of two lists of tokens."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
