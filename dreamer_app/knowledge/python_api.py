"""The public interface of Python code as entities and relations."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import griffe

from dreamer_app.core.knowledge import Entity, EntityKind, Example, RelationKind
from dreamer_app.knowledge import doctests, purity
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.module_tree import ModuleTree

_LONGEST_CODE = 20_000
"""Characters of a function's source that are kept."""
_MOST_EXAMPLES = 24
CompiledReader = Callable[[Extraction, str, str, frozenset[str] | None], None]
"""Adds names of a module to an extraction: it, the module, the source's id, the names (None:
all, and the module itself)."""
_NAMED = re.compile(
    r"`{1,2}~?([A-Za-z_][\w.]*)(?:\(\))?`{1,2}"  # `name`, ``name()``, :func:`~name`
    r"|\b([A-Za-z_]\w*(?:\.\w+)+)"  # package.module.name
    r"|\b([A-Za-z_]\w*)\(\)"  # name()
)
_SEE_ALSO = re.compile(r"^See [Aa]lso:?\n-*\n?((?:.+\n?)+)", re.MULTILINE)


@dataclass(slots=True)
class ApiReader:
    """Turns a module tree into an extraction.

    Args:
        top: dotted names at or below which modules are public members of the source.
        identify: entity id for a public dotted name.
        source_id: of the source that all of it belongs to.
    """

    tree: ModuleTree
    top: str
    source_id: str
    identify: Callable[[str], str]
    out: Extraction = field(default_factory=Extraction)
    _ids: dict[str, str] = field(default_factory=dict)
    """Entity id by canonical dotted name."""
    _docs: list[tuple[str, str, str]] = field(default_factory=list)
    """Entity id, canonical dotted name and docstring of whatever has one."""

    def read(self, compiled: CompiledReader | None = None) -> Extraction:
        """Everything public of the tree.

        Args:
            compiled: adds the exported names of a module for which there is no source.
        """
        self._spread_effects()
        modules = [
            m
            for m in _modules(self.tree.find(self.top))
            if m.path == self.top or _is_public(m.path)
        ]
        for module in modules:
            self._add_module(module)
        for name, obj in self._published(modules).items():
            self._add(name, obj)
        if compiled is not None:
            self._add_compiled(modules, compiled)
        self._relate_bodies(modules)
        for entity_id, path, text in self._docs:
            self._relate_text(entity_id, path, text)
        self._attach_examples()
        self.out.skipped.extend(self.tree.skipped)
        return self.out

    def _add_module(self, module: griffe.Module) -> None:
        entity_id = self.identify(module.path)
        self._ids[module.path] = entity_id
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
            self._ids.get(above, ""),
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
            names = {str(e) for e in module.exports or ()} - {
                e.rpartition(".")[2]
                for e in self.out.entities
                if e.rpartition(".")[0] == module.path
            }
            missing = frozenset(n for n in names if self._is_unread(module.members.get(n)))
            if missing:
                compiled(self.out, module.path, self.source_id, missing)
        for entity_id in self.out.entities.keys() - before:
            self._ids[entity_id] = entity_id
            text = self.out.entities[entity_id].text
            if text:
                self._docs.append((entity_id, entity_id, text))

    def _is_unread(self, member: griffe.Object | griffe.Alias | None) -> bool:
        """Whether a name may come from compiled code: not found, or an alias to nowhere."""
        return member is None or self.tree.final(member) is None

    def _add(self, public: str, obj: griffe.Object) -> None:
        entity_id = self.identify(public)
        if obj.path in self._ids:
            return
        self._ids[obj.path] = self._ids[public] = entity_id
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
            self._ids.get(public.rpartition(".")[0], self.identify(self.top)),
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
        if text:
            self._docs.append((entity_id, obj.path, text))
        return text

    def _code(self, module: str, span: tuple[int, int]) -> str:
        import textwrap

        lines = self.tree.sources.get(module, [])[max(span[0] - 1, 0) : span[1]]
        code = textwrap.dedent("\n".join(lines))
        return code if len(code) <= _LONGEST_CODE else ""

    def _relate_bodies(self, modules: list[griffe.Module]) -> None:
        """Calls and imports from the source, bases from the classes."""
        for module in modules:
            facts = self.tree.facts.get(module.path)
            for name in sorted(facts.imports) if facts else ():
                target = self._resolve(name) or self._resolve(name.rpartition(".")[0])
                if target:
                    self.out.relate(self._ids[module.path], target, RelationKind.IMPORTS)
        for module_path, facts in self.tree.facts.items():
            for local, function in facts.functions.items():
                caller = self._ids.get(f"{module_path}.{local}")
                for name, times in function.calls.items() if caller else ():
                    target = self._resolve(name)
                    if caller and target:
                        self.out.relate(caller, target, RelationKind.CALLS, float(times))
        for key in [k for k in self.out.relations if k[1].startswith("?")]:
            weight = self.out.relations.pop(key)
            target = self._resolve(key[1][1:])
            if target:
                self.out.relate(key[0], target, key[2], weight)

    def _resolve(self, path: str) -> str:
        """Entity id of what a dotted name stands for; empty when it is nothing public here.

        A name of another library is taken at its word: it is an edge once that is read too.
        """
        if not path:
            return ""
        if path in self._ids:
            return self._ids[path]
        root = path.partition(".")[0]
        if root not in self.tree.modules.members:
            return path if _is_public(path) else ""
        obj = self.tree.find(path)
        return self._ids.get(obj.path, "") if obj is not None else ""

    def _relate_text(self, entity_id: str, path: str, text: str) -> None:
        """Mentions and see-also of a docstring."""
        see = " ".join(_SEE_ALSO.findall(text))
        for kind, part in ((RelationKind.SEE_ALSO, see), (RelationKind.MENTIONS, text)):
            words = (
                re.findall(r"[A-Za-z_][\w.]*", part)
                if kind is RelationKind.SEE_ALSO
                else [next(filter(None, found)) for found in _NAMED.findall(part)]
            )
            for word in sorted(set(words)):
                target = self._named(word.strip("."), path)
                if target and target != entity_id:
                    self.out.relate(entity_id, target, kind)

    def _named(self, word: str, scope: str) -> str:
        """What a name in the docstring of ``scope`` means, looked up from inside outwards."""
        while scope:
            obj = self._ids.get(f"{scope}.{word}")
            if obj:
                return obj
            scope = scope.rpartition(".")[0]
        if "." in word or word in self._ids:
            return self._resolve(word) if self._is_known_root(word) else ""
        return ""

    def _is_known_root(self, word: str) -> bool:
        import sys

        root = word.partition(".")[0]
        return root in self.tree.modules.members or root in sys.stdlib_module_names

    def _attach_examples(self) -> None:
        """Examples as nodes, and as values at whatever they call."""
        gained: dict[str, list[Example]] = {}
        for entity_id, path, text in self._docs:
            groups = doctests.blocks(text)
            session = [example for group in groups for example in group]
            if not session:
                continue
            gained.setdefault(entity_id, [])[:0] = session
            imported = doctests.imported_names(session)
            called: set[str] = set()
            for number, group in enumerate(groups, 1):
                called |= self._add_example(entity_id, path, number, group, imported)
            calls = {
                name: self._called(name, path, imported)
                for example in session
                for name in doctests.called_names(example.source)
            }
            for target in sorted(called - {entity_id}):
                names = frozenset(name for name, entity in calls.items() if entity == target)
                gained.setdefault(target, []).extend(doctests.about(session, names))
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
    ) -> set[str]:
        example = Entity(
            id=f"{owner}#example-{number}",
            kind=EntityKind.EXAMPLE,
            name=f"{self.out.entities[owner].name} example {number}",
            source_id=self.source_id,
            text=doctests.shown(group),
            path=self.out.entities[owner].path,
            span=self.out.entities[owner].span,
            examples=group,
        )
        self.out.add(example, owner)
        called = {
            target
            for row in group
            for name in doctests.called_names(row.source)
            if (target := self._called(name, path, imported))
        }
        for target in sorted(called):
            self.out.relate(example.id, target, RelationKind.DEMONSTRATES)
        return {c for c in called if c in self.out.entities}

    def _called(self, name: str, path: str, imported: dict[str, str]) -> str:
        """Entity that a call in an example of ``path`` goes to; empty when it cannot be told."""
        root, _, rest = name.partition(".")
        if root in imported:
            return self._resolve(".".join(filter(None, (imported[root], rest))))
        target = self._named(name, path)
        if target or not rest:
            return target
        # ``c.most_common()`` in the docstring of a class: taken for a method of it.
        owner = self._ids.get(f"{path}.{rest}", "")
        return owner if "." not in rest else ""

    def _spread_effects(self) -> None:
        known = {
            f"{module}.{local}": (function.effects, function.calls)
            for module, facts in self.tree.facts.items()
            for local, function in facts.functions.items()
        }
        purity.spread(known, self._canonical)

    def _canonical(self, path: str) -> str:
        found = self.tree.find(path)
        return found.path if found is not None else ""


