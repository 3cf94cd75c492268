"""Sleep as Windows and macOS tell of it, with their libraries replaced, and by the clocks."""

import ctypes
import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from dreamer_app.energy.mac_sleep import MacSleep
from dreamer_app.energy.slept import by_windows, seconds_slept
from dreamer_app.energy.wakefulness import Wakefulness
from dreamer_app.energy.windows_sleep import WindowsSleep
from tests.integration.presence import until


class Powrprof:
    """Keeps who wants to be told, and tells."""

    def __init__(self, refusal: int = 0) -> None:
        self._refusal = refusal
        self.subscription: Any = None
        self.unregistered: list[int | None] = []

    def PowerRegisterSuspendResumeNotification(  # noqa: N802 - the system's name
        self, how: int, subscription: Any, handle: Any
    ) -> int:
        assert how == 2
        if not self._refusal:
            self.subscription = subscription._obj
            handle._obj.value = 42
        return self._refusal

    def PowerUnregisterSuspendResumeNotification(self, handle: Any) -> int:  # noqa: N802
        self.unregistered.append(handle.value)
        return 0

    def tell(self, kind: int) -> int:
        return int(self.subscription.callback(None, kind, None))


def test_windows_tells_of_sleep_and_of_its_end() -> None:
    told: list[bool] = []
    powrprof = Powrprof()
    sleep = WindowsSleep(told.append, SimpleNamespace(powrprof=powrprof))
    sleep.start()
    sleep.start()
    answers = [powrprof.tell(kind) for kind in (0x4, 0x12, 0x7, 0xA)]
    sleep.close()
    sleep.close()
    assert (told, answers, powrprof.unregistered) == ([True, False, False], [0] * 4, [42])


def test_a_windows_that_refuses_tells_nothing() -> None:
    powrprof = Powrprof(refusal=87)
    sleep = WindowsSleep(lambda _: None, SimpleNamespace(powrprof=powrprof))
    sleep.start()
    sleep.close()
    WindowsSleep(lambda _: None, SimpleNamespace()).start()
    assert powrprof.unregistered == []


class Mac:
    """IOKit and CoreFoundation with one loop."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: int = 5) -> None:
        self.callback: Any = None
        self.allowed: list[int] = []
        self.ended: list[str] = []
        self._stopped = threading.Event()
        monkeypatch.setattr(
            "dreamer_app.energy.mac_sleep._default_mode", lambda _core: ctypes.c_void_p(1)
        )

        def register(_context: None, _port: Any, callback: Any, _notifier: Any) -> int:
            self.callback = callback
            return root

        # Functions of their own, as the caller sets what they return.
        self.iokit = SimpleNamespace(
            IORegisterForSystemPower=register,
            IONotificationPortGetRunLoopSource=lambda _port: 9,
            IOAllowPowerChange=lambda _root, question: self.allowed.append(question.value),
            IODeregisterForSystemPower=lambda _notifier: self.ended.append("notifier"),
            IONotificationPortDestroy=lambda _port: self.ended.append("port"),
        )
        self.core = SimpleNamespace(
            CFRunLoopGetCurrent=lambda: 3,
            CFRunLoopAddSource=lambda _loop, _source, _mode: None,
            CFRunLoopRun=lambda: self._stopped.wait(20),
            CFRunLoopStop=lambda _loop: self._stopped.set(),
        )


def test_macos_tells_of_sleep_and_waits_until_it_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mac = Mac(monkeypatch)
    seen: list[tuple[bool, int]] = []
    sleep = MacSleep(lambda begins: seen.append((begins, len(mac.allowed))), mac.iokit, mac.core)
    sleep.start()
    until(lambda: sleep.is_listening)
    for kind, question in ((0xE0000270, 11), (0xE0000280, 12), (0xE0000300, 0)):
        mac.callback(None, 0, kind, question)
    sleep.close()
    # The change is told before it is allowed.
    assert (seen, mac.allowed) == ([(True, 1), (False, 2)], [11, 12])
    assert mac.ended == ["notifier", "port"]


def test_a_mac_that_refuses_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    mac = Mac(monkeypatch, root=0)
    sleep = MacSleep(lambda _: None, mac.iokit, mac.core)
    sleep.start()
    sleep.close()
    MacSleep(lambda _: None).close()
    assert not sleep.is_listening


def test_this_machine_says_how_long_it_has_slept() -> None:
    def told() -> float:
        # The least of many: a busy machine takes the processor away between two clocks.
        looks = [seconds_slept() for _ in range(50)]
        assert None not in looks
        return min(look for look in looks if look is not None)

    first = told()
    time.sleep(0.05)
    second = told()
    assert first >= -0.01
    assert second == pytest.approx(first, abs=0.01)


def test_windows_says_how_long_it_has_slept() -> None:
    def awake(ticks: Any) -> int:
        ticks._obj.value = 90 * 10_000_000
        return 1

    kernel32 = SimpleNamespace(QueryUnbiasedInterruptTime=awake, GetTickCount64=lambda: 100_000)
    silent = SimpleNamespace(QueryUnbiasedInterruptTime=lambda _: 0)
    assert (by_windows(kernel32), by_windows(silent), by_windows(None)) == (10.0, None, None)


class Clock:
    """Counts by hand; the machine's sleep moves neither of these two."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


@pytest.mark.parametrize(
    ("before", "after", "woken"), [(3.0, 8.0, True), (3.0, 3.5, False), (None, None, False)]
)
def test_a_sleep_of_a_moment_is_seen_where_the_clocks_tell_of_it(
    before: float | None, after: float | None, woken: bool
) -> None:
    clock, slept = Clock(), [before]
    wakefulness = Wakefulness(clock, lambda: slept[0])
    wakefulness.look()
    clock.seconds += 2
    slept[0] = after
    wakefulness.look()
    assert (wakefulness.awake_seconds is not None) == woken
