"""The Dream Journal's window."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QChildEvent, QEvent, QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.dreams import Lesson
from dreamer_app.core.events import LessonsChanged, ProblemRaised, SessionProgressed
from dreamer_app.core.states import ReviewState
from dreamer_app.services.drafts import Draft
from ui.bridge import Bridge
from ui.dialog import keep_size
from ui.dropping import sorted_out
from ui.file_drops import FileDrops, let_files_through
from ui.i18n import said, tr
from ui.journal import keys, words
from ui.journal.actions import actions
from ui.journal.calls import Calls
from ui.journal.dressing import Dressing
from ui.journal.editor import LessonEditor
from ui.journal.export_dialog import ExportDialog
from ui.journal.header import Header
from ui.journal.kept_nothing import SETTINGS
from ui.journal.lessons_page import LessonsPage
from ui.journal.overlays import KeysOverlay, Toast
from ui.journal.presses import Presses
from ui.journal.problem_line import ProblemLine
from ui.journal.repeats import Repeats
from ui.journal.review import Chosen
from ui.opening import open_with_desktop

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services
    from ui.journal.charts_page import ChartsPage
    from ui.journal.knowledge_page import KnowledgePage

_STATE_MS = 1000
_LAST_MS = 1500
"""How long decisions under way may take when the program ends."""
_KNOWLEDGE, _CHARTS = 1, 2
_IMPORT_MS = 1200
"""After this the other pages are imported, in a thread, so that going there does not wait."""
_FIRST_SIZE = QSize(1280, 800)
_LEAST_SIZE = QSize(640, 480)
_FRAME = QSize(8, 40)
"""What a window manager adds to a window, at least."""


class JournalWindow(QMainWindow):
    """Nights, lessons, knowledge and charts.

    The window asks the services for everything and shows what they answer. What belongs to
    the whole program (dreaming, settings, quitting) it asks for by signals.

    Args:
        services: what the window calls.
        bridge: events of the engine as signals.

    Attributes:
        about_to_hide: the window is being closed; what was typed is already handed on.
        dream_requested, stop_requested: begin or end a session.
        settings_requested, welcome_requested, about_requested, quit_requested: as they say.
    """

    about_to_hide = Signal()
    dream_requested = Signal()
    stop_requested = Signal()
    settings_requested = Signal()
    model_dropped = Signal(object)
    welcome_requested = Signal()
    about_requested = Signal()
    quit_requested = Signal()

    def __init__(self, services: "Services", bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._bridge = bridge
        self._memory = QSettings(
            str(services.paths.home / "journal.ini"), QSettings.Format.IniFormat
        )
        self._calls = Calls(self)
        # Qt paints a window that counts as opaque twice after a time without painting (a new
        # look): with its children, then each child again. So the window paints its own ground.
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self._dressing = Dressing(self)
        self.setWindowTitle(tr("Dream Journal"))
        self.setMinimumSize(_LEAST_SIZE)
        self._make()
        self._make_menu()
        self._repeats = Repeats(self)
        self._presses = Presses(self, self.lessons, actions(self))
        self._connect()
        self._ticking = QTimer(self)
        self._ticking.setInterval(_STATE_MS)
        self._ticking.timeout.connect(self._show_state)
        self._restore()
        self.lessons.start()
        self._show_state()
        QTimer.singleShot(_IMPORT_MS, self, lambda: self._calls.slow(_import_pages))

    @property
    def calls(self) -> Calls:
        """The lanes on which the window asks the services."""
        return self._calls

    @property
    def dressing(self) -> Dressing:
        """What gives the parts of the window their look."""
        return self._dressing

    @property
    def memory(self) -> QSettings:
        """What the window remembers."""
        return self._memory

    @property
    def page(self) -> int:
        """The number of the page that is shown."""
        return self._pages.currentIndex()

    @property
    def presses(self) -> Presses:
        """The keys of the window."""
        return self._presses

    @property
    def toast(self) -> Toast:
        """What is said at the bottom for a moment."""
        return self._toast

    @cached_property
    def knowledge(self) -> "KnowledgePage":
        """The second page; made when it is first wanted, as is the third."""
        from ui.journal.knowledge_page import KnowledgePage

        page = KnowledgePage(self._services, self._calls)
        page.restore_state(self._memory)
        page.told.connect(self._toast.say)
        page.failed.connect(self.show_problem)
        self._bridge.ingest_progressed.connect(page.show_progress)
        self._bridge.knowledge_changed.connect(page.refresh)
        self._put(_KNOWLEDGE, page)
        return page

    @cached_property
    def charts(self) -> "ChartsPage":
        """The third page."""
        from ui.journal.charts_page import ChartsPage

        page = ChartsPage(self._services.journal, self._calls)
        page.restore_state(self._memory)
        page.night_wanted.connect(self._show_night)
        self._put(_CHARTS, page)
        return page

    @property
    def has_knowledge(self) -> bool:
        """Whether the second page was made."""
        return "knowledge" in self.__dict__

    @property
    def has_charts(self) -> bool:
        """Whether the third page was made."""
        return "charts" in self.__dict__

    @property
    def header(self) -> Header:
        """Pages, state, actions."""
        return self._header

    @property
    def problem(self) -> str:
        """The problem that is shown; empty when none is."""
        return self._problem.text

    def show_page(self, number: int) -> None:
        """Lessons (0), knowledge (1), charts (2)."""
        focus, before = QApplication.focusWidget(), self._pages.currentWidget()
        home = self._home_of(number)
        self._header.show_page(number)
        self._pages.setCurrentIndex(number)
        is_left = before is not self._pages.currentWidget()
        if is_left and focus and before and before.isAncestorOf(focus):
            home.setFocus(Qt.FocusReason.OtherFocusReason)
        self._enable_keys()

    def export(self) -> None:
        """Open the export dialog."""
        dialog = ExportDialog(self._services, self._calls, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def search(self) -> None:
        """Go to the field that searches what is shown."""
        if self._pages.currentIndex() == _KNOWLEDGE:
            self.knowledge.search.setFocus()
        else:
            self.show_page(0)
            self.lessons.search()

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong until a person closes it."""
        self._problem.say(sentence)

    def shut_down(self) -> None:
        """Hand on what was typed, finish the decisions under way, remember the window."""
        self.lessons.detail.flush()
        self._remember()
        self._ticking.stop()
        if self.has_knowledge:
            self.knowledge.cancel()
        self.lessons.again.stop()
        for editor in self.findChildren(LessonEditor):
            editor.put_away()
        self._calls.close(_LAST_MS)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Nothing typed is lost; whether the program goes on is the tray's business."""
        self.lessons.detail.flush()
        for editor in self.findChildren(LessonEditor):
            editor.keep()
        self._remember()
        self.about_to_hide.emit()
        super().closeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Watch the state while there is somebody to see it."""
        super().showEvent(event)
        self._show_state()
        self._ticking.start()
        if self.focusWidget() is None:
            self._home_of(self.page).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Nobody sees the state."""
        self._ticking.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme, and another size of fonts."""
        super().changeEvent(event)
        kinds = QEvent.Type
        if event.type() in (kinds.ThemeChange, kinds.PaletteChange, kinds.FontChange):
            self._dressing.follow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The ground of everything."""
        QPainter(self).fillRect(event.rect(), self.palette().window())

    def childEvent(self, event: QChildEvent) -> None:  # noqa: N802
        """A dialog over the window looks like it, from its first paint."""
        super().childEvent(event)
        child = event.child()
        if event.polished() and isinstance(child, QDialog) and not child.styleSheet():
            self._dressing.add(child)

    # building

    def _make(self) -> None:
        self._header = Header((tr("Lessons"), tr("Knowledge"), tr("Charts")))
        self.lessons = LessonsPage(self._services, self._calls)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.lessons)
        for _later in ("knowledge", "charts"):
            self._pages.addWidget(QWidget())
        self._problem = ProblemLine()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._problem)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(inside)
        self._toast = Toast(inside)
        self.keys_overlay = KeysOverlay(keys.groups(), inside)
        self._drops = FileDrops(self, inside, tr("Drop files and folders: they become knowledge"))
        self._drops.dropped.connect(self._take_files)
        overlays = (self._toast, self.keys_overlay, self._drops.hint)
        let_files_through(inside)
        self._dressing.add(self._header, self._problem, *self.lessons.parts, *overlays)

    def _put(self, number: int, page: QWidget) -> None:
        """A page in the place that was kept for it."""
        kept = self._pages.widget(number)
        self._pages.insertWidget(number, page)
        let_files_through(page)
        self._dressing.add(page)
        if kept is not None:
            self._pages.removeWidget(kept)
            kept.deleteLater()

    def _home_of(self, number: int) -> QWidget:
        """Where the keys of a page are wanted."""
        if number == 0:
            return self.lessons.list.table
        return self.knowledge.concept_list.view if number == _KNOWLEDGE else self.charts

    def _make_menu(self) -> None:
        menu = self._header.menu
        menu.addAction(tr("Keys"), self.keys_overlay.open)
        menu.addAction(tr("Settings…"), self.settings_requested.emit)
        menu.addAction(tr("Welcome…"), self.welcome_requested.emit)
        menu.addAction(tr("Open log folder"), self._open_logs)
        menu.addAction(tr("About Dreamer"), self.about_requested.emit)
        menu.addSeparator()
        menu.addAction(tr("Quit Dreamer"), self.quit_requested.emit)

    def _connect(self) -> None:
        head, page, bridge = self._header, self.lessons, self._bridge
        head.page_wanted.connect(self.show_page)
        head.dream_wanted.connect(self._dream_or_stop)
        head.export_wanted.connect(self.export)
        head.settings_wanted.connect(self.settings_requested)
        page.told.connect(self._toast.say)
        page.undoable.connect(lambda text: self._toast.say(text, can_undo=True))
        page.failed.connect(self.show_problem)
        page.edit_wanted.connect(self._edit)
        page.dream_wanted.connect(self._dream_or_stop)
        page.export_wanted.connect(self.export)
        self._toast.undo_wanted.connect(page.review.undo)
        self.keys_overlay.closed.connect(page.return_focus)
        self._calls.problem.connect(lambda error: self.show_problem(said(error)))
        bridge.session_started.connect(self._show_state)
        bridge.session_progressed.connect(self._progressed)
        bridge.session_ended.connect(self._session_ended)
        bridge.permission_changed.connect(self._show_state)
        bridge.settings_changed.connect(self._show_state)
        bridge.lessons_changed.connect(self._lessons_changed)
        bridge.dream_ended.connect(page.refresh_later)
        bridge.problem_raised.connect(self._problem_raised)
        page.concept_wanted.connect(self._show_concept)
        page.way_wanted.connect(self._go)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
            application.aboutToQuit.connect(self.shut_down)

    # state

    def _show_state(self, *_event: object) -> None:
        status = self._services.status.now()
        dreaming = self._services.dreams.is_dreaming
        self._header.show_state(status.state, said(status.line), is_dreaming=dreaming)
        if dreaming and status.progress is not None:
            self._header.show_progress(status.progress)

    def _progressed(self, event: SessionProgressed) -> None:
        self._header.show_progress(self._services.dreams.progress or event.progress)

    def _session_ended(self, _event: object) -> None:
        self._header.show_progress(None)
        self._show_state()
        self.lessons.refresh_later()
        if self.has_charts:
            self.charts.refresh()

    def _lessons_changed(self, _event: LessonsChanged) -> None:
        self.lessons.refresh_later()

    def _problem_raised(self, event: ProblemRaised) -> None:
        self.show_problem(f"{said(event.message)} {said(event.hint)}".strip())

    def _show_night(self, night: str) -> None:
        self.show_page(0)
        self.lessons.show_night(night)

    def _show_concept(self, entity_id: str) -> None:
        self.show_page(1)
        self.knowledge.go_to(entity_id)

    def _go(self, where: str) -> None:
        if where == SETTINGS:
            self.settings_requested.emit()
        else:
            self.show_page(1)

    def _dream_or_stop(self) -> None:
        if self._services.dreams.is_dreaming:
            self.stop_requested.emit()
        else:
            self.dream_requested.emit()

    def _focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        """No key acts while a text field has the focus, or a panel that lies over the window."""
        self._repeats.follow(old, now)
        self._enable_keys(now)

    def _enable_keys(self, focus: QWidget | None = None) -> None:
        focus = focus or QApplication.focusWidget()
        is_taken = focus is not None and (keys.is_typing(focus) or self._is_over(focus))
        is_button = keys.is_button(focus)
        is_lessons = self._pages.currentWidget() is self.lessons
        self._presses.enable(is_taken=is_taken, is_button=is_button, is_lessons=is_lessons)

    def _is_over(self, widget: QWidget) -> bool:
        panels = (self.keys_overlay, self.lessons.act.reject_panel)
        return any(panel is widget or panel.isAncestorOf(widget) for panel in panels)

    # actions

    def add_knowledge(self, items: list[str]) -> None:
        """Read files, folders or packages into the graph, and show how far it is."""
        self.show_page(_KNOWLEDGE)
        self.knowledge.add(items)

    def _take_files(self, paths: list[Path]) -> None:
        """Files become knowledge; a model file becomes the model."""
        models, others = sorted_out(paths)
        if models:
            self.model_dropped.emit(models[0])
        if others:
            self.add_knowledge([str(path) for path in others])

    def choose_files(self) -> None:
        """Let a person choose files to read."""
        self.show_page(_KNOWLEDGE)
        self.knowledge.choose_files()

    def choose_folder(self) -> None:
        """Let a person choose a folder to read."""
        self.show_page(_KNOWLEDGE)
        self.knowledge.choose_folder()

    def _open_logs(self) -> None:
        if problem := open_with_desktop(self._services.paths.logs):
            self.show_problem(problem)

    def _edit(self, lesson: Lesson) -> None:
        def show(draft: Draft | None) -> None:
            editor = LessonEditor(lesson, self._services, self._calls, self, draft=draft)
            keep_size(editor, self._memory, "journal/editor")
            editor.approved.connect(self._edited)
            editor.finished.connect(editor.deleteLater)
            editor.open()

        # In the lane in which drafts are written: the newest is read.
        drafts = self._services.drafts
        self._calls.ordered(lambda: drafts.get(lesson.id), show, key="edit the lesson")

    def _edited(self, lesson_id: str) -> None:
        def approve(lesson: Lesson) -> None:
            self.lessons.lesson_changed(lesson)
            title = words.title(lesson)
            chosen = Chosen(ids=(lesson_id,), count=1, title=title)
            self.lessons.review.decide(chosen, ReviewState.APPROVED)

        self._calls.ordered(lambda: self._services.journal.get_lesson(lesson_id), approve)

    # memory

    def _remember(self) -> None:
        self._memory.setValue("journal/geometry", self.saveGeometry())
        self._memory.setValue("journal/page", self._pages.currentIndex())
        self.lessons.save_state(self._memory)
        if self.has_knowledge:
            self.knowledge.save_state(self._memory)
        if self.has_charts:
            self.charts.save_state(self._memory)
        self._memory.sync()

    def _restore(self) -> None:
        geometry = self._memory.value("journal/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            room = self.screen().availableSize() - _FRAME
            self.resize(_FIRST_SIZE.boundedTo(room).expandedTo(_LEAST_SIZE))
        self.lessons.restore_state(self._memory)
        page = str(self._memory.value("journal/page", 0))
        if page in ("1", "2"):
            self.show_page(int(page))


def _import_pages() -> None:
    """Have the modules of the other pages at hand."""
    from ui.journal import charts_page, knowledge_page  # noqa: F401

    # What is loaded by now stays: going through all of it for cyclic garbage, which Python does
    # when much is made anew, would hold the window for 60 ms.
    gc.freeze()
