import json
import re

import pytest

from dreamer_app.inference.grammar import MAX_STRING, SchemaError, grammar_for


def test_keys_come_in_the_order_of_the_schema_with_their_values() -> None:
    grammar = grammar_for(
        {"type": "object", "properties": {"b": {"type": "integer"}, "a": {"type": "boolean"}}}
    )
    assert re.search(r'"\{" "\\"b\\": " integer ", \\"a\\": " boolean "\}"', grammar)


def test_a_string_without_a_bound_is_given_one() -> None:
    assert f"char{{0,{MAX_STRING}}}" in grammar_for({"type": "string"})


def test_an_absurd_bound_is_lowered_because_llama_cpp_rejects_it() -> None:
    assert "char{2,1000}" in grammar_for({"type": "string", "minLength": 2, "maxLength": 10**6})


def test_choices_are_written_out() -> None:
    assert r'"\"simple\"" | "\"hard\"" | "3"' in grammar_for({"enum": ["simple", "hard", 3]})


def test_arrays_keep_to_their_bounds() -> None:
    grammar = grammar_for(
        {"type": "array", "items": {"type": "null"}, "minItems": 2, "maxItems": 4}
    )
    assert '"[" null (", " null){1,3} "]"' in grammar


def test_local_references_are_followed() -> None:
    schema = {"$defs": {"n": {"type": "integer"}}, "properties": {"n": {"$ref": "#/$defs/n"}}}
    assert r'"\"n\": " integer' in grammar_for(schema)


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ({"type": "picture"}, "picture"),
        ({"enum": []}, "empty"),
        ({"$ref": "https://example.org"}, "leads outside"),
        ({"$ref": "#/nowhere"}, "leads nowhere"),
        ({"$ref": "#"}, "refers to itself"),
        ({"type": "string", "minLength": 5, "maxLength": 2}, "leave nothing"),
        ("text", "not a schema"),
    ],
)
def test_what_cannot_be_a_grammar_is_said(schema: object, why: str) -> None:
    with pytest.raises(SchemaError, match=re.escape(why)):
        grammar_for(schema)


def test_text_with_quotes_and_newlines_is_escaped() -> None:
    grammar = grammar_for({"const": 'a"b\nc'})
    literal = grammar.splitlines()[0].removeprefix("root ::= ")
    assert json.loads(json.loads(literal)) == 'a"b\nc'
