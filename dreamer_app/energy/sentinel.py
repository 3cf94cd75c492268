"""The input sentinel: a small child process that knows only *when* the user last did something.

It owns the pynput listeners, so that neither their threads nor their crashes touch the
application. Their callbacks write a moment and a kind of device, never a key or a position.

Run as ``python -m dreamer_app.energy.sentinel``. Orders come on standard input, one byte each:
``A`` armed, ``W`` waiting; each is answered by a report at once and one soon after it, and their
end means that the parent is gone. Reports go to standard output, one line each: the moment of the
last input, the moment of the last input that is more than jitter, and the device, all moments on
the monotonic clock, ``nan`` for never. Before a report the X server has answered a question: one
that hangs tells of no input, and there are no reports then.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from dreamer_app.session import end_with_parent

WAITING_SECONDS = 2.0
"""Between heartbeats while nothing is at stake: as seldom as a 5 s watch over it allows."""
ARMED_SECONDS = 0.25
"""Between heartbeats while dreaming."""
AGAIN_SECONDS = 0.6
"""After an order: what came just before it has been heard by then."""
JITTER_PIXELS = 2
"""A pointer that stays within this of its place has not been moved by anybody."""
_PUSH_GAP_SECONDS = 0.02
_DRAIN_SECONDS = 0.02
_REST_SECONDS = 2 * WAITING_SECONDS
"""Should nobody end it: the heartbeat does."""
_NEVER = float("nan")
_LISTENER_DIED, _NO_LISTENER = 4, 3


class Recorder:
    """Keeps the last moments of input and writes reports.

    Args:
        out: file descriptor of the pipe to the parent.
    """

    def __init__(self, out: int) -> None:
        self._out = out
        self._last = _NEVER
        self._settled = _NEVER
        self._device = "-"
        self._place: tuple[int, int] | None = None
        self._pushed = 0.0
        self.armed = False
        self._streams: dict[str, int] = {}
        self._lively_until = 0.0
        self._awake = threading.Event()
        self._rested = False

    def rest_beside(self, streams: dict[str, int]) -> None:
        """Rest after input while nothing is at stake; what comes meanwhile can wait there.

        Args:
            streams: for each kind of device the descriptor that its input is read from.
        """
        self._streams = streams

    def liven(self, seconds: float) -> bool:
        """Have all that has come meanwhile heard, and no rest for so long; whether there was."""
        self._lively_until = max(self._lively_until, time.monotonic() + seconds)
        rested, self._rested = self._rested, False
        self._awake.set()
        return rested

    @property
    def last(self) -> float:
        """The moment of the last input."""
        return self._last

    def start_at(self, place: tuple[float, float]) -> None:
        """Where the pointer is at the beginning, so that the first move can be told from jitter."""
        self._place = (int(place[0]), int(place[1]))

    def key(self, *_: object) -> None:
        """A key went down or up; which one is not looked at."""
        self._note("keyboard", settled=True)

    def button(self, *_: object) -> None:
        """A button or wheel was used."""
        self._note("mouse", settled=True)

    def move(self, x: float, y: float, *_: object) -> None:
        """The pointer moved; only whether it left its place is kept, not where it is."""
        here = (int(x), int(y))
        if self._place is None:
            self._place = here
        far = max(abs(here[0] - self._place[0]), abs(here[1] - self._place[1])) > JITTER_PIXELS
        if far:
            self._place = here
        self._note("mouse", settled=far)

    def report(self) -> None:
        """Write one line; a parent that does not read loses it rather than hold us up."""
        line = f"{self._last:.4f} {self._settled:.4f} {self._device}\n"
        try:
            os.write(self._out, line.encode())
        except BlockingIOError:
            return
        except OSError:
            os._exit(0)

    def _note(self, device: str, *, settled: bool) -> None:
        now = time.monotonic()
        self._last = now
        self._device = device
        if settled:
            self._settled = now
        if self.armed and now - self._pushed >= _PUSH_GAP_SECONDS:
            self._pushed = now
            self.report()
        if not self.armed and device in self._streams and _is_drained(self._streams[device]):
            self._rest()

    def _rest(self) -> None:
        """Hear nothing until the next heartbeat or order."""
        self._awake.clear()
        # An order that came before that is seen here, one that comes after it ends the waiting.
        if not self.armed and time.monotonic() >= self._lively_until:
            self._rested = True
            self._awake.wait(_REST_SECONDS)


def _is_drained(descriptor: int) -> bool:
    """Whether nothing waits there to be read."""
    import fcntl
    import termios

    waiting = bytearray(4)
    try:
        fcntl.ioctl(descriptor, termios.FIONREAD, waiting)
    except OSError:
        return False
    return not any(waiting)


def _streams_of(listeners: list[Any]) -> dict[str, int]:
    """Where the X server's records are read; empty elsewhere: other systems wait for us."""
    try:
        numbers = [listener._display_record.fileno() for listener in listeners]  # noqa: SLF001
    except AttributeError:
        return {}
    return dict(zip(("keyboard", "mouse"), numbers, strict=True))


