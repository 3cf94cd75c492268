"""What every engine behind the port ``LanguageModel`` keeps to."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dreamer_app.core.errors import ModelError, Stopped
from dreamer_app.core.inference import (
    Finish,
    Generation,
    GenerationRequest,
    Prompt,
    Sampling,
    StopRule,
)
from dreamer_app.core.ports import LanguageModel
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from dreamer_app.inference import ModelHost, read_header
from dreamer_app.inference.endpoint import EndpointModel
from dreamer_app.inference.endpoint_listing import Endpoint

pytestmark = pytest.mark.model

STUB = 'def add(a, b):\n    """Return the sum of a and b.\n\n    >>> add(1, 2)\n    3\n    """'
GREEDY = Sampling(temperature=0.0)


@pytest.fixture(scope="module", params=["host", "endpoint"])
def model(
    request: pytest.FixtureRequest, embedded_model: Path, serve_model: Callable[..., str]
) -> Iterator[LanguageModel]:
    made: LanguageModel
    if request.param == "host":
        made = ModelHost(read_header(embedded_model), context=2048, sequences=8, priority=0)
    else:
        url = serve_model("--interrupt_requests", "false")
        made = EndpointModel(Endpoint(url=url), sequences=8)
    yield made
    made.close()


def ask(text: str = STUB, **changes: object) -> GenerationRequest:
    values: dict[str, object] = {"prompt": Prompt(text=text), "max_tokens": 24, **changes}
    return GenerationRequest(**values)  # type: ignore[arg-type]


def ask_in_chat(text: str) -> GenerationRequest:
    """A request for one block of code, in a conversation."""
    prompt = Prompt(messages=(("user", text),), assistant_prefix="```python\n")
    return GenerationRequest(
        prompt=prompt, sampling=GREEDY, max_tokens=150, stop_rule=StopRule.CODE_BLOCK
    )


def texts(generations: list[Generation]) -> list[str]:
    return [generation.text for generation in generations]


def test_samples_come_back_in_order_with_their_seeds(model: LanguageModel) -> None:
    samples = model.generate(ask(samples=5, sampling=Sampling(seed=40)), StopToken())
    assert [s.index for s in samples] == [0, 1, 2, 3, 4]
    assert [s.seed for s in samples] == [40, 41, 42, 43, 44]
    assert all(0 < s.tokens <= 24 for s in samples)


def test_greedy_drawing_is_the_same_every_time(model: LanguageModel) -> None:
    first = model.generate(ask(sampling=GREEDY), StopToken())
    assert texts(model.generate(ask(sampling=GREEDY), StopToken())) == texts(first)


def test_the_same_seeds_draw_the_same_samples_and_others_others(model: LanguageModel) -> None:
    request = ask(samples=4, sampling=Sampling(seed=7))
    first = texts(model.generate(request, StopToken()))
    assert texts(model.generate(request, StopToken())) == first
    assert texts(model.generate(ask(samples=4, sampling=Sampling(seed=90)), StopToken())) != first
    assert len(set(first)) > 1


def test_a_small_limit_ends_a_sample_for_its_length(model: LanguageModel) -> None:
    (sample,) = model.generate(ask("One, two, three,", max_tokens=3), StopToken())
    assert (sample.finish, sample.tokens) == (Finish.LENGTH, 3)


def test_a_stop_string_ends_a_sample_and_is_left_out(model: LanguageModel) -> None:
    request = ask("1, 2, 3, 4, 5, 6,", stop=(" 9",), sampling=GREEDY, max_tokens=60)
    (sample,) = model.generate(request, StopToken())
    assert sample.finish is Finish.STOP
    assert " 9" not in sample.text
    assert "7" in sample.text


def test_a_completed_function_body_compiles_with_its_stub(model: LanguageModel) -> None:
    request = ask(samples=8, max_tokens=80, stop_rule=StopRule.FUNCTION_BODY)
    done = [s for s in model.generate(request, StopToken()) if s.finish is Finish.STOP]
    assert done
    for sample in done:
        compile(STUB + sample.text, "<sample>", "exec")
        assert all(not line or line[0] == " " for line in sample.text.split("\n"))


def test_an_answer_in_chat_ends_with_its_code_block(model: LanguageModel) -> None:
    request = ask_in_chat("Write a Python function that adds two numbers.")
    (sample,) = model.generate(request, StopToken())
    assert sample.text.startswith("def ")
    assert sample.text.endswith("```")


def test_an_answer_under_a_schema_is_json_of_that_shape(model: LanguageModel) -> None:
    schema = {
        "type": "object",
        "properties": {
            "title": {"type": "string", "maxLength": 40},
            "difficulty": {"enum": ["simple", "medium"]},
            "tests": {
                "type": "array",
                "items": {"type": "string", "maxLength": 20},
                "minItems": 1,
                "maxItems": 2,
            },
        },
    }
    prompt = Prompt(messages=(("user", "Describe a programming task as JSON."),))
    request = GenerationRequest(
        prompt=prompt, samples=4, max_tokens=160, json_schema=json.dumps(schema)
    )
    for sample in model.generate(request, StopToken()):
        value = json.loads(sample.text)
        assert set(value) == {"title", "difficulty", "tests"}
        assert value["difficulty"] in ("simple", "medium")
        assert 1 <= len(value["tests"]) <= 2


def test_a_schema_that_cannot_be_followed_is_an_error_and_not_a_crash(
    model: LanguageModel,
) -> None:
    with pytest.raises(ModelError, match="schema"):
        model.generate(ask(json_schema='{"type": "picture"}'), StopToken())
    assert model.generate(ask(max_tokens=2), StopToken())


def test_each_sample_is_reported_once_as_it_ends(model: LanguageModel) -> None:
    seen: list[Generation] = []

    def note(generation: Generation) -> bool:
        seen.append(generation)
        return True

    samples = model.generate(ask(samples=4), StopToken(), note)
    assert sorted(seen, key=lambda g: g.index) == samples


def test_a_callback_can_cancel_what_still_runs(model: LanguageModel) -> None:
    seen: list[int] = []

    def enough(generation: Generation) -> bool:
        seen.append(generation.index)
        return False

    request = ask("The", samples=8, stop=(",", "."), max_tokens=200)
    samples = model.generate(request, StopToken(), enough)
    assert len(seen) == 1
    assert samples[seen[0]].finish is not Finish.CANCELLED
    assert any(s.finish is Finish.CANCELLED for s in samples)
    assert len(samples) == 8


def test_a_stop_that_was_asked_for_before_raises_at_once(model: LanguageModel) -> None:
    stop = StopToken()
    stop.stop(Reason.STOPPED_BY_USER)
    with pytest.raises(Stopped):
        model.generate(ask(), stop)


def test_a_stop_in_the_middle_raises_and_the_next_request_works(model: LanguageModel) -> None:
    stop = StopToken()

    def end(_: Generation) -> bool:
        stop.stop(Reason.STOPPED_BY_USER)
        return True

    with pytest.raises(Stopped):
        model.generate(ask("The", samples=4, stop=(",", "."), max_tokens=200), stop, end)
    assert model.generate(ask(max_tokens=2), StopToken())


def test_requests_of_many_threads_each_get_their_own_answer(model: LanguageModel) -> None:
    answers: dict[int, list[Generation]] = {}

    def work(number: int) -> None:
        request = ask(f"# {number}\nx = {number}\ny =", samples=2, max_tokens=8 + number)
        answers[number] = model.generate(request, StopToken())

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(6))
    assert all(len(samples) == 2 for samples in answers.values())
    assert all(s.tokens <= 8 + n for n, samples in answers.items() for s in samples)


def test_speed_is_told_after_something_was_drawn(model: LanguageModel) -> None:
    model.generate(ask(samples=4, max_tokens=40), StopToken())
    assert model.tokens_per_second() > 0


def test_a_sample_is_seen_while_it_grows(model: LanguageModel) -> None:
    seen: list[tuple[int, str]] = []
    request = ask("One, two, three, four,", samples=2, max_tokens=200, sampling=GREEDY)
    samples = model.generate(request, StopToken(), None, lambda *told: seen.append(told))
    assert {index for index, _ in seen} <= {0, 1}
    for sample in samples:
        grown = [text for index, text in seen if index == sample.index]
        assert grown
        assert grown == sorted(grown, key=len)
        assert all(sample.text.startswith(text) for text in grown)
