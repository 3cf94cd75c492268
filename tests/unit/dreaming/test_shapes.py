import pytest

from dreamer_app.dreaming.shapes import is_hashable, is_number, is_orderable, joined, shape_of
from dreamer_app.dreaming.shapes import value_of as value


@pytest.mark.parametrize(
    ("literal", "shape"),
    [
        ("1", "int"),
        ("True", "bool"),
        ("None", "None"),
        ("b'a'", "bytes"),
        ("[1, 2]", "list[int]"),
        ("[]", "list"),
        ("[1, 'a']", "list"),
        ("[1, 2.5]", "list[float]"),
        ("(1, 'a')", "tuple[int, str]"),
        ("(1, 2, 3, 4, 5)", "tuple"),
        ("{'a': 1.5}", "dict[str, float]"),
        ("{}", "dict"),
        ("{1, 2}", "set[int]"),
        ("[[1], [2]]", "list[list[int]]"),
    ],
)
def test_a_value_has_the_shape_of_what_it_holds(literal: str, shape: str) -> None:
    assert shape_of(value(literal)) == shape


@pytest.mark.parametrize(
    ("shapes", "one"),
    [
        (["int", "int"], "int"),
        (["int", "float"], "float"),
        (["bool", "int"], "int"),
        (["list[int]", "list[str]"], "list"),
        (["list[int]", "list"], "list"),
        (["int", "str"], ""),
        ([], ""),
    ],
)
def test_several_shapes_join_to_the_one_that_fits_all(shapes: list[str], one: str) -> None:
    assert joined(shapes) == one


@pytest.mark.parametrize("literal", ["x", "f(1)", "1 +", "(" * 300, "{[]: 1}", ""])
def test_what_is_no_literal_raises_value_error(literal: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        value(literal)


def test_words_for_what_a_value_can_do() -> None:
    assert is_hashable((1, "a"))
    assert not is_hashable(([1],))
    assert is_number("float")
    assert not is_number("bool")
    assert is_orderable("tuple[int, int]")
    assert not is_orderable("dict[str, int]")


@pytest.mark.parametrize("held", [[(1, "a"), (1, None)], [("a",), (1,)]])
def test_tuples_of_several_kinds_do_not_count_as_orderable(held: list[object]) -> None:
    assert not is_orderable(joined(map(shape_of, held)))


def test_a_tuple_that_holds_what_has_no_order_is_not_orderable() -> None:
    assert not is_orderable(shape_of((1, {"a": 1})))
