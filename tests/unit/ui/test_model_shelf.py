"""Choosing and fetching a model in the window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import ModelError
from dreamer_app.core.states import Reason
from tests.unit.ui.conftest import MODEL
from tests.unit.ui.dragging import drop_on
from ui.bridge import Bridge
from ui.dropping import dropped_model, is_model_file
from ui.journal.calls import Calls
from ui.model_downloads import ModelDownloads
from ui.model_shelf import ModelShelf
from ui.settings_dialog import SettingsDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shelf(qtbot: QtBot, services: Any, downloads: ModelDownloads, calls: Calls) -> ModelShelf:
    made = ModelShelf(services, downloads, calls)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: set(made._rows) == {"small", "large"})
    return made


@pytest.fixture
def settings(
    qtbot: QtBot, services: Any, bridge: Bridge, downloads: ModelDownloads, calls: Calls
) -> SettingsDialog:
    made = SettingsDialog(services, bridge, downloads, calls)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_each_model_says_what_it_takes_and_whether_it_fits(shelf: ModelShelf) -> None:
    row = shelf._rows["small"]
    assert row._title.text() == "Small"
    assert "Apache-2.0" in row._facts.text()
    assert row._state.text() == "small needs 1.0 GB and 2.0 GB are free."


def test_a_model_that_does_not_fit_cannot_be_fetched(shelf: ModelShelf) -> None:
    assert shelf._rows["small"]._fetch.isEnabled()
    assert not shelf._rows["large"]._fetch.isEnabled()


def test_a_click_fetches_shows_how_far_and_says_that_it_is_here(
    qtbot: QtBot, shelf: ModelShelf, services: Any
) -> None:
    services.models.gate.clear()
    row = shelf._rows["small"]
    row._fetch.click()
    qtbot.waitUntil(lambda: "Fetching" in row._state.text())
    assert row._bar.isVisible()
    assert row._cancel.isVisible()
    with qtbot.waitSignal(shelf.fetched) as signal:
        services.models.gate.set()
    assert signal.args[0].path == Path("/models/small.gguf")
    assert row._state.text() == "It is here."
    assert not row._bar.isVisible()
    assert not row._fetch.isVisible()


def test_a_download_can_be_cancelled_and_begun_again(
    qtbot: QtBot, shelf: ModelShelf, services: Any
) -> None:
    services.models.gate.clear()
    row = shelf._rows["small"]
    row._fetch.click()
    qtbot.waitUntil(row._cancel.isVisible)
    row._cancel.click()
    qtbot.waitUntil(lambda: row._state.text().startswith("Cancelled."))
    assert row._fetch.isVisible()
    assert row._fetch.isEnabled()


def test_what_went_wrong_is_said_at_the_model(
    qtbot: QtBot, shelf: ModelShelf, services: Any
) -> None:
    services.models.error = ModelError("The hub cannot be reached.", hint="Try again.")
    row = shelf._rows["small"]
    row._fetch.click()
    qtbot.waitUntil(lambda: row._state.text() == "The hub cannot be reached. Try again.")
    assert row._fetch.isVisible()


def test_a_window_opened_later_shows_the_download_that_runs(
    qtbot: QtBot, shelf: ModelShelf, services: Any, downloads: ModelDownloads, calls: Calls
) -> None:
    services.models.gate.clear()
    shelf._rows["small"]._fetch.click()
    qtbot.waitUntil(lambda: downloads.latest is not None)
    later = ModelShelf(services, downloads, calls)
    qtbot.addWidget(later)
    later.show()
    qtbot.waitUntil(lambda: bool(later._rows) and later._rows["small"]._cancel.isVisible())
    downloads.stop(Reason.STOPPED_BY_USER)
    qtbot.waitUntil(lambda: not downloads.running)


def test_a_fetched_model_becomes_the_model(
    qtbot: QtBot, settings: SettingsDialog, services: Any
) -> None:
    settings.show_group("Model")
    qtbot.waitUntil(lambda: "small" in settings._shelf._rows)
    assert settings._shelf.isVisible()
    settings._shelf._rows["small"]._fetch.click()
    qtbot.waitUntil(lambda: services.settings.current.model_path == "/models/small.gguf")
    settings.show_group("Energy")
    assert not settings._shelf.isVisible()


def test_a_dropped_model_file_becomes_the_model(
    qtbot: QtBot, settings: SettingsDialog, services: Any
) -> None:
    drop_on(settings, Path("/elsewhere/mine.GGUF"))
    qtbot.waitUntil(lambda: services.settings.current.model_path == "/elsewhere/mine.GGUF")


def test_a_dropped_file_that_cannot_dream_is_refused_at_the_setting(
    qtbot: QtBot, settings: SettingsDialog, services: Any
) -> None:
    services.models.error = ModelError("It is an embedding model.")
    drop_on(settings, Path("/elsewhere/mine.gguf"))
    row = settings._rows["DREAMING_MODEL_PATH"]
    qtbot.waitUntil(lambda: row._error.text() == "It is an embedding model.")
    assert services.settings.current.model_path == ""


def test_other_files_are_not_taken_for_models(settings: SettingsDialog) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/elsewhere/notes.md")])
    assert dropped_model(data) is None


@pytest.mark.parametrize(
    ("name", "content", "is_model"),
    [
        ("sha256-0a1b", b"GGUF\x03\0\0\0", True),  # as Ollama keeps them
        ("sha256-0a1b", b"{}", False),
        ("README", b"", False),
        ("notes.md", b"GGUF is a format.", False),
        ("cut-off.gguf", b"", True),
    ],
)
def test_a_model_is_known_by_its_ending_or_by_how_it_begins(
    tmp_path: Path, name: str, content: bytes, is_model: bool
) -> None:
    (tmp_path / name).write_bytes(content)
    assert is_model_file(tmp_path / name) is is_model


def test_folders_and_what_is_gone_are_no_models(tmp_path: Path) -> None:
    assert not is_model_file(tmp_path)
    assert not is_model_file(tmp_path / "gone")


def test_below_the_model_it_says_whether_it_fits(
    qtbot: QtBot, settings: SettingsDialog, services: Any
) -> None:
    settings.show_group("Model")
    note = settings._rows["DREAMING_MODEL_PATH"]._note
    qtbot.waitUntil(lambda: note.text() == f"{MODEL.name}. {MODEL.name} needs 0.4 GB of memory.")
    drop_on(settings, Path("/elsewhere/mine.gguf"))
    qtbot.waitUntil(lambda: note.text() == f"{MODEL.name} needs 0.4 GB of memory.")
    assert note.isVisible()


def test_models_of_other_programs_are_listed_with_their_verdict_and_can_be_taken(
    qtbot: QtBot, settings: SettingsDialog, services: Any
) -> None:
    settings.show_group("Model")
    qtbot.waitUntil(lambda: bool(settings._found.findChildren(QPushButton)))
    words = [part.text() for part in settings._found.findChildren(QLabel)]
    assert MODEL.name in words
    assert f"{MODEL.name} needs 0.4 GB of memory." in words
    (use,) = settings._found.findChildren(QPushButton)
    assert use.isVisible()
    use.click()
    qtbot.waitUntil(lambda: services.settings.current.model_path == str(MODEL.path))
    settings.show_group("Energy")
    assert not use.isVisible()
