"""The scenes of the gallery: every page, dialog and state, each brought about as a person does."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from docs import gallery_nights
from docs import gallery_states as states
from docs import gallery_work as work
from docs.gallery_stage import Stage, field_named, part_of
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.states import Phase, Reason, Trigger
from ui.i18n import tr
from ui.journal.neighbourhood import Neighbourhood
from ui.journal.window import JournalWindow
from ui.settings_dialog import SettingsDialog


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture.

    Args:
        play: brings the state about; gives what is to be seen, or its picture where the state
            does not last.
        is_full: over a home with nights, or over an empty one.
        lasts: whether it may come to rest before the picture is taken.
        in_docs: looks of it that the documentation shows.
    """

    name: str
    play: Callable[[Stage], QWidget | QPixmap]
    is_full: bool = True
    lasts: bool = True
    in_docs: tuple[str, ...] = ()


def _simple(prepare: Callable[[JournalWindow], object]) -> Callable[[Stage], QWidget]:
    """A scene of the journal that one step brings about."""

    def play(stage: Stage) -> QWidget:
        window = stage.journal()
        prepare(window)
        return window

    return play


def _empty(stage: Stage) -> QWidget:
    window = stage.journal(is_full=False)
    stage.until(lambda: window.lessons.list.notice)
    return window


def _loading(stage: Stage) -> QWidget:
    return stage.journal(is_full=False)


def _error(stage: Stage) -> QWidget:
    window = stage.journal()
    stage.services.store.close()
    window.lessons.list.reload()
    window.lessons.act.approve()
    stage.until(lambda: window.problem)
    return window


def _barren(stage: Stage) -> QWidget:
    gallery_nights.add_barren_night(stage.services.store, at=gallery_nights.last_night())
    window = stage.journal()
    window.lessons.show_night(window.lessons.nights.nights[0].night)
    stage.until(window.lessons.overview.isVisible)
    return window


