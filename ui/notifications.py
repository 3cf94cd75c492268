"""What is told outside of windows: little, at the right moment, with the way out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from dreamer_app.core.energy import SystemMetrics
from dreamer_app.core.events import (
    PermissionChanged,
    ProblemRaised,
    SessionEnded,
    SessionStarted,
)
from dreamer_app.core.states import Reason, Trigger
from ui.bridge import Bridge
from ui.i18n import plural, said, tr
from ui.journal.calls import Calls

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_PRESENT_SECONDS = 60.0
"""Somebody who touched the machine within this time sees a message."""
_LOOK_MS = 5000
_SHOWN_MS = 10000
_MOST_BLIND_LOOKS = 4
"""So often is waited for the first look at what fills the screen."""


class Notifications(QObject):
    """One summary when the person is back, and problems as they come.

    Kept lessons are counted up while nobody is there or a program fills the screen, and told
    in one message afterwards, the last problem with them. While nothing is to be told, nothing
    runs here; whether somebody is there is watched during a session and until all is told.

    Attributes:
        clicked: a message was clicked; the journal is wanted.
    """

    clicked = Signal()

    def __init__(
        self,
        services: "Services",
        bridge: Bridge,
        icon: QSystemTrayIcon,
        calls: Calls,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._icon = icon
        self._calls = calls
        self._kept = 0
        self._tried = 0
        self._problem: ProblemRaised | None = None
        self._blind_looks = 0
        self._in_manual = self._is_watching = False
        self.is_journal_in_front = False
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._tell_if_present)
        icon.messageClicked.connect(self.clicked)
        bridge.session_started.connect(self._session_started)
        bridge.session_ended.connect(self._session_ended)
        bridge.permission_changed.connect(self._permission_changed)
        bridge.problem_raised.connect(self._problem_raised)

    def say(self, title: str, text: str, *, is_problem: bool = False) -> None:
        """Show a message at once."""
        kind = QSystemTrayIcon.MessageIcon
        self._icon.showMessage(
            title, text, kind.Warning if is_problem else kind.Information, _SHOWN_MS
        )

    def _session_started(self, event: SessionStarted) -> None:
        if event.trigger is Trigger.MANUAL:  # others are watched anyway
            self._in_manual = True
            self._watch_person(wanted=True)

    def _session_ended(self, event: SessionEnded) -> None:
        report = event.report
        self._in_manual = False
        if report.dreams_successful or event.trigger is Trigger.MANUAL:
            # else: a night without a lesson is nothing to be called for
            self._kept += report.dreams_successful
            self._tried += report.dreams_attempted
        self._tell_if_present()

    def _problem_raised(self, event: ProblemRaised) -> None:
        self._problem = event
        self._tell_if_present()

    def _permission_changed(self, event: PermissionChanged) -> None:
        if event.permission.reason in (Reason.USER_ACTIVE, Reason.NOT_IDLE_LONG_ENOUGH):
            self._tell_if_present()

    def _tell_if_present(self) -> None:
        """Tell what is due, or look again later."""
        is_due = bool(self._tried or self._problem)
        if is_due and not self._is_right_moment(self._services.automatic.metrics()):
            self._look.start()
        else:
            self._tell()

    def _is_right_moment(self, metrics: SystemMetrics | None) -> bool:
        """Whether somebody is there whom a message does not disturb.

        Where nothing tells, the person is taken to be there.
        """
        if metrics is None:
            return True
        if metrics.idle_seconds is not None and metrics.idle_seconds > _PRESENT_SECONDS:
            return False
        if metrics.full_screen is not None:
            return not metrics.full_screen
        self._blind_looks += 1
        return self._blind_looks > _MOST_BLIND_LOOKS

    def _tell(self) -> None:
        self._look.stop()
        self._blind_looks = 0
        if not self._in_manual:
            self._watch_person(wanted=False)
        problem, self._problem = self._problem, None
        kept, tried = self._kept, self._tried
        self._kept = self._tried = 0
        if self.is_journal_in_front:
            return  # it shows both itself
        told = []
        if tried and self._services.settings.current.notifications:
            told.append(_summary(tried, kept))
        if problem is not None:
            told.append(f"{said(problem.message)} {said(problem.hint)}".rstrip())
        if told:
            title = tr("Dream Journal") if problem is None else tr("Dreamer")
            self.say(title, "\n".join(told), is_problem=problem is not None)

    def _watch_person(self, *, wanted: bool) -> None:
        if wanted == self._is_watching:
            return
        self._is_watching = wanted
        watch = self._services.automatic.watch_person
        self._calls.ordered(lambda: watch(wanted=wanted))


def _summary(tried: int, kept: int) -> str:
    dreamed = plural("I dreamed {count} solution.", "I dreamed {count} solutions.", tried)
    if not kept:
        none_held = tr("None of them held; the journal says why.")
        return f"{dreamed} {none_held}"
    waiting = plural("{count} lesson waits for review.", "{count} lessons wait for review.", kept)
    return f"{dreamed} {waiting}"
