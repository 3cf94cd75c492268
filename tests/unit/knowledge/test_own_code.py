from pathlib import Path

import pytest

from dreamer_app.core.knowledge import KnowledgeFragment
from dreamer_app.knowledge import GraphRAG

NOTES = '''"""Notes of mine."""

import re

LIMIT = 3


def words(text):
    """Return the words of the text, at most LIMIT."""
    return re.findall(r"\\w+", text)[:LIMIT]


print("what a file does when it is run")
if __name__ == "__main__":
    print(words("a b"))
'''


def read(graph: GraphRAG, path: Path, text: str) -> KnowledgeFragment:
    path.write_text(text, encoding="utf-8")
    graph.ingest(str(path))
    return graph.fragment(f"file:{path.resolve()}#words")


def test_a_function_of_an_own_file_brings_what_it_needs(graph: GraphRAG, tmp_path: Path) -> None:
    code = read(graph, tmp_path / "notes.py", NOTES).own_code
    scope: dict[str, object] = {}
    exec(code, scope)
    assert callable(scope["words"])
    assert scope["LIMIT"] == 3


def test_what_a_file_does_when_it_is_run_stays_out(graph: GraphRAG, tmp_path: Path) -> None:
    assert "print" not in read(graph, tmp_path / "notes.py", NOTES).own_code


@pytest.mark.parametrize("needed", ["import numpy", "from . import other", "from mine import x"])
def test_code_that_needs_more_than_python_brings_nothing(
    needed: str, graph: GraphRAG, tmp_path: Path
) -> None:
    text = NOTES.replace("import re", f"import re\n{needed}")
    assert not read(graph, tmp_path / "notes.py", text).own_code


def test_a_file_that_has_changed_since_brings_nothing(graph: GraphRAG, tmp_path: Path) -> None:
    about = read(graph, tmp_path / "notes.py", NOTES)
    (tmp_path / "notes.py").write_text("x = 1\n\n" + NOTES, encoding="utf-8")
    assert not graph.fragment(about.entity.id).own_code


def test_a_library_is_imported_not_copied(graph: GraphRAG) -> None:
    graph.ingest("calendar")
    assert not graph.fragment("calendar.isleap").own_code
