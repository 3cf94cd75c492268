"""Python files as a griffe tree: parsed, never imported."""

import warnings
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

import griffe

from dreamer_app.core import syntax
from dreamer_app.knowledge.python_source import ModuleFacts, decode, facts

LARGEST = 2 * 1024 * 1024
"""Bytes above which a file is taken for data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFile:
    """A Python file and the dotted name it is imported by."""

    name: str
    path: Path

    @property
    def is_package(self) -> bool:
        """Whether it is the ``__init__`` of a package."""
        return self.path.stem == "__init__"


@dataclass(slots=True)
class ModuleTree:
    """Modules as griffe sees them, with what their bodies say.

    Args:
        facts: by dotted name of the module.
        sources: lines of text by dotted name of the module.
        skipped: files that could not be read, and why.
    """

    modules: griffe.ModulesCollection = field(default_factory=griffe.ModulesCollection)
    facts: dict[str, ModuleFacts] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=dict)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    _lines: griffe.LinesCollection = field(default_factory=griffe.LinesCollection)

    def load(self, files: list[ModuleFile]) -> None:
        """Add files, parents first, and settle what wildcards and ``__all__`` stand for.

        A file that is no Python, too large or unreadable is noted in ``skipped``.
        """
        extensions = griffe.load_extensions()
        tops: dict[str, griffe.Module] = {}
        for file in sorted(files, key=lambda f: (f.name.count("."), f.name)):
            try:
                module = self._visit(file, extensions)
            except (SyntaxError, ValueError, OSError, RecursionError, MemoryError) as error:
                self.skipped.append((str(file.path), reason(error)))
                continue
            top = module.package
            tops[top.path] = top
        loader = self._settle_all()
        for top in tops.values():
            extensions.call("on_package", pkg=top, loader=loader)

    def _settle_all(self) -> griffe.GriffeLoader:
        loader = griffe.GriffeLoader(
            search_paths=[],
            modules_collection=self.modules,
            lines_collection=self._lines,
            allow_inspection=False,
        )
        for top in list(self.modules.members.values()):
            _settle(loader, top)
        return loader

    def load_companions(self, name: str, root: Path, hidden: Collection[str]) -> None:
        """Add the private modules of the standard library that a public one is made of.

        ``decimal``, for one, is but ``from _pydecimal import *`` to a reader of source.

        Args:
            root: folder of the standard library.
            hidden: modules without a leading underscore that are private all the same.
        """
        module = self.modules.members.get(name)
        targets = set()
        for member in module.members.values() if module is not None else ():
            if isinstance(member, griffe.Alias):
                targets.add(member.target_path.partition(".")[0])
        files = [
            ModuleFile(name=t, path=path)
            for t in sorted(targets - set(self.modules.members))
            if (t.startswith("_") or t in hidden) and (path := root / f"{t}.py").is_file()
        ]
        if files:
            self.load(files)
            self._settle_all()

    def _visit(self, file: ModuleFile, extensions: griffe.Extensions) -> griffe.Module:
        data = file.path.read_bytes()
        if len(data) > LARGEST:
            raise ValueError(f"it is larger than {LARGEST // 1024 // 1024} MB")
        code = decode(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = syntax.parse(code)
            parent = self._parent(file)
            module = griffe.visit(
                file.name.rpartition(".")[2],
                filepath=file.path,
                code=code,
                extensions=extensions,
                parent=parent,
                lines_collection=self._lines,
                modules_collection=self.modules,
            )
        if parent is None:
            self.modules.set_member(module.name, module)
        else:
            parent.set_member(module.name, module)
        self.facts[file.name] = facts(tree, file.name, is_package=file.is_package)
        self.sources[file.name] = code.split("\n")
        return module

    def _parent(self, file: ModuleFile) -> griffe.Module | None:
        """The module that contains it; folders without ``__init__`` are made up on the way."""
        parts = file.name.split(".")[:-1]
        folder = file.path.parent.parent if file.is_package else file.path.parent
        parent: griffe.Module | None = None
        for depth, part in enumerate(parts):
            members = self.modules.members if parent is None else parent.members
            found = members.get(part)
            if not isinstance(found, griffe.Module):
                above = len(parts) - depth - 1
                where = folder if above == 0 else folder.parents[above - 1]
                found = griffe.Module(
                    part,
                    filepath=[where],
                    parent=parent,
                    lines_collection=self._lines,
                    modules_collection=self.modules,
                )
                holder = self.modules if parent is None else parent
                holder.set_member(part, found)
            parent = found
        return parent

    def final(self, obj: griffe.Object | griffe.Alias) -> griffe.Object | None:
        """What an alias comes to; None when it leads outside or in a circle."""
        if not isinstance(obj, griffe.Alias):
            return obj
        try:
            return obj.final_target
        except (griffe.GriffeError, KeyError, ValueError, RecursionError):
            return None

    def find(self, path: str) -> griffe.Object | None:
        """The object that a dotted name comes to, followed through aliases."""
        try:
            found = self.modules.get_member(path)
        except (griffe.GriffeError, KeyError, ValueError, RecursionError):
            return None
        return self.final(found)


def _settle(loader: griffe.GriffeLoader, top: griffe.Module) -> None:
    for settle in (loader.expand_exports, loader.expand_wildcards):
        try:
            settle(top)
        except (griffe.GriffeError, KeyError, ValueError, AttributeError, RecursionError):
            # An odd package (circular wildcards, computed __all__) stays as far as it got.
            continue


def reason(error: BaseException) -> str:
    """Why a file was left out, in a few words."""
    if isinstance(error, SyntaxError):
        where = f" at line {error.lineno}" if error.lineno else ""
        return f"it is not Python {_version()}: {error.msg}{where}"
    if isinstance(error, (RecursionError, MemoryError)):
        return "it is nested too deeply"
    return str(error)


def _version() -> str:
    import sys

    return f"{sys.version_info.major}.{sys.version_info.minor}"
