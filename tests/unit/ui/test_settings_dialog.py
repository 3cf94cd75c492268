from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import StoreError
from dreamer_app.settings import specs
from ui.bridge import Bridge
from ui.journal.calls import Calls
from ui.model_downloads import ModelDownloads
from ui.setting_row import SettingRow
from ui.settings_dialog import SettingsDialog
from ui.theme import SPACE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def dialog(
    qtbot: QtBot, services: Any, bridge: Bridge, downloads: ModelDownloads, calls: Calls
) -> Iterator[SettingsDialog]:
    made = SettingsDialog(services, bridge, downloads, calls)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def field(dialog: SettingsDialog, name: str) -> Any:
    return dialog._rows[name].editor.field()


def shown(dialog: SettingsDialog) -> set[str]:
    return {name for name, row in dialog._rows.items() if row.isVisible()}


def retype(qtbot: QtBot, box: QDoubleSpinBox | QLineEdit, text: str) -> None:
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)


def test_the_groups_have_room_for_their_names_in_every_language(
    german: None, dialog: SettingsDialog
) -> None:
    groups = dialog.findChild(QListWidget)
    assert isinstance(groups, QListWidget)
    for row in range(groups.count()):
        words = groups.fontMetrics().horizontalAdvance(groups.item(row).text())
        assert words < groups.viewport().width() - 2 * SPACE.medium


def test_every_setting_has_a_row(dialog: SettingsDialog) -> None:
    assert set(dialog._rows) == {spec.name for spec in specs()}


def test_one_group_is_shown_at_a_time(dialog: SettingsDialog) -> None:
    dialog.show_group("Sandbox")
    assert shown(dialog) == {s.name for s in specs() if s.group == "Sandbox"}


