"""The weight of Dreamer's own session, where the kernel groups tasks by session.

With autogroup (on in most distributions) the tasks of a session share the processor among
themselves, and sessions share it by the nice value of each session's group. So a whole program
can give way, and have its weight back the next moment, which a nice value of its own would not
let an ordinary user do (sched(7), "The autogroup feature").
"""

import errno
import logging
import threading
from collections.abc import Callable
from pathlib import Path

from dreamer_app.energy.unit import LIGHTEST
from dreamer_app.session import leads_session

_log = logging.getLogger(__name__)
_USUAL = "0"
_AGAIN_SECONDS = 0.2
"""The kernel takes ten such orders a second from all ordinary users together."""


class SessionWeight:
    """Makes our session light; see :class:`dreamer_app.energy.unit.Weight`.

    A session that this process does not lead holds programs of others, and is left as it is.

    Args:
        group: the file that tells and takes the weight.
        nice: how light it is to be; asked each time.
    """

    def __init__(
        self,
        group: Path = Path("/proc/self/autogroup"),
        *,
        nice: Callable[[], int] = lambda: LIGHTEST,
    ) -> None:
        self._group = group
        self._nice = nice
        self._lock = threading.Lock()
        self._wanted = _USUAL

    def lower(self) -> None:
        """There are dreams; may be called twice."""
        self._want(str(self._nice()))

    def restore(self) -> None:
        """There are none any more; may be called twice."""
        self._want(_USUAL)

    def hurry(self) -> None:
        """They are being stopped: whoever stops them is in this session too."""
        self._want(_USUAL)

    def _want(self, nice: str) -> None:
        with self._lock:
            changed, self._wanted = nice != self._wanted, nice
        if changed and leads_session():
            self._apply()

    def _apply(self) -> None:
        with self._lock:
            try:
                self._group.write_text(self._wanted, encoding="ascii")
            except OSError as error:
                if error.errno == errno.EAGAIN:
                    again = threading.Timer(_AGAIN_SECONDS, self._apply)
                    again.daemon = True
                    again.start()
                else:
                    _log.info("The session keeps its weight: %s", error)
