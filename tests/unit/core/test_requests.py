import pytest

from dreamer_app.core.inference import GenerationRequest, Prompt


def test_a_prompt_has_either_text_or_messages() -> None:
    with pytest.raises(ValueError, match="either text or messages"):
        Prompt()
    with pytest.raises(ValueError, match="either text or messages"):
        Prompt(text="x =", messages=(("user", "Hello."),))


@pytest.mark.parametrize("wrong", [{"samples": 0}, {"max_tokens": 0}])
def test_a_request_asks_for_something(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least one sample of at least one token"):
        GenerationRequest(prompt=Prompt(text="x ="), **wrong)  # type: ignore[arg-type]
