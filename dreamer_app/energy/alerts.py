"""What is called when dreaming must end: functions of others, plain or async."""

import contextlib
import inspect
import logging
import threading
from collections.abc import Awaitable, Callable, Iterator

_log = logging.getLogger(__name__)

Alert = Callable[[], Awaitable[None] | None]


class Alerts:
    """The functions, called one after another; what one raises is logged."""

    def __init__(self) -> None:
        self._alerts: list[Alert] = []

    def add(self, alert: Alert) -> None:
        """Have it called from now on."""
        self._alerts.append(alert)

    async def call(self) -> None:
        """Call all, and wait for them."""
        for alert in list(self._alerts):
            with _logged():
                answer = alert()
                if inspect.isawaitable(answer):
                    await answer

    def begin(self) -> None:
        """Call all in a thread: what they do must hold up neither a stop nor the watch."""
        alerts = list(self._alerts)
        if alerts:
            threading.Thread(target=_call, args=(alerts,), name="alerts", daemon=True).start()


@contextlib.contextmanager
def _logged() -> Iterator[None]:
    """An alert that fails is somebody else's mistake."""
    try:
        yield
    except Exception:  # noqa: BLE001 - the others are to be called all the same
        _log.exception("An alert failed.")


def _call(alerts: list[Alert]) -> None:
    for alert in alerts:
        with _logged():
            answer = alert()
            if inspect.isawaitable(answer):
                _finish(answer)


def _finish(answer: Awaitable[None]) -> None:
    import asyncio

    async def wait() -> None:
        await answer

    asyncio.run(wait())