def _night(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.show_night(window.lessons.nights.nights[0].night)
    stage.until(window.lessons.overview.isVisible)
    return window


def _all_nights(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.show_night("")
    stage.until(window.lessons.overview.isVisible)
    return window


def _dreaming(stage: Stage) -> QPixmap:
    window = stage.journal()
    stage.services.dreams.start(trigger=Trigger.MANUAL, count=3)

    def is_writing() -> bool:
        progress = stage.services.dreams.progress
        return progress is not None and progress.phase in (Phase.CODE, Phase.VALIDATION)

    stage.until(is_writing, seconds=300)
    stage.rest()
    picture = window.grab()
    stage.services.dreams.stop(Reason.STOPPED_BY_USER)
    stage.until(lambda: not stage.services.dreams.is_dreaming)
    return picture


def _evidence(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.detail.restore_sections(["evidence", "alternatives", "origin", "notes"])
    stage.rest(2)  # a row of each check, laid out in turns
    return window


def _origin(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.detail.restore_sections(["origin"])
    stage.until(lambda: window.lessons.detail.drawn)
    drawing = part_of(window.lessons.detail, Neighbourhood)
    scroll = part_of(window.lessons.detail, QScrollArea)
    stage.rest()
    scroll.ensureWidgetVisible(drawing)
    return window


def _similar(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.detail.restore_sections(["similar", "notes"])
    return window


def _rejecting(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.act.approve()
    window.lessons.act.reject()
    stage.until(lambda: window.lessons.act.reject_panel.isVisible() and window.toast.isVisible())
    return window


def _no_match(stage: Stage) -> QWidget:
    window = stage.journal()
    before = window.lessons.list.notice
    window.lessons.list.filters.search.setText("quantum")
    stage.until(lambda: window.lessons.list.notice != before)
    return window


def _selected(stage: Stage) -> QWidget:
    window = stage.journal()
    window.lessons.select_all()
    return window


def _asking(stage: Stage) -> QPixmap:
    """The question before many lessons are decided at once."""
    window = stage.journal()
    window.lessons.list.filters.set_query(LessonQuery())
    stage.rest()
    window.lessons.select_all()
    return stage.modal(window.lessons.act.approve)


def _export(stage: Stage) -> QWidget:
    return stage.dialog(stage.journal().export)


def _edit(stage: Stage) -> QWidget:
    return stage.dialog(stage.journal().lessons.edit)


def _knowledge(stage: Stage) -> QWidget:
    window = stage.journal()
    window.show_page(1)
    stage.until(lambda: part_of(window.knowledge, Neighbourhood).centre)
    return window


def _concept(stage: Stage) -> QWidget:
    window = stage.journal()
    window.show_page(1)
    stage.until(lambda: window.knowledge.concepts.rowCount() > 0)
    window.knowledge.go_to("textwrap.shorten")
    stage.rest(2)
    return window


def _reading(stage: Stage) -> QPixmap:
    window = stage.journal(is_full=False)
    window.show_page(1)
    window.knowledge.add(["stdlib"])
    stage.until(lambda: window.knowledge.is_reading)
    stage.rest(3)
    picture = window.grab()
    window.knowledge.cancel()
    stage.until(lambda: not window.knowledge.is_reading)
    return picture


def _knowledge_empty(stage: Stage) -> QWidget:
    window = stage.journal(is_full=False)
    window.show_page(1)
    stage.until(lambda: window.knowledge.notice)
    return window


def _charts(stage: Stage) -> QWidget:
    window = stage.journal()
    window.show_page(2)
    stage.until(lambda: window.charts.has_plots and window.charts.headline)
    stage.rest(2)
    return window


def _charts_empty(stage: Stage) -> QWidget:
    window = stage.journal(is_full=False)
    window.show_page(2)
    stage.until(lambda: window.charts.notice)
    stage.rest()
    return window


def _settings(group: str) -> Callable[[Stage], QWidget]:
    def play(stage: Stage) -> QWidget:
        dialog = _settings_dialog(stage)
        dialog.show_group(group)
        return dialog

    return play


def _settings_search(stage: Stage) -> QWidget:
    dialog = _settings_dialog(stage)
    QTest.keyClicks(field_named(tr("Search settings"), dialog), "GPU")
    return dialog


def _settings_dialog(stage: Stage) -> SettingsDialog:
    dialog = stage.dialog(stage.shell.open_settings)
    assert isinstance(dialog, SettingsDialog)  # noqa: S101 - for the types
    return dialog


def _settings_wrong(stage: Stage) -> QWidget:
    dialog = _settings_dialog(stage)
    dialog.show_group("When to dream")
    stage.rest()
    field = field_named(tr("Night hours"), dialog)
    field.selectAll()
    QTest.keyClicks(field, "25-99")
    return dialog


def _welcome_looking(stage: Stage) -> QWidget:
    return stage.dialog(stage.shell.open_welcome)


def _welcome_reading(stage: Stage) -> QPixmap:
    dialog = work.welcome(stage)
    dialog.accept_choices()
    stage.until(lambda: (p := stage.shell.preparation.latest) and p.done > 1)
    picture = dialog.grab()
    stage.shell.preparation.stop(Reason.STOPPED_BY_USER)
    stage.until(lambda: not stage.shell.preparation.is_running)
    return picture


def _welcome_stopped(stage: Stage) -> QWidget:
    dialog = work.welcome(stage)
    dialog.accept_choices()
    stage.until(lambda: stage.shell.preparation.latest)
    stage.shell.preparation.stop(Reason.STOPPED_BY_USER)
    stage.until(lambda: not stage.shell.preparation.is_running)
    return dialog


def _about(stage: Stage) -> QWidget:
    return stage.dialog(stage.shell.open_about)


def _tray_menu(stage: Stage) -> QWidget:
    stage.shell.start(in_background=True)
    stage.rest()
    menu = stage.shell.tray.menu
    menu.popup(menu.pos())
    return menu


def _sort_menu(stage: Stage) -> QWidget:
    window = stage.journal()
    menu = next(
        m for m in window.lessons.list.findChildren(QMenu) if any(map(_is_choice, m.actions()))
    )
    menu.popup(window.pos())
    return menu


def _is_choice(action: QAction) -> bool:
    return action.isCheckable()


def _more_menu(stage: Stage) -> QWidget:
    window = stage.journal()
    menu = window.header.menu
    menu.popup(window.pos())
    return menu


SCENES = (
    Scene(name="journal-loading", play=_loading, lasts=False),
    Scene(name="journal-empty", play=_empty, is_full=False, in_docs=("light", "dark")),
    Scene(
        name="journal", play=_simple(lambda w: w), in_docs=("light", "dark", "de-light")
    ),
    Scene(name="journal-night", play=_night, in_docs=("light",)),
    Scene(name="journal-all-nights", play=_all_nights),
    Scene(name="journal-nothing-kept", play=_barren),
    Scene(name="journal-waited", play=work.waited),
    Scene(name="journal-dreaming", play=_dreaming, in_docs=("dark",)),
    Scene(
        name="journal-review",
        play=_simple(lambda w: w.lessons.set_focused(True)),
        in_docs=("dark",),
    ),
    Scene(name="journal-evidence", play=_evidence, in_docs=("light",)),
    Scene(name="journal-origin", play=_origin),
    Scene(name="journal-similar", play=_similar),
    Scene(name="journal-reject", play=_rejecting),
    Scene(name="journal-selected", play=_selected),
    Scene(name="journal-asking", play=_asking),
    Scene(
        name="journal-filters",
        play=_simple(lambda w: w.lessons.list.filters.open_panel(is_open=True)),
    ),
    Scene(name="journal-no-match", play=_no_match),
    Scene(name="journal-error", play=_error),
    Scene(name="journal-keys", play=_simple(lambda w: w.keys_overlay.open())),
    Scene(name="journal-menu", play=_more_menu),
    Scene(name="journal-sort", play=_sort_menu),
    Scene(name="journal-export", play=_export),
    Scene(name="journal-exporting", play=work.exporting),
    Scene(name="journal-exported", play=states.exported),
    Scene(name="journal-not-exported", play=states.not_exported),
    Scene(name="journal-approved", play=states.approved),
    Scene(name="journal-rejected", play=states.rejected),
    Scene(name="journal-uncertain", play=states.uncertain),
    Scene(name="journal-unverified", play=work.unverified),
    Scene(name="journal-saved-filters", play=work.saved_filters),
    Scene(name="journal-flagged", play=states.flagged),
    Scene(name="journal-reviewed", play=states.reviewed),
    Scene(name="journal-edit", play=_edit),
    Scene(name="journal-edit-verifying", play=work.verifying),
    Scene(name="journal-edit-accepted", play=work.accepted),
    Scene(name="journal-edit-refused", play=work.refused),
    Scene(name="journal-edit-changes", play=work.changes),
    Scene(name="knowledge-empty", play=_knowledge_empty, is_full=False),
    Scene(name="knowledge-reading", play=_reading, is_full=False),
    Scene(name="knowledge", play=_knowledge, in_docs=("light",)),
    Scene(name="knowledge-concept", play=_concept),
    Scene(name="knowledge-no-match", play=states.no_concept),
    Scene(name="knowledge-remove", play=states.removing),
    Scene(name="knowledge-package", play=states.package),
    Scene(name="knowledge-error", play=states.knowledge_error),
    Scene(name="knowledge-drop", play=states.dropping),
    Scene(name="charts-empty", play=_charts_empty, is_full=False),
    Scene(name="charts", play=_charts, in_docs=("light",)),
    Scene(name="charts-all", play=states.charts_all),
    Scene(name="charts-error", play=states.charts_error),
    *(
        Scene(
            name=f"settings-{group.lower().replace(' ', '-')}",
            play=_settings(group),
            in_docs=("light",) if group == "Energy" else (),
        )
        for group in (
            "General", "When to dream", "Energy", "Dreams", "Guardian", "Sandbox", "Model"
        )
    ),
    Scene(name="settings-search", play=_settings_search),
    Scene(name="settings-wrong", play=_settings_wrong),
    Scene(name="settings-fixed", play=work.settings_fixed),
    Scene(name="settings-restore", play=work.settings_restore),
    Scene(name="welcome-looking", play=_welcome_looking, is_full=False, lasts=False),
    Scene(name="welcome", play=work.welcome, is_full=False, in_docs=("light",)),
    Scene(name="welcome-knowledge", play=states.welcome_with_knowledge, is_full=False),
    Scene(name="welcome-download", play=work.welcome_download, is_full=False),
    Scene(name="welcome-no-sandbox", play=work.welcome_without_sandbox, is_full=False),
    Scene(name="welcome-not-installed", play=work.welcome_not_installed, is_full=False),
    Scene(name="welcome-ready", play=states.welcome_ready, is_full=False),
    Scene(name="welcome-reading", play=_welcome_reading, is_full=False),
    Scene(name="welcome-stopped", play=_welcome_stopped, is_full=False),
    Scene(name="about", play=_about),
    Scene(name="tray", play=_tray_menu),
    Scene(name="tray-paused", play=states.tray_paused),
    Scene(name="tray-dreaming", play=states.tray_dreaming),
)  # fmt: skip
