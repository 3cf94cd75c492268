import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from ui.signals import TerminationSignals


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_wakes_the_event_loop(qtbot: QtBot, number: signal.Signals) -> None:
    stopped: list[int] = []
    signals = TerminationSignals(lambda: stopped.append(1))
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: bool(stopped))
    finally:
        signals.close()


def test_closing_puts_back_the_handlers_of_before(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    signals = TerminationSignals(lambda: None)
    assert signal.getsignal(signal.SIGTERM) is not before
    signals.close()
    assert signal.getsignal(signal.SIGTERM) is before
