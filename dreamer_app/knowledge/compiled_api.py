"""The interface of standard-library names that have no Python source.

This imports the module, so it runs in the reader's own process only, and only for modules of
the standard library: whatever else is compiled is left out.
"""

import importlib
import inspect
import itertools
import re
from collections.abc import Iterator
from types import ClassMethodDescriptorType, ModuleType

from dreamer_app.core import syntax
from dreamer_app.core.knowledge import Entity, EntityKind
from dreamer_app.knowledge.extraction import Extraction


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PURE_MODULES = _words(
    "math cmath itertools functools operator binascii unicodedata struct zlib decimal re"
)
_PURE_TYPES = _words("str bytes int float complex bool tuple frozenset range type")
_CHANGEABLE_TYPES = _words("list dict set bytearray")
_PURE_BUILTINS = _words(
    """abs all any ascii bin bool bytes callable chr complex dict divmod enumerate filter float
    format frozenset hex int isinstance issubclass iter len list map max min oct ord pow range
    repr reversed round set slice sorted str sum tuple type zip"""
)
_FUNCTION_LIKE = frozenset(
    {f"itertools.{name}" for name in vars(itertools)}
    | {f"builtins.{name}" for name in ("enumerate", "filter", "map", "reversed", "zip")}
)
"""Types that are documented and used as functions."""
_CHANGING = _words(
    """append extend insert remove pop clear sort reverse update setdefault popitem add discard
    difference_update intersection_update symmetric_difference_update appendleft popleft
    extendleft rotate"""
)
"""Methods that change their object."""


def add_compiled(
    out: Extraction, module_name: str, source_id: str, only: frozenset[str] | None = None
) -> None:
    """Add what a module offers and source does not tell.

    Args:
        only: these names; None: everything public, and the module itself.
    """
    try:
        module = importlib.import_module(module_name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - importing runs whatever is there
        out.skipped.append((module_name, f"it cannot be imported here: {error}"))
        return
    if only is None:
        out.add(
            Entity(
                id=module_name,
                kind=EntityKind.MODULE,
                name=module_name.rpartition(".")[2],
                source_id=source_id,
                text=inspect.getdoc(module) or "",
            )
        )
    for name, value in _members(module, only):
        if inspect.isclass(value) and f"{module_name}.{name}" not in _FUNCTION_LIKE:
            _add_class(out, module_name, name, value, source_id)
        elif callable(value):
            out.add(_function(f"{module_name}.{name}", value, source_id), module_name)


def _members(module: ModuleType, only: frozenset[str] | None) -> Iterator[tuple[str, object]]:
    names = only if only is not None else getattr(module, "__all__", None) or vars(module)
    for name in sorted(names):
        value = getattr(module, name, None)
        if name.startswith("_") or value is None or inspect.ismodule(value):
            continue
        yield name, value


def _add_class(out: Extraction, module: str, name: str, value: type, source_id: str) -> None:
    entity_id = f"{module}.{name}"
    sign, text = _documented(value)
    out.add(
        Entity(
            id=entity_id,
            kind=EntityKind.CLASS,
            name=name,
            source_id=source_id,
            signature=sign,
            text=text,
        ),
        module,
    )
    for method, member in sorted(vars(value).items()):
        if method.startswith("_") or not callable(getattr(value, method, None)):
            continue
        on_class = isinstance(member, (classmethod, staticmethod, ClassMethodDescriptorType))
        raw = getattr(value, method) if on_class else member
        if not inspect.isdatadescriptor(raw) and not inspect.isclass(raw):
            out.add(_function(f"{entity_id}.{method}", raw, source_id), entity_id)


def _function(entity_id: str, value: object, source_id: str) -> Entity:
    sign, text = _documented(value)
    return Entity(
        id=entity_id,
        kind=EntityKind.FUNCTION,
        name=entity_id.rpartition(".")[2],
        source_id=source_id,
        signature=sign,
        text=text,
        pure=_is_pure(entity_id),
    )


def _documented(value: object) -> tuple[str, str]:
    """Signature and docstring; an old-style signature on the first line becomes the signature."""
    text = inspect.getdoc(value) or ""
    try:
        return str(inspect.signature(value)), text  # type: ignore[arg-type]
    except (ValueError, TypeError):
        pass
    first, _, rest = text.partition("\n")
    found = re.match(r"[\w.]+(\(.*?\))\s*(?:-> ?[\w\[\], ]+)?(.*)$", first)
    if found and _parses(found.group(1)):
        return found.group(1), text
    return "", text if rest or first else ""


def _parses(sign: str) -> bool:
    try:
        syntax.parse(f"def f{sign}: pass")
    except SyntaxError:
        return False
    return True


def _is_pure(entity_id: str) -> bool | None:
    module, *rest = entity_id.split(".")
    if rest[-1] in _CHANGING:
        return False
    if module == "builtins":
        if len(rest) == 1:
            return rest[0] in _PURE_BUILTINS
        return rest[0] in _PURE_TYPES | _CHANGEABLE_TYPES
    if module in _PURE_MODULES or (module == "collections" and len(rest) > 1):
        return True
    return None
