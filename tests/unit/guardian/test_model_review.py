"""A review by a model lowers a verdict, and never raises one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from dreamer_app.core.dreams import CheckResult, Verification
from dreamer_app.core.errors import ModelError
from dreamer_app.core.inference import Finish, Generation, GenerationRequest, ModelInfo
from dreamer_app.core.ports import Sandbox
from dreamer_app.core.states import CheckOutcome
from dreamer_app.core.stop import StopToken
from dreamer_app.guardian.checks.model_review import model_review
from dreamer_app.guardian.examination import Examination
from dreamer_app.settings import Settings

SOUND = '{"sound": true, "fault": ""}'
FAULTY = '{"sound": false, "fault": "It forgets zero."}'


class Reader:
    """A model behind the port that gives these reviews; what is under test is what they do."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.asked: list[GenerationRequest] = []

    @property
    def info(self) -> ModelInfo:
        return ModelInfo(path=Path("x.gguf"), name="x", size_bytes=1, has_chat_template=True)

    def generate(
        self,
        request: GenerationRequest,
        stop: StopToken,
        on_sample: Callable[[Generation], bool] | None = None,
        on_text: Callable[[int, str], None] | None = None,
    ) -> list[Generation]:
        self.asked.append(request)
        return [
            Generation(text=text, index=i, seed=i, tokens=1, finish=Finish.STOP)
            for i, text in enumerate(self.texts)
        ]

    def tokens_per_second(self) -> float:
        return 1.0

    def kill(self) -> None: ...

    def close(self) -> None: ...


def review(reader: Reader | None, *, on: bool = True, code: str = "def f(): pass") -> CheckResult:
    examination = Examination(
        verification=Verification(code=code, tests="assert f() is None"),
        settings=Settings(model_review=on),
        sandbox=cast("Sandbox", None),  # a review runs nothing
        stop=StopToken(),
        model=(lambda: reader) if reader is not None else None,
    )
    return model_review(examination)


def test_it_is_off_unless_asked_for() -> None:
    reader = Reader([FAULTY])

    assert review(reader, on=Settings().model_review).outcome is CheckOutcome.SKIPPED
    assert reader.asked == []


@pytest.mark.parametrize(
    ("texts", "outcome"),
    [
        ([SOUND, SOUND, SOUND], CheckOutcome.PASSED),
        ([SOUND, FAULTY, SOUND], CheckOutcome.PASSED),
        ([FAULTY, FAULTY, SOUND], CheckOutcome.UNCERTAIN),
        (["no idea", FAULTY, "{"], CheckOutcome.UNCERTAIN),
        (["no idea", '{"sound": "yes", "fault": ""}', ""], CheckOutcome.SKIPPED),
        ([], CheckOutcome.SKIPPED),
    ],
)
def test_the_majority_of_readable_reviews_counts(texts: list[str], outcome: CheckOutcome) -> None:
    assert review(Reader(texts)).outcome is outcome


def test_a_doubt_says_what_the_fault_is() -> None:
    assert "It forgets zero." in review(Reader([FAULTY] * 3)).summary


def test_without_a_model_it_is_skipped() -> None:
    assert review(None).outcome is CheckOutcome.SKIPPED


def test_code_with_braces_reaches_the_model_as_it_is() -> None:
    reader = Reader([SOUND])
    review(reader, code="def f():\n    return {'{x}': {}}\n")

    assert "return {'{x}': {}}" in reader.asked[0].prompt.messages[0][1]
    assert json.loads(reader.asked[0].json_schema)["type"] == "object"


def test_a_model_that_fails_is_an_error_and_no_doubt() -> None:
    class Failing(Reader):
        def generate(self, *_: object, **__: object) -> list[Generation]:
            raise ModelError("The model's host died.")

    with pytest.raises(ModelError):
        review(Failing([]))
