"""Every model that a view of the program shows is examined by Qt's rules for models."""

import ast
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
_BASES = ("QAbstract", "QSortFilter", "QIdentityProxy", "QStandardItemModel", "QStringListModel")
EXAMINED = {
    "LessonsModel": "journal/test_lessons_model.py",
    "NightsModel": "journal/test_lesson_parts.py",
    "ItemsModel": "journal/test_knowledge_page.py",
}
"""Model, and the tests that put it before ``qtmodeltester``."""


def models() -> set[str]:
    """Names of the classes of the program that are models."""
    return {
        node.name
        for path in sorted((REPOSITORY / "ui").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        for base in map(ast.unparse, node.bases)
        if base.startswith(_BASES) and "Model" in base
    }


def test_every_model_has_a_test_that_examines_it() -> None:
    assert models() == set(EXAMINED)
    for tests in set(EXAMINED.values()):
        assert "qtmodeltester.check(" in (Path(__file__).parent / tests).read_text()
