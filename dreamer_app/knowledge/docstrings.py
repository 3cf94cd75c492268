"""What docstrings say of other things: mentions, references, examples."""

import re
from dataclasses import dataclass, field, replace

from dreamer_app.core.knowledge import Entity, EntityKind, Example, RelationKind
from dreamer_app.knowledge import doctests
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.names import NameTable

_MOST_EXAMPLES = 24
_NAMED = re.compile(
    r"`{1,2}~?([A-Za-z_][\w.]*)(?:\(\))?`{1,2}"  # `name`, ``name()``, :func:`~name`
    r"|\b([A-Za-z_]\w*(?:\.\w+)+)"  # package.module.name
    r"|\b([A-Za-z_]\w*)\(\)"  # name()
)
_SEE_ALSO = re.compile(r"^See [Aa]lso:?\n-*\n?((?:.+\n?)+)", re.MULTILINE)
_WORD = re.compile(r"[A-Za-z_][\w.]*")


@dataclass(slots=True)
class DocstringReader:
    """Collects docstrings while entities are added, and relates them once all are known."""

    out: Extraction
    names: NameTable
    source_id: str
    _docs: list[tuple[str, str, str]] = field(default_factory=list)
    """Entity id, canonical dotted name and docstring of whatever has one."""

    def add(self, entity_id: str, path: str, text: str) -> None:
        """Note the docstring of an entity; ``path`` is where names in it are looked up."""
        if text:
            self._docs.append((entity_id, path, text))

    def relate(self) -> None:
        """Turn every docstring into relations and examples."""
        for entity_id, path, text in self._docs:
            self._relate_text(entity_id, path, text)
        self._attach_examples()

    def _relate_text(self, entity_id: str, path: str, text: str) -> None:
        """Mentions and see-also of a docstring."""
        see_also = {w for part in _SEE_ALSO.findall(text) for w in _WORD.findall(part)}
        mentioned = {next(filter(None, found)) for found in _NAMED.findall(text)}
        for kind, words in (
            (RelationKind.SEE_ALSO, see_also),
            (RelationKind.MENTIONS, mentioned),
        ):
            for word in sorted(words):
                target = self.names.named(word.strip("."), path)
                if target:
                    self.out.relate(entity_id, target, kind)

    def _attach_examples(self) -> None:
        """Examples as nodes, and as values at whatever they call; one's own come first."""
        gained: dict[str, list[Example]] = {}
        for entity_id, path, text in self._docs:
            groups = doctests.blocks(text)
            if not groups:
                continue
            session = [example for group in groups for example in group]
            gained.setdefault(entity_id, [])[:0] = session
            imported = doctests.imported_names(session)
            names: dict[str, set[str]] = {}
            for number, group in enumerate(groups, 1):
                for name, target in self._add_example(entity_id, path, number, group, imported):
                    names.setdefault(target, set()).add(name)
            for target in sorted(names.keys() - {entity_id}):
                part = doctests.about(session, frozenset(names[target]))
                gained.setdefault(target, []).extend(part)
        for entity_id, examples in gained.items():
            entity = self.out.entities.get(entity_id)
            if entity is not None:
                unique = tuple(dict.fromkeys(examples))[:_MOST_EXAMPLES]
                self.out.entities[entity_id] = replace(entity, examples=unique)

    def _add_example(
        self,
        owner: str,
        path: str,
        number: int,
        group: tuple[Example, ...],
        imported: dict[str, str],
    ) -> list[tuple[str, str]]:
        """Add the node of one block; the names that it calls, as written, with their entities."""
        holder = self.out.entities[owner]
        example = Entity(
            id=f"{owner}#example-{number}",
            kind=EntityKind.EXAMPLE,
            name=f"{holder.name} example {number}",
            source_id=self.source_id,
            text=doctests.shown(group),
            path=holder.path,
            span=holder.span,
            examples=group,
        )
        self.out.add(example, owner)
        called = [
            (name, target)
            for row in group
            for name in doctests.called_names(row.source)
            if (target := self.names.called(name, path, imported))
        ]
        for target in sorted({target for _, target in called}):
            self.out.relate(example.id, target, RelationKind.DEMONSTRATES)
        return called
