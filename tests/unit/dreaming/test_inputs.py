import ast
import random
from collections.abc import Callable

import pytest

from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.dreaming.inputs import propose
from dreamer_app.dreaming.shapes import value_of

MakeFragment = Callable[..., KnowledgeFragment]


def sources(fragment: KnowledgeFragment, seed: int = 0) -> list[str]:
    return [call.source for call in propose(fragment, random.Random(seed))]


def test_documented_calls_come_first(fragment: MakeFragment) -> None:
    made = fragment("shlex.quote", "(s)", "shlex.quote('a b')", "shlex.quote('~/x')")
    assert sources(made)[:2] == ["'a b'", "'~/x'"]


def test_documented_calls_are_varied_within_their_types(fragment: MakeFragment) -> None:
    made = fragment("textwrap.shorten", "(text, width)", "textwrap.shorten('a b', 5)")
    found = propose(made, random.Random(1))
    assert len(found) > 10
    for call in found:
        assert [type(value_of(text)) for text in call.positional] == [str, int]


def test_every_argument_of_a_documented_call_is_varied(fragment: MakeFragment) -> None:
    made = fragment("textwrap.shorten", "(text, width)", "textwrap.shorten('a b', 5)")
    found = propose(made, random.Random(1))
    assert len({call.positional[0] for call in found}) > 3
    assert len({call.positional[1] for call in found}) > 3


def test_keywords_stay_as_documented(fragment: MakeFragment) -> None:
    made = fragment("textwrap.shorten", "(text, width)", "textwrap.shorten('a b', width=5)")
    assert all(call.endswith("width=5") for call in sources(made))


def test_without_examples_several_types_are_tried(fragment: MakeFragment) -> None:
    found = propose(fragment("calendar.isleap", "(year)"), random.Random(0))
    assert {type(value_of(call.positional[0])) for call in found} == {str, int, list, float}


def test_only_required_parameters_are_given(fragment: MakeFragment) -> None:
    found = propose(fragment("statistics.quantiles", "(data, *, n=4)"), random.Random(0))
    assert {len(call.positional) for call in found} == {1}


@pytest.mark.parametrize(
    "signature", ["", "()", "(a, b, c, d)", "(*args)", "(a, *, needed)", "not one"]
)
def test_what_cannot_be_tried_gives_nothing(fragment: MakeFragment, signature: str) -> None:
    assert sources(fragment("a.b", signature)) == []


@pytest.mark.parametrize("signature", ["(a)", "(a, b)", "(a, b, c)"])
def test_proposals_are_few_different_and_literal(fragment: MakeFragment, signature: str) -> None:
    found = sources(fragment("a.b", signature))
    assert 5 <= len(found) <= 150
    assert len(found) == len(set(found))
    for source in found:
        ast.literal_eval(f"[{source}]")


def test_the_same_seed_proposes_the_same(fragment: MakeFragment) -> None:
    made = fragment("shlex.quote", "(s)", "shlex.quote('a b')")
    assert sources(made, 3) == sources(made, 3)
    assert sources(made, 3) != sources(made, 4)
