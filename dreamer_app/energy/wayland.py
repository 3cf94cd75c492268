"""The idle notifications of Wayland compositors other than GNOME's (ext-idle-notify-v1).

KDE Plasma since 5.27, sway, Hyprland, COSMIC, labwc, niri and others have it. The protocol tells
when nobody has used a seat for a given time, and when somebody does again:
https://wayland.app/protocols/ext-idle-notify-v1
"""

import time
from collections.abc import Callable
from typing import Any

_SHORTEST = 1000
"""Milliseconds without input after which the compositor is asked to speak."""
_OF_INPUT_ALONE = 2
"""From this version on the compositor can leave out programs that keep the screen on."""
_CERTAIN_SECONDS = 3.0
"""After the last input: both notifications have come by then if they come at all."""


class ExtIdleNotify:
    """An idle counter made of the compositor's notifications. Used by one thread.

    A fresh connection knows nothing of the time before it: the user counts as present at its
    beginning.

    Args:
        display: name of the compositor's socket; None: ``WAYLAND_DISPLAY``.

    Raises:
        ConnectionError: there is no such compositor, it lacks the protocol, or the library
            for it is not installed.
    """

    def __init__(
        self, display: str | None = None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._monotonic = monotonic
        self._idle: dict[int, float | None] = {}
        """For each seat the moment of its last input; None while it is in use."""
        self._held_awake: set[int] = set()
        """Seats that the compositor, who minds what keeps the screen on, does not call idle."""
        self._registry: Any = None
        self._notifier: Any = None
        self._version = 0
        self._unwatched: list[int] = []
        self._watches: dict[int, list[Any]] = {}
        self._display = self._connect(display)
        try:
            self._bind()
        except BaseException:
            self.close()
            raise

    def idle_seconds(self) -> float:
        """Seconds since the last input on any seat; waits until the compositor has answered."""
        if self._display.roundtrip() < 0:
            raise ConnectionError("the Wayland compositor has gone")
        moments = list(self._idle.values())
        last = [moment for moment in moments if moment is not None]
        if not moments or len(last) < len(moments):
            return 0.0
        return max(0.0, self._monotonic() - max(last))

    def is_held_awake(self) -> bool:
        """Whether a program keeps the screen on though nobody touches anything.

        False too where the compositor does not tell: then such a program counts as input.
        """
        if self.idle_seconds() < _CERTAIN_SECONDS:
            return False
        return bool(self._held_awake)

    def close(self) -> None:
        """Leave the compositor."""
        self._watches.clear()
        self._registry = self._notifier = None
        self._display.disconnect()

    @staticmethod
    def _connect(name: str | None) -> Any:
        try:
            from pywayland.client.display import Display
        except ImportError as error:
            raise ConnectionError(
                "pywayland is not installed; without it this desktop does not tell who is there"
            ) from error
        display = Display(name)
        try:
            display.connect()
        except ValueError as error:
            raise ConnectionError("no Wayland compositor answers") from error
        return display

    def _bind(self) -> None:
        from pywayland.protocol.ext_idle_notify_v1 import ExtIdleNotifierV1

        # Only this object refers to what is made here, and not the other way round: what the
        # display still has when it is left must not be taken down after it.
        self._registry = self._display.get_registry()
        self._registry.dispatcher["global"] = self._take
        self._registry.dispatcher["global_remove"] = self._lose
        self._display.roundtrip()
        if not self._idle:
            raise ConnectionError(f"the Wayland compositor has no {ExtIdleNotifierV1.name}")

    def _take(self, registry: Any, number: int, interface: str, version: int) -> None:
        from pywayland.protocol.ext_idle_notify_v1 import ExtIdleNotifierV1
        from pywayland.protocol.wayland import WlSeat

        if interface == ExtIdleNotifierV1.name and self._notifier is None:
            self._version = min(version, ExtIdleNotifierV1.version)
            self._notifier = registry.bind(number, ExtIdleNotifierV1, self._version)
        elif interface == WlSeat.name:
            self._unwatched.append(number)
        while self._notifier is not None and self._unwatched:
            seat = self._unwatched.pop()
            self._watch(registry.bind(seat, WlSeat, 1), seat)

    def _lose(self, _registry: Any, number: int) -> None:
        self._idle.pop(number, None)
        self._held_awake.discard(number)
        for notification in self._watches.pop(number, [])[1:]:
            notification.destroy()

    def _watch(self, seat: Any, number: int) -> None:
        """Have input on a seat told, and where that can be told apart what keeps it awake."""
        notifier = self._notifier
        self._idle[number] = None

        def idled(_: Any) -> None:
            self._idle[number] = self._monotonic() - _SHORTEST / 1000

        def resumed(_: Any) -> None:
            self._idle[number] = None

        if self._version < _OF_INPUT_ALONE:
            mine = [_told(notifier.get_idle_notification(_SHORTEST, seat), idled, resumed)]
        else:
            self._held_awake.add(number)
            mine = [
                _told(notifier.get_input_idle_notification(_SHORTEST, seat), idled, resumed),
                _told(
                    notifier.get_idle_notification(_SHORTEST, seat),
                    lambda _: self._held_awake.discard(number),
                    lambda _: self._held_awake.add(number),
                ),
            ]
        self._watches[number] = [seat, *mine]


def _told(notification: Any, idled: Callable[[Any], None], resumed: Callable[[Any], None]) -> Any:
    notification.dispatcher["idled"] = idled
    notification.dispatcher["resumed"] = resumed
    return notification
