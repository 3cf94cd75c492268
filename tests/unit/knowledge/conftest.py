"""What the tests of the knowledge room share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dreamer_app.knowledge import GraphRAG
from dreamer_app.knowledge.extraction import Extraction
from dreamer_app.knowledge.module_tree import ModuleFile, ModuleTree
from dreamer_app.knowledge.python_api import ApiReader
from dreamer_app.store import Store

ReadPackage = Callable[[dict[str, str]], Extraction]


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[GraphRAG]:
    """A graph in a real database."""
    home = tmp_path / "home"
    store = Store.open(home / "k.db", backups=home / "backups", output_dir=home / "lessons")
    yield GraphRAG(store.knowledge)
    store.close()


@pytest.fixture
def read_package(tmp_path: Path) -> ReadPackage:
    """Reads a package ``pkg`` that is given as texts by path, e.g. ``{"a.py": "..."}``."""

    def read(texts: dict[str, str]) -> Extraction:
        files = []
        for name, text in texts.items():
            path = tmp_path / "pkg" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            parts = path.relative_to(tmp_path).with_suffix("").parts
            dotted = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            files.append(ModuleFile(name=dotted, path=path))
        tree = ModuleTree()
        tree.load(files)
        return ApiReader(tree=tree, top="pkg", source_id="package:pkg", identify=str).read()

    return read
