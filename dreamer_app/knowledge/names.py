"""What the names in Python code and in its docstrings stand for."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from dreamer_app.knowledge.module_tree import ModuleTree


@dataclass(slots=True)
class NameTable:
    """Entity ids by the names of what they stand for.

    Args:
        ids: by canonical dotted name (where it is defined) and by public name.
        outside: entity id of a dotted name that is not in the tree; empty when it is nothing
            that can be known.
    """

    tree: ModuleTree
    outside: Callable[[str], str]
    ids: dict[str, str] = field(default_factory=dict)

    def resolve(self, path: str) -> str:
        """Entity id of what a dotted name stands for; empty when it is nothing public here.

        A name from elsewhere leads to an edge once that is read too.
        """
        if not path:
            return ""
        if path in self.ids:
            return self.ids[path]
        root = path.partition(".")[0]
        if root not in self.tree.modules.members:
            return self.outside(path)
        obj = self.tree.find(path)
        return self.ids.get(obj.path, "") if obj is not None else ""

    def named(self, word: str, scope: str) -> str:
        """What a name in the docstring of ``scope`` means, looked up from inside outwards."""
        while scope:
            obj = self.ids.get(f"{scope}.{word}")
            if obj:
                return obj
            scope = scope.rpartition(".")[0]
        if "." in word or word in self.ids:
            return self.resolve(word) if self._is_known_root(word) else ""
        return ""

    def _is_known_root(self, word: str) -> bool:
        root = word.partition(".")[0]
        return root in self.tree.modules.members or root in sys.stdlib_module_names

    def called(self, name: str, path: str, imported: dict[str, str]) -> str:
        """Entity that a call in an example of ``path`` goes to; empty when it cannot be told."""
        root, _, rest = name.partition(".")
        if root in imported:
            return self.resolve(".".join(filter(None, (imported[root], rest))))
        target = self.named(name, path)
        if target or not rest:
            return target
        # ``c.most_common()`` in the docstring of a class: taken for a method of it.
        owner = self.ids.get(f"{path}.{rest}", "")
        return owner if "." not in rest else ""

    def canonical(self, path: str) -> str:
        """Where the object of a dotted name is defined; empty when that is not known."""
        found = self.tree.find(path)
        return found.path if found is not None else ""


def library_name(path: str) -> str:
    """A name of another library is taken at its word, unless it is private."""
    return path if is_public(path) else ""


def is_public(path: str) -> bool:
    """Whether no part of a dotted name is private."""
    return not any(part.startswith("_") for part in path.split("."))
