"""Values as JSON and back."""

import collections
import datetime as dt
import decimal
import json
from typing import Any

import pytest

from dreamer_app.guardian.inside.codec import BadFrame, Decoder, Encoder, TooLarge, literal


def refuse(value: Any) -> Any:
    raise BadFrame(str(value))


def there_and_back(value: Any) -> Any:
    return Decoder(refuse)(json.loads(json.dumps(Encoder(refuse)(value))))


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -(2**80), 1.5, float("inf"), "text", "\udc80", b"\x00\xff", bytearray(b"a"),
        (1, (2,)), [1, [2]], {1, 2}, frozenset({"a"}), {(1, 2): {"a": None}}, 3 + 4j,
        range(1, 9, 2),
        ..., dt.date(2024, 2, 29), dt.timedelta(days=-1, seconds=3),
        dt.datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=dt.UTC), decimal.Decimal("1.10"),
        collections.Counter("abca"), collections.deque([1, 2], maxlen=3),
        collections.defaultdict(list, {"a": [1]}),
    ],
    ids=repr,
)  # fmt: skip
def test_a_plain_value_comes_back_as_itself(value: Any) -> None:
    back = there_and_back(value)
    assert (type(back), back) == (type(value), value)


class Liar(int):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = int.__hash__


def test_a_subclass_of_a_builtin_type_is_not_plain() -> None:
    with pytest.raises(BadFrame):
        Encoder(refuse)(Liar(3))


def test_a_list_that_contains_itself_is_too_large() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(TooLarge):
        Encoder(refuse)(endless)


@pytest.mark.parametrize(
    "data",
    [
        {}, [], [1], ["d", [[["l", []], 1]]], ["s", [["l", []]]], ["o", "os.system", "true"],
        ["o", "datetime.date", ["l", [1, 2]]], ["i", "x"], ["b", "zz"], ["l"], ["unknown"],
    ],
    ids=repr,
)  # fmt: skip
def test_what_is_no_encoded_value_is_refused(data: Any) -> None:
    with pytest.raises(BadFrame):
        Decoder(refuse)(data)


@pytest.mark.parametrize(
    "value",
    [None, [1, (2,), {"a": {3}}], float("inf"), b"x", set(), frozenset({1}), 10**4000, 1 << 20_000],
    ids=["none", "list", "inf", "bytes", "set", "frozenset", "long", "longer"],
)
def test_a_literal_rebuilds_the_value(value: Any) -> None:
    source = literal(value)
    assert source is not None
    assert eval(source) == value


def test_there_is_no_literal_of_an_object() -> None:
    assert literal([object()]) is None


def test_a_literal_of_a_set_does_not_depend_on_its_order() -> None:
    assert literal({"b", "a", "c"}) == "{'a', 'b', 'c'}"