def _listen(recorder: Recorder) -> list[Any]:
    from pynput import keyboard, mouse

    listeners: list[Any] = [
        keyboard.Listener(on_press=recorder.key, on_release=recorder.key),
        mouse.Listener(on_move=recorder.move, on_click=recorder.button, on_scroll=recorder.button),
    ]
    recorder.start_at(mouse.Controller().position)
    for listener in listeners:  # one after the other: Xlib makes its requests' classes as it goes
        listener.start()
        _wait_for(listener)
    return listeners


def _all_live(listeners: list[Any]) -> bool:
    return all(listener.is_alive() for listener in listeners)


def _wait_for(listener: Any) -> None:
    """Wait until it listens, or has died: its own ``wait`` would go on for ever then."""
    waiting = threading.Thread(target=listener.wait, daemon=True)
    waiting.start()
    while waiting.is_alive() and listener.is_alive():
        waiting.join(0.02)


def _question_to_the_server() -> Callable[[], object]:
    """What returns as soon as the server that tells of input has answered; raises without one."""
    if sys.platform in ("win32", "darwin"):
        return lambda: None
    from Xlib.display import Display

    ask: Callable[[], object] = Display().sync
    return ask


def _follow_orders(recorder: Recorder, changed: threading.Event) -> None:
    while order := os.read(0, 1):
        recorder.armed = order == b"A"
        recorder.liven(2 * AGAIN_SECONDS)  # both reports are to know of all that came before
        changed.set()
    os._exit(0)


def main() -> int:
    """Watch until the parent is gone or the listeners die; the exit status says which."""
    end_with_parent()  # should the pipe not end it
    if sys.platform != "win32":
        os.set_blocking(1, False)
    recorder = Recorder(1)
    changed = threading.Event()
    threading.Thread(target=_follow_orders, args=(recorder, changed), daemon=True).start()
    try:
        listeners = _listen(recorder)
        recorder.rest_beside(_streams_of(listeners))
        ask = _question_to_the_server()
    except Exception:  # noqa: BLE001 - a backend without display, permission or library
        return _NO_LISTENER
    ordered = False
    while _all_live(listeners):
        changed.clear()
        before = recorder.last
        if recorder.liven(0.0):
            time.sleep(_DRAIN_SECONDS)
            if not _all_live(listeners):  # it could not die while it rested
                break
        try:
            if recorder.armed or not recorder.last > before:  # else it has just told something
                ask()
        except Exception:  # noqa: BLE001 - python-xlib raises its own tree and the socket's
            return _LISTENER_DIED
        recorder.report()
        pause = AGAIN_SECONDS if ordered else WAITING_SECONDS
        ordered = changed.wait(ARMED_SECONDS if recorder.armed else pause)
    return _LISTENER_DIED


if __name__ == "__main__":
    os._exit(main())
