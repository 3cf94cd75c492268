"""Scenes of work under way, of what comes of it, and of what is missing or fixed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QPushButton, QScrollArea, QTabWidget, QToolButton, QWidget

from docs import gallery_nights
from docs.gallery_stage import Stage, part_of, says
from docs.gallery_states import listed
from dreamer_app.core.journal import LessonQuery, StateChange
from dreamer_app.core.states import Difficulty, Reason, ReviewState, Verdict
from ui.i18n import tr
from ui.journal.editor import LessonEditor
from ui.journal.export_dialog import ExportDialog
from ui.settings_dialog import SettingsDialog
from ui.welcome import WelcomeDialog

_BROKEN = '\n    raise NotImplementedError("later")\n'


def waited(stage: Stage) -> QWidget:
    """A night in which it only waited, and why."""
    last = gallery_nights.last_night()
    dreamed = {night.night for night in stage.services.journal.nights()}
    back = next(n for n in range(2, 60) if f"{last - timedelta(days=n):%Y-%m-%d}" not in dreamed)
    night = last - timedelta(days=back - 1)  # it began on the evening before
    for hours, state, reason, detail in (
        (-9.0, "started", "", ""),
        (-8.9, "waiting", Reason.USER_ACTIVE, ""),
        (-3.2, "waiting", Reason.ON_BATTERY, "not plugged in"),
        (0.6, "waiting", Reason.MEMORY_BUSY, "91% in use"),
        (1.4, "waiting", Reason.ON_BATTERY, "not plugged in"),
        (3.1, "closed", Reason.QUIT, ""),
    ):
        stage.services.journal.record_state(
            StateChange(
                at=night + timedelta(hours=hours), state=state, reason=str(reason), detail=detail
            )
        )
    window = stage.journal()
    window.lessons.show_night(f"{last - timedelta(days=back):%Y-%m-%d}")
    stage.until(window.lessons.overview.isVisible)
    stage.rest(1)
    return window


def verifying(stage: Stage) -> QPixmap:
    """The Guardian runs what is written."""
    editor = _editor(stage)
    editor.verify()
    stage.rest()
    picture = editor.grab()
    stage.until(lambda: editor.verdict)
    return picture


def accepted(stage: Stage) -> QWidget:
    """What is written holds."""
    editor = _editor(stage)
    editor.verify()
    stage.until(lambda: editor.verdict)
    return editor


def refused(stage: Stage) -> QWidget:
    """What is written does not hold."""
    editor = _editor(stage)
    editor.set_code(editor.code.rstrip().rpartition("\n")[0] + _BROKEN)
    editor.verify()
    stage.until(lambda: editor.verdict)
    return editor


def changes(stage: Stage) -> QWidget:
    """What differs from the lesson."""
    editor = _editor(stage)
    named = editor.code.replace("return ", "result = ", 1).rstrip()
    editor.set_code(f"{named}\n    return result\n")
    part_of(editor, QTabWidget).setCurrentIndex(2)
    return editor


def unverified(stage: Stage) -> QWidget:
    """Lessons that another program left, which nobody checked."""
    lessons = stage.services.store.lessons
    lessons.add_lesson(
        "Read a configuration file whose keys may be missing.",
        "value = config.get('timeout', 30)",
        "A missing key gives the default and no exception.",
        tags=("configuration",),
    )
    return listed(stage, LessonQuery(verdict=Verdict.UNVERIFIED))


def saved_filters(stage: Stage) -> QWidget:
    """Filters that a person gave names."""
    window = listed(stage, LessonQuery(verdict=Verdict.UNCERTAIN))
    filters = window.lessons.list.filters
    filters.save_as("To look at again")
    filters.set_query(LessonQuery(review=ReviewState.APPROVED, difficulty=Difficulty.COMPLEX))
    filters.save_as("Hard ones that I approved")
    kept = next(
        each
        for each in filters.findChildren(QToolButton)
        if each.text() == tr("Saved filters") or each.toolTip().startswith(tr("Saved filters"))
    )
    menu = kept.menu()
    menu.popup(window.pos())
    return menu


def exporting(stage: Stage) -> QPixmap:
    """An export under way."""
    dialog = stage.dialog(stage.journal().export)
    assert isinstance(dialog, ExportDialog)  # noqa: S101 - for the types
    dialog.start()
    picture = dialog.grab()
    stage.until(lambda: dialog.report)
    return picture


def welcome_download(stage: Stage) -> QWidget:
    """Models that can be fetched."""
    dialog = welcome(stage)
    _button(dialog, tr("Download…")).click()
    stage.rest(1)
    return dialog


def welcome_without_sandbox(stage: Stage) -> QPixmap:
    """A computer on which nothing can be tried safely."""
    with _environment("PATH", str(stage.services.paths.home)):
        dialog = welcome(stage)
        scroll = part_of(dialog, QScrollArea)
        scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
        stage.rest()
        return dialog.grab()


def welcome_not_installed(stage: Stage) -> QPixmap:
    """The model that comes with Dreamer cannot be fetched."""
    nowhere = str(stage.services.paths.home / "nothing-cached")
    with _environment("PIP_NO_INDEX", "1"), _environment("XDG_CACHE_HOME", nowhere):
        dialog = welcome(stage)
        dialog.accept_choices()
        stage.until(lambda: says(dialog, tr("Something is missing")))
        return dialog.grab()


def settings_fixed(stage: Stage) -> QPixmap:
    """Settings that the environment decides."""
    with _environment("DREAMING_NIGHT_HOURS", "2-6"):
        dialog = stage.dialog(stage.shell.open_settings)
        assert isinstance(dialog, SettingsDialog)  # noqa: S101 - for the types
        dialog.show_group("When to dream")
        stage.rest()
        return dialog.grab()


def settings_restore(stage: Stage) -> QPixmap:
    """The question before all settings are as they were at first."""
    dialog = stage.dialog(stage.shell.open_settings)
    return stage.modal(_button(dialog, tr("Restore defaults…")).click)


def _editor(stage: Stage) -> LessonEditor:
    editor = stage.dialog(stage.journal().lessons.edit)
    assert isinstance(editor, LessonEditor)  # noqa: S101 - for the types
    return editor


def welcome(stage: Stage) -> WelcomeDialog:
    """With everything found that it looks for."""
    dialog = stage.dialog(stage.shell.open_welcome)
    assert isinstance(dialog, WelcomeDialog)  # noqa: S101 - for the types
    stage.rest()
    stage.until(lambda: not says(dialog, tr("Checking…")))
    return dialog


def _button(inside: QWidget, text: str) -> QPushButton:
    return next(each for each in inside.findChildren(QPushButton) if each.text() == text)


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """A variable as a person set it before the start."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
