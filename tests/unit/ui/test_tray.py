from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from ui.icons import tray_icon
from ui.tray import Tray, TrayView, tomorrow

TRIGGER = QSystemTrayIcon.ActivationReason.Trigger


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    return Tray()


def texts(tray: Tray) -> list[str]:
    return [a.text() for a in tray.menu.actions() if a.isVisible() and not a.isSeparator()]


def press(tray: Tray, text: str) -> None:
    next(a for a in tray.menu.actions() if a.text() == text).trigger()


def test_the_menu_is_in_the_order_of_the_guide(tray: Tray) -> None:
    tray.show_view(TrayView(line="Waiting: keyboard used 12 s ago", pending=3, is_automatic=True))
    assert texts(tray) == [
        "Open Dream Journal (3 to review)",
        "Waiting: keyboard used 12 s ago",
        "Dream now",
        "Pause",
        "Add knowledge",
        "Settings…",
        "About Dreamer",
        "Quit",
    ]


def test_without_lessons_to_review_no_number_is_shown(tray: Tray) -> None:
    tray.show_view(TrayView(line="x", pending=0))
    assert texts(tray)[0] == "Open Dream Journal"


def test_the_status_line_cannot_be_clicked(tray: Tray) -> None:
    tray.show_view(TrayView(line="Dreaming 3 of 10"))
    status = next(a for a in tray.menu.actions() if a.text() == "Dreaming 3 of 10")
    assert not status.isEnabled()


def test_while_dreaming_the_menu_offers_to_stop(qtbot: QtBot, tray: Tray) -> None:
    tray.show_view(TrayView(state="dreaming", is_busy=True))
    with qtbot.waitSignal(tray.stop_requested):
        press(tray, "Stop dreaming")


def test_otherwise_it_offers_to_dream(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.dream_requested):
        press(tray, "Dream now")


def test_a_pause_can_be_for_an_hour(qtbot: QtBot, tray: Tray) -> None:
    tray.show_view(TrayView(is_automatic=True))
    with qtbot.waitSignal(tray.paused) as caught:
        tray._pause.actions()[0].trigger()
    assert caught.args
    length = caught.args[0] - datetime.now(UTC)
    assert timedelta(minutes=59) < length <= timedelta(hours=1)


def test_a_pause_can_last_until_it_is_ended(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.paused) as caught:
        tray._pause.actions()[2].trigger()
    assert caught.args == [None]


def test_a_pause_makes_sense_only_for_automatic_dreaming(tray: Tray) -> None:
    tray.show_view(TrayView(is_automatic=False, line="Off"))
    assert not tray._pause.isEnabled()


def test_a_paused_program_offers_to_resume_and_says_until_when(tray: Tray) -> None:
    until = datetime(2026, 1, 1, 14, 30).astimezone(UTC)
    tray.show_view(TrayView(state="paused", is_paused=True, paused_until=until))
    assert "Pause" not in texts(tray)
    assert any(t.startswith("Resume (paused until ") and "30" in t for t in texts(tray))


def test_tomorrow_is_the_next_local_midnight() -> None:
    now = datetime(2026, 3, 5, 23, 59).astimezone(UTC)
    local = tomorrow(now).astimezone()
    assert (local.day, local.hour, local.minute) == (6, 0, 0)


def test_the_tooltip_names_state_and_reason(tray: Tray) -> None:
    tray.show_view(TrayView(line="Waiting: on battery"))
    assert tray.icon.toolTip() == "Dreamer: Waiting: on battery"


def test_two_signals_of_one_click_open_the_journal_once(qtbot: QtBot, tray: Tray) -> None:
    opened: list[int] = []
    tray.journal_requested.connect(lambda: opened.append(1))
    tray.icon.activated.emit(TRIGGER)
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.DoubleClick)
    assert opened == [1]


def test_a_right_click_does_not_open_the_journal(tray: Tray) -> None:
    opened: list[int] = []
    tray.journal_requested.connect(lambda: opened.append(1))
    tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert opened == []


def test_the_opening_menu_asks_for_the_state_of_the_moment(qtbot: QtBot, tray: Tray) -> None:
    with qtbot.waitSignal(tray.about_to_show):
        tray.menu.aboutToShow.emit()


@pytest.mark.parametrize("size", [16, 22, 24, 32, 48, 64])
def test_the_icons_of_the_states_differ_at_every_size(qtbot: QtBot, size: int) -> None:
    states = ("waiting", "dreaming", "paused", "problem")
    images = [tray_icon(state).pixmap(size, size).toImage() for state in states]
    assert all(not image.isNull() for image in images)
    assert len({bytes(image.constBits()) for image in images}) == len(states)


@pytest.mark.parametrize("state", ["waiting", "dreaming", "paused", "problem"])
@pytest.mark.parametrize("ground", [30, 245], ids=["dark panel", "light panel"])
def test_an_icon_stands_out_from_dark_and_light_panels(
    qtbot: QtBot, state: str, ground: int
) -> None:
    image = tray_icon(state).pixmap(22, 22).toImage()
    far = 0
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() > 200 and abs(colour.lightness() - ground) > 90:
                far += 1
    assert far > 40


def test_tooltip_and_status_line_name_what_tells_of_keyboard_and_mouse(tray: Tray) -> None:
    tray.show_view(TrayView(line="Waiting: on battery", source="XScreenSaver"))
    said = "Waiting: on battery · watching XScreenSaver"
    assert (tray.icon.toolTip(), said in texts(tray)) == (f"Dreamer: {said}", True)


def test_another_language_leaves_no_former_menu_behind(qtbot: QtBot, tray: Tray) -> None:
    before = texts(tray), len(tray.menu.findChildren(QMenu))
    for _language in range(3):
        tray.retranslate()
    qtbot.waitUntil(lambda: (texts(tray), len(tray.menu.findChildren(QMenu))) == before)
