"""The public interface of Python code as entities and relations."""

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import griffe

from dreamer_app.core.knowledge import Entity, EntityKind, RelationKind
from dreamer_app.knowledge import purity
from dreamer_app.knowledge.docstrings import DocstringReader
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.module_tree import ModuleTree
from dreamer_app.knowledge.names import NameTable, is_public, library_name
from dreamer_app.knowledge.signatures import signature

_LONGEST_CODE = 20_000
"""Characters of a function's source that are kept."""
CompiledReader = Callable[[Extraction, str, str, frozenset[str] | None], None]
"""Adds names of a module to an extraction: it, the module, the source's id, the names (None:
all, and the module itself)."""


@dataclass(slots=True)
class ApiReader:
    """Turns a module tree into an extraction.

    Args:
        top: dotted names at or below which modules are public members of the source.
        identify: entity id for a public dotted name.
        source_id: of the source that all of it belongs to.
        outside: see :class:`~dreamer_app.knowledge.names.NameTable`.
    """

    tree: ModuleTree
    top: str
    source_id: str
    identify: Callable[[str], str]
    outside: Callable[[str], str] = library_name
    out: Extraction = field(default_factory=Extraction)
    _names: NameTable = field(init=False)
    _docs: DocstringReader = field(init=False)

    def __post_init__(self) -> None:
        self._names = NameTable(self.tree, self.outside)
        self._docs = DocstringReader(self.out, self._names, self.source_id)

    def read(self, compiled: CompiledReader | None = None) -> Extraction:
        """Everything public of the tree.

        Args:
            compiled: adds the exported names of a module for which there is no source.
        """
        self._spread_effects()
        modules = [
            m for m in _modules(self.tree.find(self.top)) if m.path == self.top or is_public(m.path)
        ]
        for module in modules:
            self._add_module(module)
        for name, obj in self._published(modules).items():
            self._add(name, obj)
        if compiled is not None:
            self._add_compiled(modules, compiled)
        self._relate_bodies(modules)
        self._docs.relate()
        self.out.skipped.extend(self.tree.skipped)
        return self.out

    def _add_module(self, module: griffe.Module) -> None:
        entity_id = self.identify(module.path)
        self._names.ids[module.path] = entity_id
        above = module.path.rpartition(".")[0]
        is_package = module.path == self.top and bool(module.modules)
        self.out.add(
            Entity(
                id=entity_id,
                kind=EntityKind.PACKAGE if is_package else EntityKind.MODULE,
                name=module.name,
                source_id=self.source_id,
                text=self._text(entity_id, module),
                path=_path(module),
                span=(1, len(self.tree.sources.get(module.path, ())) or 1),
            ),
            self._names.ids.get(above, ""),
        )

    def _published(self, modules: list[griffe.Module]) -> dict[str, griffe.Object]:
        """Functions and classes by the shortest public name they can be imported by."""
        best: dict[str, str] = {}
        objects: dict[str, griffe.Object] = {}
        for module in modules:
            for name, member in module.members.items():
                if not _is_published(module, name, member):
                    continue
                obj = self.tree.final(member)
                if not isinstance(obj, (griffe.Class, griffe.Function)):
                    continue
                public = f"{module.path}.{name}"
                known = best.get(obj.path)
                if known is None or _preference(public) < _preference(known):
                    best[obj.path] = public
                    objects[obj.path] = obj
        return {public: objects[path] for path, public in sorted(best.items(), key=lambda i: i[1])}

    def _add_compiled(self, modules: list[griffe.Module], compiled: CompiledReader) -> None:
        before = set(self.out.entities)
        if not modules:
            compiled(self.out, self.top, self.source_id, None)
        for module in modules:
            missing = frozenset(
                name
                for name in map(str, module.exports or ())
                if self._is_unread(module.members.get(name))
            )
            if missing:
                compiled(self.out, module.path, self.source_id, missing)
        for entity_id in self.out.entities.keys() - before:
            self._names.ids[entity_id] = entity_id
            self._docs.add(entity_id, entity_id, self.out.entities[entity_id].text)

    def _is_unread(self, member: griffe.Object | griffe.Alias | None) -> bool:
        """Whether a name may come from compiled code: not found, or an alias to nowhere."""
        return member is None or self.tree.final(member) is None

    def _add(self, public: str, obj: griffe.Object) -> None:
        entity_id = self.identify(public)
        if obj.path in self._names.ids:
            return
        self._names.ids[obj.path] = self._names.ids[public] = entity_id
        is_class = isinstance(obj, griffe.Class)
        _, _, local = obj.path.partition(obj.module.path + ".")
        facts = self.tree.facts.get(obj.module.path)
        body = facts.functions.get(local) if facts else None
        span = body.span if body else (obj.lineno or 0, obj.endlineno or 0)
        self.out.add(
            Entity(
                id=entity_id,
                kind=EntityKind.CLASS if is_class else EntityKind.FUNCTION,
                name=public.rpartition(".")[2],
                source_id=self.source_id,
                signature=signature(obj),
                text=self._text(entity_id, obj),
                path=_path(obj.module),
                span=span,
                code="" if is_class else self._code(obj.module.path, span),
                pure=body.effects.pure if body else None,
            ),
            self._names.ids.get(public.rpartition(".")[0], self.identify(self.top)),
        )
        if isinstance(obj, griffe.Class):
            self._add_members(public, obj)

    def _add_members(self, public: str, obj: griffe.Class) -> None:
        for base in obj.bases:
            path = base if isinstance(base, str) else base.canonical_path
            self.out.relate(self.identify(public), f"?{path}", RelationKind.INHERITS)
        for name, member in obj.members.items():
            if name.startswith("_") or isinstance(member, griffe.Alias):
                continue
            if isinstance(member, (griffe.Function, griffe.Class)):
                self._add(f"{public}.{name}", member)

    def _text(self, entity_id: str, obj: griffe.Object) -> str:
        docs = [obj.docstring]
        if isinstance(obj, griffe.Class) and isinstance(
            obj.members.get("__init__"), griffe.Function
        ):
            docs.append(obj.members["__init__"].docstring)
        text = "\n\n".join(d.value for d in docs if d is not None and d.value)
        self._docs.add(entity_id, obj.path, text)
        return text

    def _code(self, module: str, span: tuple[int, int]) -> str:
        lines = self.tree.sources.get(module, [])[max(span[0] - 1, 0) : span[1]]
        code = textwrap.dedent("\n".join(lines))
        return code if len(code) <= _LONGEST_CODE else ""

    def _relate_bodies(self, modules: list[griffe.Module]) -> None:
        """Calls and imports from the source, bases from the classes."""
        for module in modules:
            facts = self.tree.facts.get(module.path)
            for name in sorted(facts.imports) if facts else ():
                target = self._names.resolve(name) or self._names.resolve(name.rpartition(".")[0])
                if target:
                    self.out.relate(self._names.ids[module.path], target, RelationKind.IMPORTS)
        for module_path, facts in self.tree.facts.items():
            for local, function in facts.functions.items():
                caller = self._names.ids.get(f"{module_path}.{local}")
                for name, times in function.calls.items() if caller else ():
                    target = self._names.resolve(name)
                    if caller and target:
                        self.out.relate(caller, target, RelationKind.CALLS, float(times))
        for key in [k for k in self.out.relations if k[1].startswith("?")]:
            weight = self.out.relations.pop(key)
            target = self._names.resolve(key[1][1:])
            if target:
                self.out.relate(key[0], target, key[2], weight)

    def _spread_effects(self) -> None:
        known = {
            f"{module}.{local}": (function.effects, function.calls)
            for module, facts in self.tree.facts.items()
            for local, function in facts.functions.items()
        }
        purity.spread(known, self._names.canonical)


def _modules(top: griffe.Object | None) -> Iterator[griffe.Module]:
    """A module and all below it, in the order of their names."""
    if not isinstance(top, griffe.Module):
        return
    yield top
    for name in sorted(top.members):
        member = top.members[name]
        if isinstance(member, griffe.Module):
            yield from _modules(member)


def _is_published(module: griffe.Module, name: str, member: griffe.Object | griffe.Alias) -> bool:
    """Whether a module offers a member as its own.

    ``__all__`` decides where there is one. Without it, what is defined here and what an
    ``__init__`` takes over from its own package.
    """
    exports = module.exports
    if exports is not None:
        return name in {str(e) for e in exports} and not name.startswith("_")
    if name.startswith("_"):
        return False
    if not isinstance(member, griffe.Alias):
        return True
    if member.wildcard_imported and member.target_path.startswith("_"):
        return True
    return module.is_init_module and member.target_path.startswith(f"{module.path}.")


def _preference(public: str) -> tuple[int, int, str]:
    return public.count("."), len(public), public


def _path(module: griffe.Module) -> str:
    place = module.filepath
    return str(place[0] if isinstance(place, list) else place)
