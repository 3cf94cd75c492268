"""What goes over the pipe comes out as it went in."""

import json

from dreamer_app.core.knowledge import Entity, EntityKind, Example, Relation, RelationKind
from dreamer_app.knowledge.extraction import Extraction


def test_the_form_on_the_pipe_keeps_everything() -> None:
    out = Extraction()
    entity = Entity(
        id="m.f",
        kind=EntityKind.FUNCTION,
        name="f",
        source_id="package:m",
        text="caf\u00e9 \udc80",
        span=(1, 2),
        examples=(Example(source="f()", want="1"),),
        pure=None,
    )
    out.add(entity, "m")
    out.skipped.append(("a", "b"))
    back = Extraction.from_json(json.loads(json.dumps(out.to_json())))
    assert back.entities == {"m.f": entity}
    assert back.sorted_relations() == [
        Relation(head="m", tail="m.f", kind=RelationKind.CONTAINS, weight=1.0)
    ]
    assert back.skipped == [("a", "b")]


def test_relations_add_up_and_none_leads_to_itself() -> None:
    out = Extraction()
    for _ in range(3):
        out.relate("a", "b", RelationKind.CALLS)
        out.relate("a", "a", RelationKind.CALLS)
    assert out.relations == {("a", "b", RelationKind.CALLS): 3.0}
