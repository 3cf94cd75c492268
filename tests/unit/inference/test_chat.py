import pytest

from dreamer_app.inference.chat import TemplateError, plain, render

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def test_a_template_is_rendered_up_to_where_the_answer_begins() -> None:
    text = render(CHATML, [("system", "Be brief."), ("user", "Hi")])
    assert text == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n"
        "<|im_start|>assistant\n"
    )


def test_a_template_without_a_system_role_gets_it_before_the_first_question() -> None:
    template = (
        "{% for m in messages %}{% if m.role == 'system' %}"
        "{{ raise_exception('no system') }}{% endif %}[{{ m.role }}]{{ m.content }}{% endfor %}"
    )
    assert render(template, [("system", "S"), ("user", "U")]) == "[user]S\n\nU"


@pytest.mark.parametrize("template", ["{% for %}", "{{ raise_exception('never') }}", "{{ 1/0 }}"])
def test_a_template_that_cannot_be_rendered_says_so(template: str) -> None:
    with pytest.raises(TemplateError):
        render(template, [("user", "U")])


def test_a_template_of_a_stranger_cannot_reach_python() -> None:
    with pytest.raises(TemplateError):
        render("{{ ''.__class__.__mro__[1].__subclasses__() }}", [("user", "U")])


def test_a_base_model_gets_tasks_and_solutions_in_turn_and_no_white_space_at_the_end() -> None:
    text = plain([("system", "S"), ("user", "A"), ("assistant", "B"), ("user", "C")])
    assert text == "S\n\nTask:\nA\n\nSolution:\nB\n\nTask:\nC\n\nSolution:"
    assert render("", [("user", "C")]) == "Task:\nC\n\nSolution:"
