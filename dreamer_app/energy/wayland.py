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
        self._held: list[Any] = []
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

    def close(self) -> None:
        """Leave the compositor."""
        self._held.clear()
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
        from pywayland.protocol.wayland import WlSeat

        offered: dict[str, list[tuple[int, int]]] = {}

        def take(_registry: Any, number: int, interface: str, version: int) -> None:
            offered.setdefault(interface, []).append((number, version))

        registry = self._display.get_registry()
        registry.dispatcher["global"] = take
        self._held.append(registry)
        self._display.roundtrip()
        notifiers = offered.get(ExtIdleNotifierV1.name, [])
        seats = offered.get(WlSeat.name, [])
        if not notifiers or not seats:
            raise ConnectionError(f"the Wayland compositor has no {ExtIdleNotifierV1.name}")
        number, version = notifiers[0]
        version = min(version, ExtIdleNotifierV1.version)
        notifier = registry.bind(number, ExtIdleNotifierV1, version)
        self._held.append(notifier)
        for number, _ in seats:
            self._watch(notifier, version, registry.bind(number, WlSeat, 1), number)

    def _watch(self, notifier: Any, version: int, seat: Any, number: int) -> None:
        asked = (
            notifier.get_input_idle_notification
            if version >= _OF_INPUT_ALONE
            else notifier.get_idle_notification
        )
        notification = asked(_SHORTEST, seat)
        self._idle[number] = None

        def idled(_: Any) -> None:
            self._idle[number] = self._monotonic() - _SHORTEST / 1000

        def resumed(_: Any) -> None:
            self._idle[number] = None

        notification.dispatcher["idled"] = idled
        notification.dispatcher["resumed"] = resumed
        self._held += [seat, notification]
