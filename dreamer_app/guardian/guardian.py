"""The Guardian: runs the checks in order and gives the verdict."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from dreamer_app.core.dreams import CheckResult, Judgement, Verification
from dreamer_app.core.errors import DreamerError, SandboxError, Stopped
from dreamer_app.core.execution import Observation
from dreamer_app.core.ports import LanguageModel, Sandbox
from dreamer_app.core.states import CheckOutcome, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian import probe
from dreamer_app.guardian.channel import Broken
from dreamer_app.guardian.checks import ALL, Check
from dreamer_app.guardian.checks.novelty import compared
from dreamer_app.guardian.evidence import clean, cleaned
from dreamer_app.guardian.examination import Examination, failed, skipped
from dreamer_app.guardian.prompt import read_prompt
from dreamer_app.guardian.reports import Exhausted
from dreamer_app.settings import Settings

_log = logging.getLogger(__name__)
NOT_STRICT = frozenset({"coverage", "mutation", "novelty"})
"""Checks that only strict validation makes (and agreement, where there is nothing to compare)."""


class Guardian:
    """The only quality filter (guide, "Guardian"); see the ports ``Verifier`` and ``Probe``.

    Args:
        sandbox: where code runs, or a function that opens it when first needed.
        model: gives the model for the review, where the settings ask for one.
    """

    def __init__(
        self,
        sandbox: Sandbox | Callable[[], Sandbox],
        settings: Settings,
        model: Callable[[], LanguageModel] | None = None,
    ) -> None:
        self._given = sandbox
        self._settings = settings
        self._model = model

    @property
    def sandbox(self) -> Sandbox:
        """The sandbox, opened now if it was not yet.

        Raises:
            SandboxError: there is none.
        """
        return self._given() if callable(self._given) else self._given

    def observe(
        self,
        code: str,
        expressions: Sequence[str],
        libraries: Sequence[str],
        stop: StopToken,
        *,
        seconds_each: float = 5.0,
    ) -> list[Observation]:
        """See :class:`dreamer_app.core.ports.Probe`."""
        try:
            return probe.observe(
                self.sandbox, code, expressions, libraries, stop, seconds_each=seconds_each
            )
        except Broken as error:
            raise SandboxError(
                f"The sandbox could not run the code: {error}.",
                hint="Run 'dreamer doctor' to see what it needs.",
            ) from None

    async def process(self, prompt: str) -> Judgement:
        """Judge what a validation prompt holds (guide, "Phase 4").

        Args:
            prompt: text with one fenced block of Python for the code and one for the tests;
                see :func:`dreamer_app.guardian.prompt.read_prompt`.
        """
        import asyncio

        verification = read_prompt(prompt)
        stop = StopToken()
        return await asyncio.to_thread(self.verify, verification, stop)

    def verify(self, verification: Verification, stop: StopToken) -> Judgement:
        """Judge a candidate.

        Raises:
            Stopped: asked to stop before the end.
        """
        began = time.monotonic()
        try:
            sandbox = self.sandbox
        except SandboxError as error:
            broken = CheckResult(name="sandbox", outcome=CheckOutcome.BROKEN, summary=str(error))
            return self._judge((broken,), None, began)
        examination = Examination(
            verification=verification,
            settings=self._settings,
            sandbox=sandbox,
            stop=stop,
            model=self._model,
        )
        try:
            results = self._examine(examination)
        finally:
            examination.close()
        stop.check()
        return self._judge(tuple(results), examination, began)

    def novelty(self, code: str, known: Sequence[str]) -> CheckResult:
        """See :class:`dreamer_app.core.ports.Verifier`."""
        return compared(code, known)

    def _examine(self, examination: Examination) -> list[CheckResult]:
        results: list[CheckResult] = []
        fell = ""
        for name, check in ALL:
            if fell:
                results.append(skipped(name, f"Not needed: {fell} did not hold."))
                continue
            if not examination.settings.validation_strict and _is_left_out(name, examination):
                results.append(skipped(name, "Left out: validation is not strict."))
                continue
            result = _carry_out(name, check, examination)
            results.append(result)
            if result.outcome in (CheckOutcome.FAILED, CheckOutcome.BROKEN):
                fell = name
        return results

    def _judge(
        self, results: tuple[CheckResult, ...], examination: Examination | None, began: float
    ) -> Judgement:
        return Judgement(
            verdict=verdict(results),
            checks=results,
            seconds=time.monotonic() - began,
            strict=self._settings.validation_strict,
            agreement=examination.agreement if examination else None,
            mutation_score=examination.mutation_score if examination else None,
        )


def _is_left_out(name: str, examination: Examination) -> bool:
    """Whether validation that is not strict goes without this check."""
    if name == "agreement":
        asked = examination.verification
        return not (asked.alternatives or asked.reference)
    return name in NOT_STRICT


def verdict(results: Sequence[CheckResult]) -> Verdict:
    """What the checks add up to.

    Every check that was carried out must hold. One that could not be carried out leaves it
    unverified.
    """
    outcomes = {result.outcome for result in results}
    if CheckOutcome.BROKEN in outcomes:
        return Verdict.UNVERIFIED
    if CheckOutcome.FAILED in outcomes:
        return Verdict.REJECTED
    if CheckOutcome.UNCERTAIN in outcomes:
        return Verdict.UNCERTAIN
    return Verdict.ACCEPTED if results else Verdict.UNVERIFIED


def _carry_out(name: str, check: Check, examination: Examination) -> CheckResult:
    examination.stop.check()
    began = time.monotonic()
    try:
        result = check(examination)
    except Stopped:
        raise
    except Exhausted as error:
        result = failed(name, f"It cannot be tested: {error}.")
    except RecursionError:
        # The parser takes deeper expressions than those who walk through its tree can.
        result = failed(name, "It is nested too deeply to be examined.")
    except (Broken, DreamerError) as error:
        examination.stop.check()
        result = CheckResult(name=name, outcome=CheckOutcome.BROKEN, summary=str(error))
    except Exception as error:  # noqa: BLE001 - no input may turn into a traceback
        # A fault of ours, or of a library that could not take what it was given: no verdict.
        examination.stop.check()
        _log.exception("The check %s failed in itself.", name)
        what = f"The check failed in itself: {type(error).__name__}: {error}"
        result = CheckResult(name=name, outcome=CheckOutcome.BROKEN, summary=what[:300])
    return replace(
        result,
        summary=clean(result.summary),
        evidence=cleaned(result.evidence),
        seconds=round(time.monotonic() - began, 4),
    )
