"""Scenes of states that come of what a person did, or of what went wrong."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from docs.gallery_stage import Stage, says
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import ReviewState, Verdict
from ui.i18n import tr
from ui.journal.export_dialog import ExportDialog
from ui.journal.window import JournalWindow
from ui.tray import TrayView
from ui.welcome import WelcomeDialog


def lessons(**asked: object) -> LessonQuery:
    """What the list is asked for."""
    return LessonQuery(**asked)  # type: ignore[arg-type]


def listed(stage: Stage, query: LessonQuery) -> JournalWindow:
    """The journal with these lessons."""
    window = stage.journal()
    window.lessons.list.filters.set_query(query)
    stage.rest(1)
    return window


def approved(stage: Stage) -> QWidget:
    """Approved lessons."""
    return listed(stage, lessons(review=ReviewState.APPROVED))


def rejected(stage: Stage) -> QWidget:
    """Rejected lessons."""
    return listed(stage, lessons(review=ReviewState.REJECTED))


def uncertain(stage: Stage) -> QWidget:
    """A filter shown as a chip."""
    return listed(stage, lessons(verdict=Verdict.UNCERTAIN))


def flagged(stage: Stage) -> QWidget:
    """A lesson with a flag and a rating."""
    window = stage.journal()
    window.lessons.act.flag()
    window.lessons.act.rate(3)
    stage.rest(1)
    return window


def reviewed(stage: Stage) -> QWidget:
    """Everything is decided."""
    ids = [row.id for row in stage.services.journal.rows(lessons(review=ReviewState.PENDING))]
    stage.services.journal.decide(ids, ReviewState.APPROVED)
    window = stage.journal(is_full=False)
    stage.until(lambda: window.lessons.list.notice)
    stage.rest(1)
    return window


def exported(stage: Stage) -> QWidget:
    """An export that is done."""
    dialog = stage.dialog(stage.journal().export)
    assert isinstance(dialog, ExportDialog)  # noqa: S101 - for the types
    dialog.start()
    stage.until(lambda: dialog.report)
    return dialog


def not_exported(stage: Stage) -> QWidget:
    """An export without anything to export."""
    ids = [row.id for row in stage.services.journal.rows(lessons(review=ReviewState.APPROVED))]
    stage.services.journal.decide(ids, ReviewState.REJECTED)
    return exported(stage)


def knowledge(stage: Stage) -> JournalWindow:
    """The knowledge page with what is known."""
    window = stage.journal()
    window.show_page(1)
    stage.until(lambda: window.knowledge.concepts.rowCount() > 0)
    return window


def no_concept(stage: Stage) -> QWidget:
    """A search that finds no concept."""
    window = knowledge(stage)
    window.knowledge.search.setText("quantum chromodynamics")
    stage.rest(1)
    return window


def removing(stage: Stage) -> QPixmap:
    """The question before a source is forgotten."""
    window = knowledge(stage)
    window.knowledge.select_source(0)
    return stage.modal(window.knowledge.remove_selected)


def package(stage: Stage) -> QPixmap:
    """The dialog for a package."""
    return stage.modal(knowledge(stage).knowledge.choose_package)


def knowledge_error(stage: Stage) -> QWidget:
    """Nothing could be read."""
    window = stage.journal()
    stage.services.store.close()
    window.show_page(1)
    stage.until(lambda: window.knowledge.notice)
    stage.rest(1)
    return window


def charts_error(stage: Stage) -> QWidget:
    """The nights could not be read."""
    window = stage.journal()
    stage.services.store.close()
    window.show_page(2)
    stage.rest(1)
    return window


def charts_all(stage: Stage) -> QWidget:
    """Charts over all nights, scrolled to their end."""
    window = stage.journal()
    window.show_page(2)
    window.charts.show_span(0)
    stage.until(lambda: window.charts.has_plots)
    stage.rest(1)
    window.charts.scroll_to_end()
    stage.rest(1)
    return window


def dropping(stage: Stage) -> QWidget:
    """Files are over the window."""
    window = stage.journal()
    hint = next(w for w in window.findChildren(QLabel) if w.property("kind") == "drop")
    covered = hint.parentWidget()
    assert covered is not None  # noqa: S101 - for the types
    hint.setGeometry(covered.rect())
    hint.show()
    hint.raise_()
    return window


def welcome_with_knowledge(stage: Stage) -> QWidget:
    """The welcome with knowledge that a person added."""
    dialog = stage.dialog(stage.shell.open_welcome)
    assert isinstance(dialog, WelcomeDialog)  # noqa: S101 - for the types
    stage.rest(2)
    dialog.add_knowledge(["/home/me/notes/ledger.md", "/home/me/projects/tides", "rich"])
    return dialog


def welcome_ready(stage: Stage) -> QWidget:
    """The welcome when everything is there."""
    dialog = stage.dialog(stage.shell.open_welcome)
    assert isinstance(dialog, WelcomeDialog)  # noqa: S101 - for the types
    stage.rest(3)
    boxes = dialog.findChildren(QCheckBox)
    boxes[0].setChecked(False)
    dialog.accept_choices()
    stage.until(lambda: says(dialog, tr("Ready to dream")))
    return dialog


def tray_paused(stage: Stage) -> QWidget:
    """The tray's menu during a pause."""
    return _tray(stage, TrayView(state="paused", line="Paused", is_automatic=True, is_paused=True))


def tray_dreaming(stage: Stage) -> QWidget:
    """The tray's menu while it dreams."""
    return _tray(
        stage, TrayView(state="dreaming", line="Dreaming 3 of 10", is_busy=True, pending=7)
    )


def _tray(stage: Stage, view: TrayView) -> QWidget:
    stage.shell.start(in_background=True)
    stage.rest()
    tray = stage.shell.tray
    tray.about_to_show.disconnect()
    tray.show_view(view)
    tray.menu.popup(tray.menu.pos())
    return tray.menu
