"""A concept among its neighbours, laid out and drawn."""

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dreamer_app.core.knowledge import Entity, EntityKind, Relation, RelationKind
from ui.journal import graph_plot
from ui.journal.neighbourhood import Neighbourhood
from ui.journal.spread import spread
from ui.journal.surroundings import MOST, Surroundings, arranged
from ui.theme import DARK, LIGHT, palette_of

REPOSITORY = Path(__file__).resolve().parents[4]


def entity(name: str, rank: float = 0.0) -> Entity:
    return Entity(
        id=f"shapes.{name}", kind=EntityKind.FUNCTION, name=name, source_id="package:x", rank=rank
    )


def star(count: int) -> Surroundings:
    """A concept with so many neighbours, the first two of which belong together."""
    centre = entity("middle")
    others = [entity(f"neighbour_with_a_long_name_{n}", rank=count - n) for n in range(count)]
    relations = [Relation(head=centre.id, tail=o.id, kind=RelationKind.CALLS) for o in others]
    relations.append(Relation(head=others[0].id, tail=others[1].id, kind=RelationKind.CALLS))
    return arranged(centre, [centre, *others], relations, graph_plot)


@pytest.fixture
def drawing(qtbot: QtBot) -> Neighbourhood:
    made = Neighbourhood()
    qtbot.addWidget(made)
    made.resize(700, 260)
    made.show()
    return made


def boxes(drawing: Neighbourhood) -> list[QRectF]:
    (plot,) = drawing.findChildren(graph_plot.GraphPlot)
    return list(plot._boxes.values())


def test_the_concept_is_in_the_middle_and_nothing_is_outside() -> None:
    surroundings = star(9)
    assert surroundings.places["shapes.middle"] == (0.0, 0.0)
    assert all(-1 <= x <= 1 and -1 <= y <= 1 for x, y in surroundings.places.values())


def test_the_same_neighbours_are_always_in_the_same_places() -> None:
    assert star(9).places == star(9).places


def test_the_highest_ranks_are_drawn_and_the_others_counted() -> None:
    surroundings = star(MOST + 5)
    assert surroundings.more == 5
    assert [e.rank for e in surroundings.around] == sorted(
        (e.rank for e in surroundings.around), reverse=True
    )


@pytest.mark.parametrize("width", [240, 320, 480, 700, 1200])
@pytest.mark.parametrize("count", [2, 8, MOST])
def test_no_name_lies_on_another_or_outside(drawing: Neighbourhood, width: int, count: int) -> None:
    drawing.resize(width, 240)
    drawing.show_around(star(count))
    found = boxes(drawing)
    assert len(found) >= 3
    for one, other in combinations(found, 2):
        assert not one.intersects(other)
    assert all(QRectF(drawing.rect()).contains(box) for box in found)


def test_what_has_no_room_is_counted(drawing: Neighbourhood) -> None:
    drawing.resize(240, 200)
    drawing.show_around(star(MOST))
    few = len(drawing.names)
    drawing.resize(1400, 500)
    assert few < len(drawing.names) == MOST


def test_boxes_that_cannot_all_have_room_are_refused() -> None:
    wished = [(QPointF(50, 50), QSizeF(60, 30))] * 6
    assert spread(QRectF(0, 0, 100, 100), wished) is None


def test_a_click_on_a_name_asks_for_it_and_one_on_the_concept_does_not(
    drawing: Neighbourhood, qtbot: QtBot
) -> None:
    drawing.show_around(star(3))
    (plot,) = drawing.findChildren(graph_plot.GraphPlot)
    asked: list[str] = []
    drawing.entity_wanted.connect(asked.append)
    for each in ("shapes.middle", drawing.names[1]):
        place: QPoint = plot._boxes[each].center().toPoint()
        qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [drawing.names[1]]


def test_a_unit_of_the_drawing_stays_a_pixel(drawing: Neighbourhood, qtbot: QtBot) -> None:
    drawing.show_around(star(3))
    (plot,) = drawing.findChildren(graph_plot.GraphPlot)
    for size in ((500, 240), (900, 400)):
        drawing.resize(*size)
        qtbot.wait(20)
        for name in plot._names.values():
            seen = plot.mapFromScene(name.mapToScene(QPointF(0, 0)))
            drawn = name.pos().toPoint()
            assert (seen - drawn).manhattanLength() <= 2


def test_a_screen_reader_hears_the_names(drawing: Neighbourhood) -> None:
    drawing.show_around(star(2))
    for each in ("shapes.middle", *drawing.names):
        assert each in drawing.accessibleName()


def test_names_take_the_colours_of_a_new_scheme(drawing: Neighbourhood, qtbot: QtBot) -> None:
    drawing.show_around(star(2))
    (plot,) = drawing.findChildren(graph_plot.GraphPlot)
    name = plot._names[drawing.names[0]]
    before = QApplication.palette()
    try:
        QApplication.setPalette(palette_of(DARK))
        qtbot.waitUntil(lambda: name.color.name() == DARK.text)
        assert plot.backgroundBrush().color().name() == DARK.window
        QApplication.setPalette(palette_of(LIGHT))
        qtbot.waitUntil(lambda: name.color.name() == LIGHT.text)
    finally:
        QApplication.setPalette(before)


def test_the_window_loads_no_drawing_library_until_a_neighbourhood_is_opened() -> None:
    program = (
        "import sys; import ui.journal.window;"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert not {"networkx", "numpy", "pyqtgraph"} & set(done.stdout.split())
