"""ScenarioWeaver: from a piece of knowledge to a task with executable tests."""

import random
from collections.abc import Iterable, Sequence
from enum import StrEnum

from dreamer_app.core.dreams import ScenarioSpec
from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.knowledge import Entity, EntityKind, KnowledgeFragment
from dreamer_app.core.states import Difficulty
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.callee import Abstained
from dreamer_app.dreaming.inventing import invent, reword
from dreamer_app.dreaming.kernel import Kernel
from dreamer_app.dreaming.reimplementing import can_be_rewritten, weave_reimplement
from dreamer_app.dreaming.weaving import weave_apply

_REWRITE_SHARE, _SMALL_REWRITE_SHARE = 0.2, 0.05
"""How often a function is written anew where it could also be used: a model that only fills in
code hardly ever manages."""
_SOME_FROM, _FREE_FROM = 1_500_000_000, 6_000_000_000


class Grounding(StrEnum):
    """How much of a scenario is left to the model."""

    FULL = "full"
    SOME = "some"
    FREE = "free"


def grounding_for(setting: str, info: ModelInfo) -> Grounding:
    """The setting, or for ``auto`` what fits the model's size.

    A model below about 1.5 billion weights invents nonsense (measured: none of 104 invented
    scenarios of SmolLM2-135M passed its own tests), so it only writes code.
    """
    if setting != "auto":
        return Grounding(setting)
    if info.parameters >= _FREE_FROM and info.has_chat_template:
        return Grounding.FREE
    return Grounding.SOME if info.parameters >= _SOME_FROM else Grounding.FULL


class ScenarioWeaver:
    """Weaves scenarios (guide, "Phase 3").

    Args:
        kernel: what it works with.
    """

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel

    def weave(
        self,
        fragment: KnowledgeFragment,
        difficulty: Difficulty,
        rng: random.Random,
        stop: StopToken,
        *,
        others: Sequence[KnowledgeFragment] = (),
        stretch: str = "",
    ) -> ScenarioSpec:
        """Set one task.

        Args:
            others: fragments that a task may combine with this one.
            stretch: tasks with the same word here are of one form where that fits, so that
                what their prompts begin with is evaluated once.

        Raises:
            Abstained: the fragment makes no sensible task.
        """
        if fragment.entity.kind is not EntityKind.FUNCTION:
            raise Abstained(f"{fragment.entity.id} is not a function.")
        if fragment.entity.pure is False:
            raise Abstained(f"{fragment.entity.id} does more than compute.")
        grounding = self._grounding()
        if grounding is Grounding.FREE and rng.random() < 1 / 2:
            return invent(fragment, difficulty, self._kernel.model(), rng, stop)
        share = _SMALL_REWRITE_SHARE if grounding is Grounding.FULL else _REWRITE_SHARE
        scenario = self._grounded(fragment, difficulty, rng, stop, others, share, stretch)
        if grounding is Grounding.FULL:
            return scenario
        return reword(scenario, self._kernel.model(), rng, stop)

    def _grounding(self) -> Grounding:
        setting = self._kernel.settings().grounding
        if setting == Grounding.FULL:
            return Grounding.FULL
        return grounding_for(setting, self._kernel.model().info)

    def _grounded(
        self,
        fragment: KnowledgeFragment,
        difficulty: Difficulty,
        rng: random.Random,
        stop: StopToken,
        others: Sequence[KnowledgeFragment],
        rewrite_share: float,
        stretch: str,
    ) -> ScenarioSpec:
        probe = self._kernel.probe
        if fragment.own_code and not can_be_rewritten(fragment, difficulty):
            raise Abstained(f"{fragment.entity.name} is no {difficulty} task to write anew.")
        if fragment.own_code:
            return weave_reimplement(fragment, difficulty, probe, rng, stop)
        if can_be_rewritten(fragment, difficulty) and rng.random() < rewrite_share:
            return weave_reimplement(fragment, difficulty, probe, rng, stop)
        callable_others = [
            o
            for o in others
            if o.entity.kind is EntityKind.FUNCTION
            and o.entity.pure is not False
            and o.library
            and o is not fragment
        ]
        second = rng.choice(callable_others) if callable_others else None
        return weave_apply(fragment, difficulty, probe, rng, stop, second=second, stretch=stretch)

    async def weave_scenario(
        self,
        knowledge_fragment: KnowledgeFragment | str,
        difficulty: str | None = None,
        libraries: Iterable[str] | None = None,
    ) -> ScenarioSpec:
        """One scenario (guide, API reference).

        Args:
            knowledge_fragment: a fragment of the graph, or text that begins with the
                qualified name of a function, e.g. ``calendar.isleap(year)``.
            libraries: restricts the scenario to these import names.

        Raises:
            Abstained: it makes no sensible task.
        """
        fragment = _fragment(knowledge_fragment)
        wanted = set(libraries or ())
        if wanted and fragment.library not in wanted:
            raise Abstained(f"{fragment.entity.id} is not in {', '.join(sorted(wanted))}.")
        level = Difficulty(difficulty or self._kernel.settings().scenario_complexity)
        rng = random.Random(f"{fragment.entity.id} {level}")  # noqa: S311 - not for secrets
        import asyncio

        return await asyncio.to_thread(self._prepared, fragment, level, rng)

    async def weave_multiple_scenarios(
        self,
        knowledge_fragments: Sequence[KnowledgeFragment | str],
        count: int = 10,
        difficulty: str | None = None,
    ) -> list[ScenarioSpec]:
        """Up to ``count`` scenarios; fragments that make none are left out."""
        woven: list[ScenarioSpec] = []
        for fragment in knowledge_fragments:
            if len(woven) >= count:
                break
            try:
                woven.append(await self.weave_scenario(fragment, difficulty))
            except Abstained:
                continue
        return woven

    def _prepared(
        self, fragment: KnowledgeFragment, level: Difficulty, rng: random.Random
    ) -> ScenarioSpec:
        self._kernel.prepare((fragment.library,) if fragment.library else ())
        concrete = Difficulty.SIMPLE if level is Difficulty.ADAPTIVE else level
        return self.weave(fragment, concrete, rng, StopToken())


def _fragment(given: KnowledgeFragment | str) -> KnowledgeFragment:
    if isinstance(given, KnowledgeFragment):
        return given
    head, _, text = given.strip().partition("\n")
    name, bracket, rest = head.partition("(")
    qualified = name.strip()
    return KnowledgeFragment(
        entity=Entity(
            id=qualified,
            kind=EntityKind.FUNCTION,
            name=qualified.rpartition(".")[2],
            source_id="",
            signature=f"{bracket}{rest}".strip().rstrip(":"),
            text=text.strip(),
        ),
        library=qualified.partition(".")[0] if "." in qualified else "",
    )
