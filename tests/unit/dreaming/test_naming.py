import pytest

from dreamer_app.dreaming.naming import extra_name, first_sentence, item_names


def test_a_telling_parameter_names_the_items() -> None:
    assert item_names("year", "int") == ("year", "years")


@pytest.mark.parametrize(
    ("parameter", "shape", "names"),
    [
        ("s", "str", ("text", "texts")),
        ("x", "float", ("number", "numbers")),
        ("data", "list[int]", ("values", "lists")),
        ("", "complex", ("item", "items")),
    ],
)
def test_otherwise_the_shape_names_them(parameter: str, shape: str, names: tuple[str, str]) -> None:
    assert item_names(parameter, shape) == names


def test_a_name_never_hides_the_module_that_is_called() -> None:
    assert item_names("string", "str", {"string"}) == ("text", "texts")


@pytest.mark.parametrize("shape", ["str", "int", "bytes", "list", "tuple", "dict", "set", "?"])
def test_one_and_many_have_different_names(shape: str) -> None:
    one, many = item_names("whatever", shape)
    assert one != many


def test_a_further_parameter_gets_a_free_name() -> None:
    assert extra_name("width", {"text"}) == "width"
    assert extra_name("text", {"text"}) == "text_"


@pytest.mark.parametrize("parameter", ["from", "2nd", "a b", ""])
def test_what_is_no_name_becomes_option(parameter: str) -> None:
    assert extra_name(parameter, set()) == "option"


def test_the_first_sentence_is_one_line_without_markup() -> None:
    text = "Return True for\n   leap years, see :func:`~calendar.leapdays`. More.\n\nAnd more."
    assert first_sentence(text) == "Return True for leap years, see calendar.leapdays."


def test_a_long_sentence_is_cut() -> None:
    assert len(first_sentence("word " * 100)) <= 200


def test_no_text_gives_no_sentence() -> None:
    assert first_sentence("  \n ") == ""
