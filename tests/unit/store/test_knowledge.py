"""The graph in the database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from dreamer_app.core.knowledge import (
    Entity,
    EntityKind,
    Example,
    Relation,
    RelationKind,
    Source,
)
from dreamer_app.store import Store

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def source(name: str, content_hash: str = "a") -> Source:
    return Source(
        id=f"package:{name}",
        kind="package",
        name=name,
        location=f"/lib/{name}.py",
        content_hash=content_hash,
        ingested_at=NOW,
    )


def entity(entity_id: str, of: str, text: str = "", **fields: Any) -> Entity:
    return Entity(
        id=entity_id,
        kind=EntityKind.FUNCTION,
        name=entity_id.rpartition(".")[2],
        source_id=f"package:{of}",
        text=text,
        **fields,
    )


def contains(head: str, tail: str) -> Relation:
    return Relation(head=head, tail=tail, kind=RelationKind.CONTAINS)


SHORTEN = entity(
    "textwrap.shorten",
    "textwrap",
    "Collapse and truncate the given text.",
    signature="(text, width)",
    examples=(Example(source="shorten('a', 1)", want="'a'"),),
    span=(3, 9),
    pure=True,
)
WRAP = entity("textwrap.wrap", "textwrap", "Wrap a single paragraph; see shorten.")


@pytest.fixture
def textwrap(store: Store) -> Store:
    store.knowledge.replace_source(
        source("textwrap"), [WRAP, SHORTEN], [contains("textwrap.wrap", "textwrap.shorten")]
    )
    return store


def test_entities_come_back_by_id_as_they_went_in(textwrap: Store) -> None:
    assert textwrap.knowledge.entities() == [SHORTEN, WRAP]


def test_entities_asked_for_are_those_that_exist(textwrap: Store) -> None:
    assert textwrap.knowledge.entities(["textwrap.wrap", "textwrap.gone"]) == [WRAP]


def test_a_source_says_how_much_came_of_it(textwrap: Store) -> None:
    (kept,) = textwrap.knowledge.sources()
    assert (kept.entities, kept.relations) == (2, 1)


def test_replacing_a_source_leaves_nothing_of_the_old(textwrap: Store) -> None:
    textwrap.knowledge.replace_source(source("textwrap", "b"), [SHORTEN], [])
    assert textwrap.knowledge.entities() == [SHORTEN]
    assert textwrap.knowledge.relations() == []
    assert textwrap.knowledge.search("paragraph") == []


def test_a_source_that_fails_half_way_leaves_the_old_as_it_was(textwrap: Store) -> None:
    def broken() -> Iterator[Entity]:
        yield SHORTEN
        raise RuntimeError

    with pytest.raises(RuntimeError):
        textwrap.knowledge.replace_source(source("textwrap", "b"), broken(), [])
    assert textwrap.knowledge.entities() == [SHORTEN, WRAP]


def test_removing_a_source_removes_what_came_of_it(textwrap: Store) -> None:
    assert textwrap.knowledge.remove_source("package:textwrap")
    assert textwrap.knowledge.counts() == (0, 0)
    assert not textwrap.knowledge.remove_source("package:textwrap")


def test_an_entity_of_two_sources_outlives_one_of_them(textwrap: Store) -> None:
    textwrap.knowledge.replace_source(
        source("text"), [entity("textwrap.wrap", "text", "Another view of it.")], []
    )
    assert textwrap.knowledge.counts() == (2, 1)
    textwrap.knowledge.remove_source("package:textwrap")
    assert [e.text for e in textwrap.knowledge.entities()] == ["Another view of it."]


def test_a_relation_to_nowhere_is_kept_back_until_its_end_appears(textwrap: Store) -> None:
    import_of_re = Relation(head="textwrap.wrap", tail="re.sub", kind=RelationKind.CALLS)
    textwrap.knowledge.replace_source(source("more"), [], [import_of_re])
    assert import_of_re not in textwrap.knowledge.relations()
    textwrap.knowledge.replace_source(source("re"), [entity("re.sub", "re")], [])
    assert import_of_re in textwrap.knowledge.relations()


def test_a_name_counts_for_more_than_a_mention(textwrap: Store) -> None:
    assert textwrap.knowledge.search("shorten") == [SHORTEN, WRAP]


@pytest.mark.parametrize("typed", ["textwrap.sho", "collapse trunc", "TEXTWRAP"])
def test_search_takes_names_and_beginnings(textwrap: Store, typed: str) -> None:
    assert SHORTEN in textwrap.knowledge.search(typed)


@pytest.mark.parametrize("typed", ["", "()", '"', "a AND", "name:wrap NOT x", "^wrap", "{a b}: c"])
def test_nothing_that_is_typed_is_syntax(textwrap: Store, typed: str) -> None:
    assert isinstance(textwrap.knowledge.search(typed), list)


def test_a_ranking_comes_back_highest_first(textwrap: Store) -> None:
    rows = [("textwrap.wrap", 0.2, 1, 0), ("textwrap.shorten", 0.8, 3, 1)]
    textwrap.knowledge.save_ranking(rows)
    assert textwrap.knowledge.ranking() == [rows[1], rows[0]]
    assert [e.rank for e in textwrap.knowledge.entities()] == [0.8, 0.2]


def test_a_changed_source_ends_the_ranking(textwrap: Store) -> None:
    textwrap.knowledge.save_ranking([("textwrap.wrap", 0.2, 1, 0)])
    textwrap.knowledge.replace_source(source("re"), [], [])
    assert textwrap.knowledge.ranking() == []
