"""What Dreamer knows: sources, ranked concepts, what was dreamed about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.events import IngestProgressed
from dreamer_app.core.knowledge import Entity, IngestReport, Relation, Source
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from ui.choosing_knowledge import choose_files, choose_folder, choose_packages
from ui.i18n import plural, said, tr
from ui.journal import words
from ui.journal.calls import Calls
from ui.journal.concept_list import MOST, ConceptList
from ui.journal.items_table import ItemsTable
from ui.journal.knowledge_models import kind, sources_model
from ui.journal.neighbourhood import Neighbourhood
from ui.journal.parts import Notice, button, label
from ui.journal.reading_strip import ReadingStrip
from ui.journal.splitter import LineSplitter
from ui.journal.surroundings import look_around
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_MOST_SKIPPED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """All that the page shows at first."""

    sources: list[Source]
    stats: dict[str, Any]
    top: list[tuple[Entity, int]]
    dreamed: dict[str, int]
    entities: list[Entity]


class KnowledgePage(QWidget):
    """Sources on the left, concepts on the right, the chosen concept below them.

    Attributes:
        told: a sentence for the toast.
        failed: a sentence about something that went wrong.
    """

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, services: "Services", calls: Calls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._knowledge = services.knowledge
        self._calls = calls
        self._stop: StopToken | None = None
        self._waiting: list[str] = []
        self._strip = ReadingStrip()
        self._strip.cancelled.connect(self.cancel)
        self._is_stale = True
        self._splitters: dict[str, LineSplitter] = {}
        self._dreamed: dict[str, int] = {}
        self._dreamed_of: dict[str, int] = {}
        self.sources = sources_model(self._dreamed_of, self)
        self.concept_list = ConceptList(self._knowledge, calls)
        self.concept_list.chosen.connect(self._show_concept)
        self.concept_list.failed.connect(self.failed)
        self.concepts = self.concept_list.model
        self.search = self.concept_list.search
        self._make()

    @property
    def is_reading(self) -> bool:
        """Whether something is being read in."""
        return self._stop is not None

    @property
    def progress(self) -> str:
        """What is being read or removed; empty when nothing is."""
        return self._strip.said

    @property
    def summary(self) -> str:
        """The line of counts."""
        return self._summary.text()

    @property
    def notice(self) -> str:
        """What is said in place of the tables; empty while they are shown."""
        return self._notice.said if self._stack.currentWidget() is self._notice else ""

    @property
    def neighbourhood(self) -> Neighbourhood:
        """What is next to the chosen concept, drawn."""
        return self._drawing

    def refresh(self) -> None:
        """Load anew, at once when the page is seen, else when it is next shown."""
        self._is_stale = True
        if self.isVisible():
            self._load()

    def showEvent(self, event: Any) -> None:  # noqa: N802
        """Load what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._load()

    def add(self, items: Sequence[str]) -> None:
        """Read files, folders or packages into the graph; what comes meanwhile is read next."""
        self._waiting.extend(item for item in items if item not in self._waiting)
        self._read_next()

    def _read_next(self) -> None:
        if self._stop is None and self._waiting:
            items, self._waiting = self._waiting, []
            self._stop = stop = StopToken()
            self._strip.show_reading(items)
            if self.notice:
                self._say_empty()
            self._calls.slow(
                lambda: self._knowledge.ingest(items, stop), self._read, self._not_read
            )
        self._strip.show_waiting(len(self._waiting))

    def cancel(self) -> None:
        """Stop reading, also what was to be read next; what was read stays."""
        self._waiting.clear()
        if self._stop is not None:
            self._stop.stop(Reason.STOPPED_BY_USER)

    def show_progress(self, event: IngestProgressed) -> None:
        """Show how far the reading is."""
        if self._stop is None:
            return
        self._strip.show_progress(event)

    def select_source(self, row: int) -> None:
        """Choose a source."""
        self._source_view.selectRow(row)

    def remove_selected(self) -> None:
        """Forget the chosen sources, after a question."""
        rows = self._source_view.selectionModel().selectedRows()
        chosen: list[Source] = [self.sources.item(index.row()) for index in rows]
        if not chosen or not self._confirm(chosen):
            return

        def work() -> int:
            return sum(self._knowledge.remove(source.id) for source in chosen)

        self._remove.setEnabled(False)
        if self._stop is None:
            self._strip.show_removing([source.name for source in chosen])
        self._calls.slow(work, self._removed, self._not_removed)

    def _removed(self, count: int) -> None:
        self._strip.setVisible(self.is_reading)
        self.told.emit(plural("{count} source removed", "{count} sources removed", count))

    def _not_removed(self, error: DreamerError) -> None:
        self._strip.setVisible(self.is_reading)
        self._source_chosen()
        self.failed.emit(said(error))

    def save_state(self, memory: QSettings) -> None:
        """Remember how the room is shared."""
        for name, splitter in self._splitters.items():
            memory.setValue(f"knowledge/{name}", splitter.saveState())

    def restore_state(self, memory: QSettings) -> None:
        """Share the room as it was."""
        for name, splitter in self._splitters.items():
            state = memory.value(f"knowledge/{name}")
            if isinstance(state, QByteArray):
                splitter.restoreState(state)

    # building

    def _make(self) -> None:
        self._summary = label(kind="muted", wrap=True)
        self._remove = button(tr("Remove"), "plain", self.remove_selected, "remove")
        self._remove.setEnabled(False)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        top.setSpacing(SPACE.small)
        top.addWidget(self._summary, 1)
        top.addWidget(self._remove)
        top.addWidget(self._make_add())
        self._stack = QStackedWidget()
        self._notice = Notice("moon")
        self._notice.say(tr("Looking at what is known …"))
        self._stack.addWidget(self._make_tables())
        self._stack.addWidget(self._notice)
        self._stack.setCurrentWidget(self._notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._strip)
        column.addWidget(self._stack, 1)

    def _make_add(self) -> QPushButton:
        add = button(tr("Add"), "primary", lambda: None, "add")
        menu = QMenu(add)
        menu.addAction(tr("Files…"), self.choose_files)
        menu.addAction(tr("Folder…"), self.choose_folder)
        menu.addAction(tr("Installed package…"), self.choose_package)
        menu.addSeparator()
        menu.addAction(tr("What Python comes with"), self._add_starter)
        add.setMenu(menu)
        return add

    def _make_tables(self) -> QWidget:
        self._source_view = ItemsTable(self.sources, tr("Sources"), 150)
        self._source_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._source_view.selectionModel().selectionChanged.connect(self._source_chosen)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self._source_view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self.remove_selected)
        right = LineSplitter(Qt.Orientation.Vertical)
        right.addWidget(self.concept_list)
        right.addWidget(self._make_concept())
        right.setSizes([420, 280])
        both = LineSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self._source_view)
        both.addWidget(right)
        both.setSizes([460, 760])
        self._source_view.setMinimumWidth(220)
        self._splitters |= {"sources": both, "concept": right}
        return both

    def _make_concept(self) -> QWidget:
        self._name = label(kind="subtitle", wrap=True, copy=True)
        self._kind = label(kind="muted", wrap=True)
        self._text = label(wrap=True, copy=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._drawing = Neighbourhood()
        self._drawing.entity_wanted.connect(self.go_to)
        words_side = QWidget()
        column = QVBoxLayout(words_side)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.medium, SPACE.medium)
        column.setSpacing(SPACE.hair)
        column.addWidget(self._name)
        column.addWidget(self._kind)
        column.addSpacing(SPACE.hair)
        column.addWidget(self._text, 1)
        both = LineSplitter(Qt.Orientation.Horizontal)
        scroll = QScrollArea()  # a long docstring must not push the table away
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(tr("Concept"))
        scroll.setWidget(words_side)
        both.addWidget(scroll)
        both.addWidget(self._drawing)
        both.setSizes([380, 380])
        self._splitters["drawing"] = both
        return both

    # loading

    def _load(self) -> None:
        self._is_stale = False
        knowledge = self._knowledge

        def work() -> _Known:
            dreamed = knowledge.dreamed()
            return _Known(
                sources=knowledge.sources(),
                stats=knowledge.stats(),
                # As many more as were dreamed about, so that the list of the others is full too.
                top=knowledge.top(MOST + len(dreamed)),
                dreamed=dreamed,
                entities=knowledge.entities(list(dreamed)),
            )

        self._calls.slow(work, self._show, self._not_loaded, key="knowledge")

    def _show(self, known: _Known) -> None:
        self._dreamed.clear()
        self._dreamed.update(known.dreamed)
        self._dreamed_of.clear()
        self._dreamed_of.update(Counter(entity.source_id for entity in known.entities))
        self.sources.show(sorted(known.sources, key=lambda s: s.name.lower()))
        self._summary.setText(_counts(known))
        if not known.sources:
            self._say_empty()
            return
        self._stack.setCurrentIndex(0)
        self.concept_list.show_known(known.top, known.dreamed, known.entities)

    def _say_empty(self) -> None:
        if self._stop is not None:
            self._notice.say(
                tr("Reading what there is to know"),
                tr("Concepts appear here when it is done."),
                "add",
            )
            self._notice.offer()
            self._stack.setCurrentWidget(self._notice)
            return
        self._notice.say(
            tr("Nothing is known yet"),
            tr(
                "Dreamer dreams about what you give it to know: Python packages, your own code, "
                "Markdown and text. Drop files here, or begin with what Python comes with."
            ),
            "add",
        )
        self._notice.offer(
            button(tr("Begin with what Python comes with"), "primary", self._add_starter, "add"),
            button(tr("Add files…"), "plain", self.choose_files),
        )
        self._stack.setCurrentWidget(self._notice)

    def _not_loaded(self, error: DreamerError) -> None:
        self._notice.say(tr("What is known could not be read"), said(error), "broken")
        self._notice.offer(button(tr("Try again"), "plain", self._load, "again"))
        self._stack.setCurrentWidget(self._notice)

    def _source_chosen(self) -> None:
        self._remove.setEnabled(self._source_view.selectionModel().hasSelection())

    def _show_concept(self, entity: Entity) -> None:
        self._name.setText(f"{entity.id}{entity.signature}")
        times = self._dreamed.get(entity.id, 0)
        dreamed = (
            plural("dreamed about {count} time", "dreamed about {count} times", times)
            if times
            else tr("not dreamed about yet")
        )
        self._kind.setText(f"{kind(entity.kind)}  ·  {dreamed}")
        self._text.setText(words.reflowed(entity.text)[:1500])
        self._text.setVisible(bool(self._text.text()))
        self._calls.slow(
            lambda: look_around(self._knowledge, entity.id),
            self._drawing.show_around,
            lambda error: self.failed.emit(said(error)),
            key="neighbourhood",
        )

    def go_to(self, entity_id: str) -> None:
        """Show a concept with what is next to it."""

        def show(found: tuple[list[Entity], list[Relation]]) -> None:
            entity = next((e for e in found[0] if e.id == entity_id), None)
            if entity is not None and not self.concept_list.point_at(entity_id):
                self._show_concept(entity)

        self._calls.slow(lambda: self._knowledge.neighbourhood(entity_id), show, key="go to")

    # adding and removing

    def choose_files(self) -> None:
        """Let a person choose files to read."""
        self.add(choose_files(self, self._knowledge.suffixes()))

    def choose_folder(self) -> None:
        """Let a person choose a folder to read."""
        self.add(choose_folder(self))

    def choose_package(self) -> None:
        """Let a person name installed packages to read."""
        self.add(choose_packages(self))

    def _add_starter(self) -> None:
        self._calls.slow(self._knowledge.starter_items, self.add)

    def _read(self, report: IngestReport) -> None:
        self._end_reading()
        self.told.emit(_read_sentence(report))
        if report.skipped:
            lines = [f"{what}: {said(why)}" for what, why in report.skipped[:_MOST_SKIPPED]]
            more = len(report.skipped) - _MOST_SKIPPED
            if more > 0:
                lines.append(tr("and {count} more", count=more))
            self.failed.emit(tr("Left out:") + "\n" + "\n".join(lines))
        self.refresh()

    def _not_read(self, error: DreamerError) -> None:
        self._end_reading()
        if isinstance(error, Stopped):
            self.told.emit(tr("Reading was stopped. What was read so far is kept."))
        else:
            self.failed.emit(said(error))
        self.refresh()

    def _end_reading(self) -> None:
        self._stop = None
        self._strip.hide()
        self._read_next()

    def _confirm(self, chosen: Sequence[Source]) -> bool:
        question = (
            tr("Remove {name}?", name=chosen[0].name)
            if len(chosen) == 1
            else tr("Remove {count} sources?", count=len(chosen))
        )
        box = QMessageBox(QMessageBox.Icon.Question, tr("Knowledge"), question, parent=self)
        box.setInformativeText(
            tr("Dreamer forgets what it read there. Lessons that came of it stay.")
        )
        yes = box.addButton(tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(yes)
        box.exec()
        return box.clickedButton() is yes


def _counts(known: _Known) -> str:
    stats = known.stats
    if not known.sources:
        return ""  # the page says so itself
    return "  ·  ".join(
        (
            plural("{count} source", "{count} sources", len(known.sources)),
            plural("{count} concept", "{count} concepts", stats.get("total_nodes", 0)),
            plural("{count} relation", "{count} relations", stats.get("total_edges", 0)),
            plural("{count} topic", "{count} topics", stats.get("communities", 0)),
            tr("{count} dreamed about", count=words.number(len(known.entities))),
        )
    )


def _read_sentence(report: IngestReport) -> str:
    new = len(report.added) + len(report.updated)
    if not new:
        return tr("Nothing new: all of it was known already.")
    return plural(
        "{count} source read, {entities} concepts",
        "{count} sources read, {entities} concepts",
        new,
        entities=words.number(report.entities),
    )