def _modules(top: griffe.Object | None) -> Iterator[griffe.Module]:
    """A module and all below it, in the order of their names."""
    if not isinstance(top, griffe.Module):
        return
    yield top
    for name in sorted(top.members):
        member = top.members[name]
        if isinstance(member, griffe.Module):
            yield from _modules(member)


def _is_public(path: str) -> bool:
    return not any(part.startswith("_") for part in path.split("."))


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


def signature(obj: griffe.Object) -> str:
    """``(text, width=70, *, strict: bool = False) -> str`` of a function or a class.

    Of a method it keeps ``self``, so that it is true of the name that the id says.
    """
    function = obj
    if isinstance(obj, griffe.Class):
        init = obj.members.get("__init__")
        if not isinstance(init, griffe.Function):
            return ""
        function = init
    if not isinstance(function, griffe.Function):
        return ""
    bound = isinstance(obj, griffe.Class) or "classmethod" in function.labels
    parameters = list(function.parameters)[1 if bound else 0 :]
    returns = (
        "" if isinstance(obj, griffe.Class) or not function.returns else f" -> {function.returns}"
    )
    return f"({', '.join(_parameters(parameters))}){returns}"


def _parameters(parameters: list[griffe.Parameter]) -> Iterator[str]:
    kinds = griffe.ParameterKind
    previous = None
    for parameter in parameters:
        kind = parameter.kind
        if previous is kinds.positional_only and kind is not kinds.positional_only:
            yield "/"
        if kind is kinds.keyword_only and previous not in {
            kinds.keyword_only,
            kinds.var_positional,
        }:
            yield "*"
        yield _parameter(parameter)
        previous = kind
    if previous is kinds.positional_only:
        yield "/"


def _parameter(parameter: griffe.Parameter) -> str:
    kinds = griffe.ParameterKind
    stars = {kinds.var_positional: "*", kinds.var_keyword: "**"}.get(
        parameter.kind or kinds.positional_or_keyword, ""
    )
    text = stars + parameter.name
    if parameter.annotation is not None:
        text += f": {parameter.annotation}"
    if parameter.default is not None and not stars:
        text += (
            f" = {parameter.default}"
            if parameter.annotation is not None
            else f"={parameter.default}"
        )
    return text
