"""The machine's sleep and shutdown: told beforehand, and held up a moment for us."""

import contextlib
import logging
import socket
import sys
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

_log = logging.getLogger(__name__)
_SERVICE, _PATH, _MANAGER = (
    "org.freedesktop.login1",
    "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager",
)
_SIGNALS = frozenset({"PrepareForSleep", "PrepareForShutdown"})
_CALL_SECONDS = 2.0
_RETRY_SECONDS = 60.0


class SleepNotice(Protocol):
    """What the EnergyManager needs to hear of sleep."""

    def start(self) -> None:
        """Begin to listen; may be called twice."""
        ...

    def close(self) -> None:
        """Stop listening; may be called twice."""
        ...


def sleep_of_this_system(on_change: Callable[[bool], None]) -> SleepNotice:
    """What tells of sleep on this platform: ``on_change(True)`` before it, False after it."""
    if sys.platform == "win32":
        from dreamer_app.energy.windows_sleep import WindowsSleep

        return WindowsSleep(on_change)
    if sys.platform == "darwin":
        from dreamer_app.energy.mac_sleep import MacSleep

        return MacSleep(on_change)
    return SleepWatch(on_change)


class SleepWatch:
    """Listens to logind in a thread of its own, and holds its delay lock meanwhile.

    The lock makes logind wait (5 s as it is shipped) until ``on_change(True)`` has returned, so
    that sessions are committed and memory is released before the machine sleeps.

    Args:
        on_change: called with True before sleep or shutdown, with False after it.
        bus: ``SYSTEM`` or an address.
    """

    def __init__(self, on_change: Callable[[bool], None], *, bus: str = "SYSTEM") -> None:
        self._on_change = on_change
        self._bus = bus
        self._connection: Any = None
        self._held: Any = None
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen; where there is no logind nothing comes of it."""
        if self._thread is None and sys.platform == "linux":
            self._closing = threading.Event()
            self._thread = threading.Thread(
                target=self._run, args=(self._closing,), name="sleep", daemon=True
            )
            self._thread.start()

    def close(self) -> None:
        """Stop listening and give the lock back."""
        thread, self._thread = self._thread, None
        self._closing.set()
        connection = self._connection
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
        if thread is not None and thread is not threading.current_thread():
            thread.join(_CALL_SECONDS)

    def _run(self, closing: threading.Event) -> None:
        while not closing.is_set():
            try:
                self._listen(closing)
            except Exception as error:  # noqa: BLE001 - no bus, no logind, or either went away
                if not closing.is_set():
                    _log.info("logind does not tell of sleep: %s", error)
            finally:
                self._release()
                if self._connection is not None:
                    self._connection.close()
                    self._connection = None
            closing.wait(_RETRY_SECONDS)

    def _listen(self, closing: threading.Event) -> None:
        from jeepney import MatchRule
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._connection = connection = open_dbus_connection(bus=self._bus, enable_fds=True)
        rule = MatchRule(type="signal", interface=_MANAGER, path=_PATH)
        waiting: deque[Any] = deque()
        with connection.filter(rule, queue=waiting):
            connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_CALL_SECONDS)
            self._hold()
            while not closing.is_set():
                self._take(connection.recv_until_filtered(waiting))

    def _take(self, signal: Any) -> None:
        from jeepney import HeaderFields

        if signal.header.fields.get(HeaderFields.member) not in _SIGNALS:
            return
        (begins,) = signal.body
        _log.info("The machine %s.", "is about to sleep or shut down" if begins else "woke")
        self._on_change(bool(begins))
        if begins:
            self._release()
        else:
            self._hold()

    def _hold(self) -> None:
        from jeepney import DBusAddress, MessageType, new_method_call

        if self._held is not None:
            return
        address = DBusAddress(_PATH, bus_name=_SERVICE, interface=_MANAGER)
        wish = ("sleep:shutdown", "Dreamer", "Dreams are being committed", "delay")
        message = new_method_call(address, "Inhibit", "ssss", wish)
        try:
            reply = self._connection.send_and_get_reply(message, timeout=_CALL_SECONDS)
        except TimeoutError:  # its signals may come all the same
            _log.info("logind does not answer the wish for a delay lock.")
            return
        if reply.header.message_type is MessageType.error:
            _log.info("logind gives no delay lock: %s", reply.body)
            return
        self._held = reply.body[0]

    def _release(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()
