import ast
import doctest
import textwrap
from collections import Counter

import pytest

from dreamer_app.core.states import Difficulty
from dreamer_app.dreaming.signing import Extra
from dreamer_app.dreaming.tasks import Task, known_tasks, version
from dreamer_app.dreaming.weaving import Wording, form_of

WORDING = Wording(
    item="text",
    items="texts",
    extras=(Extra(name="width", shape="int", literal="5", passed="width=width"),),
    call="textwrap.shorten(text, width=width)",
    call_first="textwrap.shorten(first, width=width)",
    call_second="textwrap.shorten(second, width=width)",
    f="shorten",
    qual="textwrap.shorten",
    item_type="str",
    result_type="str",
    chained="len(textwrap.shorten(text, width=width))",
    g="len",
    qual_g="len",
)
TASKS = pytest.mark.parametrize("task", known_tasks(), ids=lambda task: task.id)


@TASKS
def test_every_form_can_be_filled_and_leaves_no_braces_of_its_own(task: Task) -> None:
    for template in (task.name, task.title, task.doc, task.returns):
        filled = WORDING.fill(template)
        assert filled
        assert "{" not in filled


@TASKS
def test_the_reference_of_every_form_is_a_program(task: Task) -> None:
    body = textwrap.indent(WORDING.fill(task.reference), "    ")
    own = "first, second" if task.takes == "pair" else "texts"
    head = f"def {WORDING.fill(task.name)}({own}, width) -> {WORDING.fill(task.returns)}:"
    compile(f"{head}\n{body}\n", task.id, "exec")
    assert "textwrap.shorten" in ast.unparse(ast.parse(f"{head}\n{body}\n"))


@TASKS
def test_the_words_of_every_form_are_known(task: Task) -> None:
    assert task.takes in ("list", "pair")
    assert task.result in ("any", "bool", "number", "orderable", "hashable")
    assert task.items in ("any", "hashable", "orderable")


def test_forms_have_names_of_their_own() -> None:
    ids = [task.id for task in known_tasks()]
    assert len(ids) == len(set(ids))
    assert version()


def test_every_difficulty_has_forms_for_results_of_any_kind() -> None:
    for level in (Difficulty.SIMPLE, Difficulty.MEDIUM, Difficulty.COMPLEX):
        assert any(t.difficulty is level and t.result == "any" for t in known_tasks())


def fitting(items: list[object], shape: str, results: list[object], result: str) -> set[str]:
    return {t.id for t in known_tasks() if t.fits(items, shape, results, result)}


def test_a_yes_or_no_fits_choosing_and_counting() -> None:
    found = fitting([1, 2], "int", [True, False], "bool")
    assert {"select", "count_where", "reject"} <= found
    assert not found & {"total", "group", "largest"}


def test_items_that_cannot_be_keys_make_no_table() -> None:
    assert "table" not in fitting([[1], [2]], "list[int]", [1, 2], "int")


def test_results_that_cannot_be_keys_are_not_grouped_by() -> None:
    found = fitting(["a"], "str", [["a"]], "list[str]")
    assert not found & {"group", "count_by", "distinct", "total"}


def test_items_of_several_kinds_make_no_list_task() -> None:
    assert fitting([1, "a"], "", [1, 2], "int") == {"same"}


@TASKS
def test_the_example_of_every_form_is_right(task: Task) -> None:
    scope: dict[str, object] = {}
    exec(task.example, scope)
    name = task.example.partition("def ")[2].partition("(")[0]
    found = doctest.DocTestFinder().find(scope[name], name, globs=scope)
    results = doctest.DocTestRunner(verbose=False)
    assert sum(results.run(one).failed for one in found) == 0
    assert results.tries > 0


def test_over_many_stretches_every_form_comes_first_about_equally_often() -> None:
    tasks = known_tasks()[:4]
    first = Counter(form_of(f"7 {number}", tasks).id for number in range(400))
    assert all(70 <= first[task.id] <= 130 for task in tasks)


def test_a_form_that_does_not_fit_leaves_the_choice_among_the_others_as_it_was() -> None:
    tasks = known_tasks()[:4]
    for number in range(20):
        best = form_of(f"7 {number}", tasks)
        fewer = [task for task in tasks if task is best or task.id < "m"]
        assert form_of(f"7 {number}", fewer) is best
