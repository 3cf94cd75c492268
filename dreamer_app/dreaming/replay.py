"""Dream Replay (guide, roadmap 5): saved lessons against the libraries installed now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dreamer_app.core.dreams import Judgement, Lesson, Verification
from dreamer_app.core.ports import Verifier
from dreamer_app.core.states import CheckOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.dreaming.dream import library_versions

_DECIDING = ("tests_pass", "hidden_tests", "libraries_used")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What one lesson did when it was run again.

    Args:
        holds: its tests still pass; None when the sandbox failed.
        before, now: versions of its libraries, pairs of name and version.
    """

    lesson_id: str
    title: str
    holds: bool | None
    before: tuple[tuple[str, str], ...]
    now: tuple[tuple[str, str], ...]
    judgement: Judgement

    @property
    def changed_libraries(self) -> tuple[str, ...]:
        """Names of the libraries whose version is another one now."""
        now = dict(self.now)
        return tuple(name for name, version in self.before if now.get(name) != version)


def verification_of(
    lesson: Lesson, *, code: str | None = None, tests: str | None = None
) -> Verification:
    """What the Guardian is asked when a lesson is judged again."""
    scenario = lesson.scenario
    return Verification(
        code=lesson.action if code is None else code,
        tests=lesson.tests if tests is None else tests,
        entry_point=scenario.entry_point if scenario else "",
        libraries=scenario.libraries if scenario else (),
        alternatives=lesson.alternatives,
        hidden_tests=scenario.hidden_tests if scenario else "",
        probes=scenario.probes if scenario else (),
        reference=scenario.reference if scenario else "",
    )


def replay(lessons: Iterable[Lesson], verifier: Verifier, stop: StopToken) -> Iterator[Replayed]:
    """Run each lesson again, in order.

    Raises:
        Stopped: a stop was asked for; what was yielded stands.
    """
    for lesson in lessons:
        stop.check()
        judgement = verifier.verify(verification_of(lesson), stop)
        scenario = lesson.scenario
        yield Replayed(
            lesson_id=lesson.id,
            title=scenario.title if scenario else lesson.situation,
            holds=_holds(judgement),
            before=lesson.provenance.library_versions,
            now=library_versions(scenario.libraries if scenario else ()),
            judgement=judgement,
        )


def _holds(judgement: Judgement) -> bool | None:
    """Replay asks whether it still runs right; not again whether it is new or agreed upon."""
    if judgement.verdict is Verdict.UNVERIFIED:
        return None
    return all(
        check.outcome in (CheckOutcome.PASSED, CheckOutcome.SKIPPED)
        for check in judgement.checks
        if check.name in _DECIDING
    )
