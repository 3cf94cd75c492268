"""What is told outside of windows: little, at the right moment, with the way out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from dreamer_app.core.events import PermissionChanged, ProblemRaised, SessionEnded
from dreamer_app.core.states import Reason, Trigger
from ui.bridge import Bridge
from ui.i18n import plural, said, tr

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_PRESENT_SECONDS = 60.0
"""Somebody who touched the machine within this time sees a message."""
_LOOK_MS = 5000
_SHOWN_MS = 10000


class Notifications(QObject):
    """One summary when the person is back, and problems as they come.

    Kept lessons are counted up while nobody is there or a program fills the screen, and told
    in one message afterwards; so is the last problem. While nothing is to be told, nothing runs.

    Attributes:
        clicked: a message was clicked; the journal is wanted.
    """

    clicked = Signal()

    def __init__(
        self,
        services: "Services",
        bridge: Bridge,
        icon: QSystemTrayIcon,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._icon = icon
        self._kept = 0
        self._tried = 0
        self._problem: ProblemRaised | None = None
        self._is_full_screen = False
        self.is_journal_in_front = False
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._tell_if_present)
        icon.messageClicked.connect(self.clicked)
        bridge.session_ended.connect(self._session_ended)
        bridge.permission_changed.connect(self._permission_changed)
        bridge.problem_raised.connect(self._problem_raised)

    def say(self, title: str, text: str, *, is_problem: bool = False) -> None:
        """Show a message at once."""
        kind = QSystemTrayIcon.MessageIcon
        self._icon.showMessage(
            title, text, kind.Warning if is_problem else kind.Information, _SHOWN_MS
        )

    def _session_ended(self, event: SessionEnded) -> None:
        report = event.report
        if not report.dreams_successful and event.trigger is not Trigger.MANUAL:
            return  # a night without a lesson is nothing to be called for
        self._kept += report.dreams_successful
        self._tried += report.dreams_attempted
        if report.reason is Reason.USER_ACTIVE:
            self._tell()
        else:
            self._tell_if_present()

    def _problem_raised(self, event: ProblemRaised) -> None:
        self._problem = event
        self._tell_if_present()

    def _permission_changed(self, event: PermissionChanged) -> None:
        self._is_full_screen = event.permission.reason is Reason.FULL_SCREEN
        if event.permission.reason in (Reason.USER_ACTIVE, Reason.NOT_IDLE_LONG_ENOUGH):
            self._tell_if_present()

    def _tell_if_present(self) -> None:
        """Tell what is due, or look again later."""
        metrics = self._services.automatic.metrics()
        idle = metrics.idle_seconds if metrics is not None else None
        # Without any source of activity (automatic dreaming is off) the person who clicked
        # Dream now is taken to be there.
        is_away = idle is not None and idle > _PRESENT_SECONDS
        if (is_away or self._is_full_screen) and (self._tried or self._problem):
            self._look.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._look.stop()
        problem, self._problem = self._problem, None
        kept, tried = self._kept, self._tried
        self._kept = self._tried = 0
        if self.is_journal_in_front:
            return  # it shows both itself
        if problem is not None:
            self.say(
                tr("Dreamer"),
                f"{said(problem.message)} {said(problem.hint)}".rstrip(),
                is_problem=True,
            )
        elif tried and self._services.settings.current.notifications:
            self.say(tr("Dream Journal"), _summary(tried, kept))


def _summary(tried: int, kept: int) -> str:
    dreamed = plural("I dreamed {count} solution.", "I dreamed {count} solutions.", tried)
    if not kept:
        none_held = tr("None of them held; the journal says why.")
        return f"{dreamed} {none_held}"
    waiting = plural("{count} lesson waits for review.", "{count} lessons wait for review.", kept)
    return f"{dreamed} {waiting}"
