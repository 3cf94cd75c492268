from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import KnowledgeError, ModelError
from tests.unit.ui.dragging import drop_on
from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.model_downloads import ModelDownloads
from ui.preparation import Preparation
from ui.welcome import WelcomeDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def preparation(services: Any, bridge: Bridge, calls: Calls) -> Preparation:
    return Preparation(services, bridge, calls)


@pytest.fixture
def dialog(
    qtbot: QtBot, services: Any, preparation: Preparation, calls: Calls
) -> Iterator[WelcomeDialog]:
    yield from opened(qtbot, services, preparation, calls)


def opened(
    qtbot: QtBot, services: Any, preparation: Preparation, calls: Calls
) -> Iterator[WelcomeDialog]:
    made = WelcomeDialog(services, preparation, calls, ModelDownloads(services, calls))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._knowledge.note.text() != "" and made._model.count() > 0)
    yield made
    made.close()


def is_ready(dialog: WelcomeDialog) -> bool:
    return dialog._ready._dream.isVisible()


def test_one_click_accepts_everything_and_reads_the_starter_knowledge(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    assert services.knowledge.read == ["stdlib", "networkx"]
    assert services.settings.current == type(services.settings.current)()
    assert "1,200" in dialog._ready._line.text() or "1200" in dialog._ready._line.text()


def test_dreaming_by_itself_and_starting_at_login_are_off_unless_chosen(
    dialog: WelcomeDialog,
) -> None:
    assert not dialog._automatic.isChecked()
    assert not dialog._login.isChecked()


def test_what_is_chosen_is_saved(qtbot: QtBot, dialog: WelcomeDialog, services: Any) -> None:
    dialog._automatic.click()
    dialog._login.click()
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    assert services.settings.current.enable_dreaming
    assert services.settings.current.start_at_login


def test_a_model_that_was_found_can_be_chosen(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    qtbot.waitUntil(dialog._model.isEnabled)
    dialog._model.setCurrentIndex(1)
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    assert services.settings.current.model_path == "/models/small.gguf"


def test_a_dropped_model_is_chosen_and_judged(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    qtbot.waitUntil(lambda: dialog._model.currentData() is not None)
    drop_on(dialog, Path("/elsewhere/mine.gguf"))
    qtbot.waitUntil(lambda: dialog._model.currentData() == "/elsewhere/mine.gguf")
    qtbot.waitUntil(lambda: "needs 0.4 GB" in dialog._model_note.text())
    dialog.accept_choices()
    assert services.settings.current.model_path == "/elsewhere/mine.gguf"


def test_whether_the_model_fits_is_said(qtbot: QtBot, dialog: WelcomeDialog) -> None:
    qtbot.waitUntil(lambda: "needs 0.4 GB" in dialog._model_note.text())


def test_without_any_model_the_one_that_comes_along_is_installed(
    qtbot: QtBot, services: Any, preparation: Preparation, calls: Calls
) -> None:
    services.models.models = []
    for dialog in opened(qtbot, services, preparation, calls):
        qtbot.waitUntil(lambda: "small model" in dialog._model.currentText())  # noqa: B023
        qtbot.waitUntil(lambda: not dialog._calls.is_busy)  # noqa: B023
        assert dialog._model_note.text().startswith("None was found yet")
        dialog._begin.click()
        qtbot.waitUntil(lambda: is_ready(dialog))  # noqa: B023
        assert services.models.installed == 1


def test_a_model_that_cannot_be_installed_can_be_tried_again_or_another_chosen(
    qtbot: QtBot, services: Any, preparation: Preparation, calls: Calls
) -> None:
    services.models.models = []
    services.models.error = ModelError("No connection.", hint="Check it.")
    for dialog in opened(qtbot, services, preparation, calls):
        page = dialog._ready
        qtbot.waitUntil(lambda: "small model" in dialog._model.currentText())  # noqa: B023
        dialog._begin.click()
        qtbot.waitUntil(page._retry.isVisible)
        assert page._line.text() == "No connection. Check it."
        assert page._retry.hasFocus()
        assert not is_ready(dialog)

        page._back.click()
        assert dialog._begin.isVisible()
        qtbot.waitUntil(lambda: "small model" in dialog._model.currentText())  # noqa: B023
        dialog._begin.click()
        qtbot.waitUntil(page._retry.isVisible)

        services.models.error = None
        page._retry.click()
        qtbot.waitUntil(lambda: is_ready(dialog))  # noqa: B023
        assert not page._retry.isVisible()
        assert services.knowledge.read == ["stdlib", "networkx"]


def test_knowledge_can_be_left_for_later(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    dialog._knowledge.with_starter.click()
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    assert services.knowledge.read == []


def test_what_a_person_adds_is_read_after_the_starter_knowledge(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    dialog._knowledge.add(["/home/me/notes.md", "/home/me/code", "/home/me/notes.md"])
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    assert services.knowledge.read == ["stdlib", "networkx", "/home/me/notes.md", "/home/me/code"]


def test_what_was_added_can_be_left_out_again(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    dialog._knowledge.add(["/home/me/notes.md", "rich"])
    out = next(
        b for b in dialog.findChildren(QToolButton) if b.toolTip() == "Leave out /home/me/notes.md"
    )
    out.click()
    dialog._knowledge.with_starter.click()
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    assert services.knowledge.read == ["rich"]


def test_dropped_files_are_knowledge_and_a_dropped_model_is_the_model(
    qtbot: QtBot, dialog: WelcomeDialog
) -> None:
    qtbot.waitUntil(dialog._model.isEnabled)
    dialog._drops.dropped.emit([Path("/home/me/notes.md"), Path("/home/me/new.gguf")])
    assert "/home/me/notes.md" in dialog._knowledge.items
    qtbot.waitUntil(lambda: dialog._model.currentData() == "/home/me/new.gguf")


def test_opened_again_it_begins_anew_and_looks_again(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    dialog.close()
    services.diagnoses = [SimpleNamespace(name="Sandbox", ok=True, detail="Works.", hint="")]
    dialog.show()
    assert dialog._begin.isVisible()
    qtbot.waitUntil(lambda: says(dialog, "Works."))


def test_opened_while_it_reads_it_shows_how_far_it_is(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    services.knowledge.gate.clear()
    dialog._begin.click()
    dialog.close()
    dialog.show()
    assert dialog._ready.isVisible()
    services.knowledge.gate.set()
    qtbot.waitUntil(lambda: is_ready(dialog))


def test_this_computer_can_be_checked_again(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    qtbot.waitUntil(lambda: says(dialog, "None works. Install one."))
    services.diagnoses = [SimpleNamespace(name="Sandbox", ok=True, detail="Works.", hint="")]
    dialog._again.click()
    qtbot.waitUntil(lambda: says(dialog, "Works."))


def says(dialog: WelcomeDialog, text: str) -> bool:
    return any(w.text() == text and w.isVisible() for w in dialog.findChildren(QLabel))


def test_not_now_changes_nothing(dialog: WelcomeDialog, services: Any) -> None:
    dialog.close()
    assert services.knowledge.read == []
    assert not services.paths.settings_file.exists()


def test_closing_the_window_does_not_end_the_reading(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any, preparation: Preparation
) -> None:
    services.knowledge.gate.clear()
    dialog._begin.click()
    dialog.close()
    with qtbot.waitSignal(preparation.finished):
        services.knowledge.gate.set()
    assert services.knowledge.read == ["stdlib", "networkx"]


def test_stop_ends_the_reading_and_says_so(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    services.knowledge.gate.clear()
    dialog._begin.click()
    dialog._ready._stop.click()
    qtbot.waitUntil(lambda: dialog._ready._title.text() == "Stopped")


def test_an_error_of_the_reading_is_shown(
    qtbot: QtBot, dialog: WelcomeDialog, services: Any
) -> None:
    services.knowledge.error = KnowledgeError("Nothing could be read.", hint="Look at the log.")
    dialog._begin.click()
    qtbot.waitUntil(lambda: dialog._ready._line.text() == "Nothing could be read. Look at the log.")


def test_what_is_missing_on_this_computer_is_said_with_the_way_out(
    qtbot: QtBot, dialog: WelcomeDialog
) -> None:
    def said() -> bool:
        return any("None works. Install one." in w.text() for w in dialog.findChildren(QLabel))

    qtbot.waitUntil(said)


def test_dream_now_at_the_end_asks_for_a_dream_and_the_journal(
    qtbot: QtBot, dialog: WelcomeDialog
) -> None:
    dialog._begin.click()
    qtbot.waitUntil(lambda: is_ready(dialog))
    with qtbot.waitSignals([dialog.dream_requested, dialog.journal_requested]):
        dialog._ready._dream.click()
    assert not dialog.isVisible()


def test_what_the_environment_sets_cannot_be_chosen(
    qtbot: QtBot, services: Any, preparation: Preparation, calls: Calls
) -> None:
    services.settings.fixed = {"ENABLE_DREAMING": "environment"}
    for dialog in opened(qtbot, services, preparation, calls):
        assert not dialog._automatic.isEnabled()
        dialog._begin.click()
        qtbot.waitUntil(lambda: is_ready(dialog))  # noqa: B023


def test_it_fits_on_a_screen_smaller_than_it_would_like(dialog: WelcomeDialog) -> None:
    dialog.open_at(5000, 5000)
    free = dialog.screen().availableSize()
    assert dialog.width() < free.width()
    assert dialog.height() < free.height()
