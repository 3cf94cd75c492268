"""A model reads the lesson once more: optional, and it can only lower a verdict.

Judges by a model let through what execution does not (see CodeT and its successors), so nothing
is ever accepted for its word: a lesson gets here only after every other check held, and the
most that a review does is to make it ``uncertain``, for a person to decide.
"""

import json
from functools import cache

from dreamer_app.core.dreams import CheckResult
from dreamer_app.core.inference import GenerationRequest, Prompt, Sampling, StopRule
from dreamer_app.guardian.examination import Examination, passed, skipped, uncertain
from dreamer_app.paths import resource

NAME = "model_review"
READINGS = 3
"""An odd number: the majority counts."""
_SHOWN = 6_000
_MAX_TOKENS = 120
_SCHEMA = json.dumps(
    {
        "type": "object",
        "properties": {"sound": {"type": "boolean"}, "fault": {"type": "string", "maxLength": 160}},
        "required": ["sound", "fault"],
        "additionalProperties": False,
    }
)


def model_review(examination: Examination) -> CheckResult:
    """Ask the model a few times; doubt counts where most readings share it.

    Raises:
        ModelError: the model failed.
        Stopped: a stop was asked for.
    """
    if not examination.settings.model_review:
        return skipped(NAME, "Model review is switched off.")
    if examination.model is None:
        return skipped(NAME, "There is no model to review with.")
    asked = examination.verification
    text = _prompt().format(code=asked.code[:_SHOWN], tests=asked.tests[:_SHOWN])
    model = examination.model()
    chats = model.info.has_chat_template
    request = GenerationRequest(
        prompt=Prompt(messages=(("user", text),)) if chats else Prompt(text=f"{text}\n"),
        samples=READINGS,
        max_tokens=_MAX_TOKENS,
        sampling=Sampling(temperature=0.6, seed=1),
        stop_rule=StopRule.JSON,
        json_schema=_SCHEMA,
    )
    answers = [g.text for g in model.generate(request, examination.stop)]
    readings = [reading for reading in map(_reading, answers) if reading is not None]
    faults = [fault for sound, fault in readings if not sound]
    evidence = {"readings": len(readings), "doubts": len(faults), "faults": faults}
    if not readings:
        return skipped(NAME, "The model gave no review that can be read.", **evidence)
    if 2 * len(faults) > len(readings):
        return uncertain(NAME, f"The model doubts it: {faults[0] or 'no reason'}"[:300], **evidence)
    return passed(
        NAME, f"{len(readings) - len(faults)} of {len(readings)} reviews find no fault.", **evidence
    )


@cache
def _prompt() -> str:
    return resource("prompts", "review.txt").read_text(encoding="utf-8")


def _reading(text: str) -> tuple[bool, str] | None:
    """Whether one review calls it sound, and the fault; None for what is no review."""
    try:
        said = json.loads(text[text.index("{") : text.rindex("}") + 1])
        sound, fault = said["sound"], said["fault"]
    except (ValueError, TypeError, KeyError):
        return None
    return (sound, str(fault)) if isinstance(sound, bool) else None