def test_a_search_goes_through_all_groups(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClicks(dialog._search, "memory")
    assert shown(dialog) == {"DREAMING_MEMORY_THRESHOLD", "DREAMING_MODEL_ANYWAY"}


def test_a_search_finds_the_variable_too(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClicks(dialog._search, "dreaming_process")
    assert shown(dialog) == {"DREAMING_PROCESS_PRIORITY"}


def test_a_search_without_a_match_says_so(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClicks(dialog._search, "zebra")
    assert shown(dialog) == set()
    assert dialog._nothing.isVisible()
    assert "zebra" in dialog._nothing.text()


def test_escape_ends_the_search_first_and_closes_then(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.keyClicks(dialog._search, "memory")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_switch_is_in_force_and_saved_at_once(dialog: SettingsDialog, services: Any) -> None:
    box = field(dialog, "ENABLE_DREAMING")
    assert isinstance(box, QCheckBox)
    box.click()
    assert services.settings.current.enable_dreaming
    assert "ENABLE_DREAMING = true" in services.paths.settings_file.read_text()


def test_every_switch_can_be_turned_on_and_off_again(dialog: SettingsDialog, services: Any) -> None:
    before = services.settings.current
    for row in dialog._rows.values():
        box = row.editor.field()
        if isinstance(box, QCheckBox):
            box.click()
            assert getattr(services.settings.current, row.spec.attribute) is not row.spec.default
            box.click()
    assert services.settings.current == before


def test_a_choice_is_in_force_at_once(qtbot: QtBot, dialog: SettingsDialog, services: Any) -> None:
    dialog.show_group("Dreams")
    box = field(dialog, "DREAMING_SCENARIO_COMPLEXITY")
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert services.settings.current.scenario_complexity == "complex"


def test_what_is_not_allowed_is_named_as_it_is_typed_and_not_saved(
    qtbot: QtBot, dialog: SettingsDialog, services: Any
) -> None:
    dialog.show_group("Energy")
    retype(qtbot, field(dialog, "DREAMING_CPU_THRESHOLD"), "1.7")
    row = dialog._rows["DREAMING_CPU_THRESHOLD"]
    assert row._error.isVisible()
    assert row._error.text() == "Allowed is a number from 0.01 to 1."
    assert row.editor.field().property("wrong") is True
    assert services.settings.current.cpu_threshold == 0.7


def test_leaving_a_wrong_value_brings_back_the_one_in_force(
    qtbot: QtBot, dialog: SettingsDialog
) -> None:
    dialog.show_group("Energy")
    box = field(dialog, "DREAMING_CPU_THRESHOLD")
    retype(qtbot, box, "1.7")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.cleanText() == "0.7"
    assert not dialog._rows["DREAMING_CPU_THRESHOLD"]._error.isVisible()
    assert not dialog._rows["DREAMING_CPU_THRESHOLD"].editor.field().property("wrong")


def test_a_typed_number_is_taken_with_enter(
    qtbot: QtBot, dialog: SettingsDialog, services: Any
) -> None:
    dialog.show_group("Dreams")
    box = field(dialog, "DREAMING_MAX_SCENARIOS")
    retype(qtbot, box, "25")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert services.settings.current.max_scenarios == 25


def test_the_arrows_stay_within_what_is_allowed(
    qtbot: QtBot, dialog: SettingsDialog, services: Any
) -> None:
    dialog.show_group("Energy")
    box = field(dialog, "DREAMING_PROCESS_PRIORITY")
    box.stepUp()
    assert box.value() == 19


def test_a_typed_text_is_taken_when_typing_rests(
    qtbot: QtBot, dialog: SettingsDialog, services: Any
) -> None:
    dialog.show_group("When to dream")
    retype(qtbot, field(dialog, "DREAMING_NIGHT_HOURS"), "22-5")
    qtbot.waitUntil(lambda: services.settings.current.night_hours == "22-5")


def test_closing_keeps_what_was_typed_and_is_valid(
    qtbot: QtBot, dialog: SettingsDialog, services: Any
) -> None:
    dialog.show_group("When to dream")
    retype(qtbot, field(dialog, "DREAMING_NIGHT_HOURS"), "1-4")
    dialog.close()
    assert services.settings.current.night_hours == "1-4"


def test_a_setting_of_the_environment_can_only_be_read(
    qtbot: QtBot, services: Any, bridge: Bridge, downloads: ModelDownloads, calls: Calls
) -> None:
    services.settings.fixed = {"DREAMING_SANDBOX": "environment"}
    dialog = SettingsDialog(services, bridge, downloads, calls)
    qtbot.addWidget(dialog)
    row = dialog._rows["DREAMING_SANDBOX"]
    assert not row.editor.isEnabled()
    assert "DREAMING_SANDBOX in the environment" in row._help.text()


def test_a_failure_to_save_is_told_at_the_setting(dialog: SettingsDialog, services: Any) -> None:
    services.settings.refusal = StoreError("The disk is full.")
    field(dialog, "ENABLE_DREAMING").click()
    assert dialog._rows["ENABLE_DREAMING"]._error.text() == "The disk is full."


def test_a_change_from_elsewhere_is_shown(
    qtbot: QtBot, dialog: SettingsDialog, services: Any
) -> None:
    services.settings.change({"DREAMING_WHEN_LOCKED": False})
    box = field(dialog, "DREAMING_WHEN_LOCKED")
    qtbot.waitUntil(lambda: not box.isChecked())


def test_beside_the_energy_settings_it_says_why_it_does_not_dream(
    dialog: SettingsDialog, services: Any
) -> None:
    services.line = "Waiting: on battery"
    dialog.show_group("Energy")
    assert dialog._why.isVisible()
    assert dialog._why._line.text() == "Waiting: on battery"
    dialog.show_group("Model")
    assert not dialog._why.isVisible()


def test_every_field_has_a_name_and_a_description_for_screen_readers(
    dialog: SettingsDialog,
) -> None:
    fields = [row.editor.field() for row in dialog._rows.values()]
    assert all(f.accessibleName() and f.accessibleDescription() for f in fields)


def test_every_row_fits_a_small_screen(qtbot: QtBot, dialog: SettingsDialog) -> None:
    dialog.resize(640, 480)
    for group in dialog._groups:
        dialog.show_group(group)
        rows: list[SettingRow] = dialog._groups[group]
        qtbot.wait(20)  # the layout is done when the events are
        assert all(r.editor.x() + r.editor.width() <= r.width() for r in rows)


def test_a_key_is_not_shown_to_whoever_looks_at_the_screen(dialog: SettingsDialog) -> None:
    shown = field(dialog, "DREAMING_MODEL_ENDPOINT_KEY").echoMode()
    assert shown == QLineEdit.EchoMode.PasswordEchoOnEdit
    assert field(dialog, "DREAMING_MODEL_ENDPOINT").echoMode() == QLineEdit.EchoMode.Normal
