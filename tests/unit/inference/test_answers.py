"""One sample of an endpoint: joined, cut, and brought into the form of the host's."""

from dreamer_app.core.inference import Finish, GenerationRequest, Prompt, StopRule
from dreamer_app.inference.answers import Answer, split_white


def chat(**changes: object) -> GenerationRequest:
    values: dict[str, object] = {"prompt": Prompt(messages=(("user", "?"),)), **changes}
    return GenerationRequest(**values)  # type: ignore[arg-type]


def feed(answer: Answer, *pieces: str) -> tuple[str, Finish]:
    for piece in pieces:
        if not answer.add(piece):
            break
    return answer.end(Finish.STOP)


def test_a_stop_string_ends_a_sample_and_is_left_out() -> None:
    request = GenerationRequest(prompt=Prompt(text="1,"), stop=(" 9",))
    assert feed(Answer(request=request), " 8", ",", " ", "9", " 10") == (" 8,", Finish.STOP)


def test_the_limit_holds_even_when_the_server_sends_on() -> None:
    answer = Answer(request=GenerationRequest(prompt=Prompt(text="a"), max_tokens=3))
    assert feed(answer, "b", "c", "d", "e") == ("bcd", Finish.LENGTH)
    assert answer.tokens == 3


def test_a_code_block_begins_after_its_own_fence_and_ends_with_its_own() -> None:
    prompt = Prompt(messages=(("user", "?"),), assistant_prefix="```python\n")
    answer = Answer(request=chat(prompt=prompt, stop_rule=StopRule.CODE_BLOCK))
    said = ["Here it is:\n", "```py", "thon\n", "x = 1\n", "``", "`", "\nIt works."]
    assert feed(answer, *said) == ("x = 1\n```", Finish.STOP)


def test_a_sample_with_no_future_is_cut_as_hopeless() -> None:
    prompt = Prompt(text="def f(a):")
    answer = Answer(request=GenerationRequest(prompt=prompt, stop_rule=StopRule.FUNCTION_BODY))
    assert feed(answer, "\n    return ((a]\n", "    pass")[1] is Finish.HOPELESS


def test_white_space_taken_off_the_prompt_is_taken_off_the_sample_too() -> None:
    assert split_white("def f():\n    ") == ("def f():", "\n    ")
    answer = Answer(
        request=GenerationRequest(prompt=Prompt(text="def f():\n    ")), healed="\n    "
    )
    assert feed(answer, "\n", "    ", "return 1")[0] == "return 1"


def test_thoughts_are_no_part_of_the_answer() -> None:
    answer = Answer(request=chat(stop=("stop",)))
    said = ["<thi", "nk>", "should I stop?", "</think>", "\n\n", "No."]
    assert feed(answer, *said) == ("No.", Finish.STOP)


def test_json_ends_with_its_value() -> None:
    answer = Answer(request=chat(json_schema='{"type": "object"}'))
    assert feed(answer, '{"a"', ": 1}", " and more") == ('{"a": 1}', Finish.STOP)
