"""Events of the engine as Qt signals, always in the main thread."""

from PySide6.QtCore import QObject, Qt, Signal

from dreamer_app.core import events


class Bridge(QObject):
    """The only place where events turn into signals.

    :meth:`publish` is handed to the services and may be called from any thread. Every signal
    is emitted in the thread that made the bridge (the main thread), in the order in which the
    events were published.

    Attributes:
        happened: every event, before its own signal.
        session_started: a REM session began (:class:`~dreamer_app.core.events.SessionStarted`).
        session_progressed: a session moved on.
        dream_ended: a dream ended and is committed.
        session_ended: a session ended, however it did.
        permission_changed: whether dreaming may begin, or why not, changed.
        ingest_progressed: ingestion moved on.
        knowledge_changed: sources were added, replaced or removed.
        lessons_changed: lessons were added, edited or decided.
        settings_changed: settings were saved.
        problem_raised: something a person should know.
    """

    happened = Signal(object)
    session_started = Signal(events.SessionStarted)
    session_progressed = Signal(events.SessionProgressed)
    dream_ended = Signal(events.DreamEnded)
    session_ended = Signal(events.SessionEnded)
    permission_changed = Signal(events.PermissionChanged)
    ingest_progressed = Signal(events.IngestProgressed)
    knowledge_changed = Signal(events.KnowledgeChanged)
    lessons_changed = Signal(events.LessonsChanged)
    settings_changed = Signal(events.SettingsChanged)
    problem_raised = Signal(events.ProblemRaised)

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._signals = {
            events.SessionStarted: self.session_started,
            events.SessionProgressed: self.session_progressed,
            events.DreamEnded: self.dream_ended,
            events.SessionEnded: self.session_ended,
            events.PermissionChanged: self.permission_changed,
            events.IngestProgressed: self.ingest_progressed,
            events.KnowledgeChanged: self.knowledge_changed,
            events.LessonsChanged: self.lessons_changed,
            events.SettingsChanged: self.settings_changed,
            events.ProblemRaised: self.problem_raised,
        }
        # Queued even within the main thread: a listener never runs inside the publisher.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def publish(self, event: events.Event) -> None:
        """Take an event from any thread; returns at once."""
        self._arrived.emit(event)

    def _deliver(self, event: events.Event) -> None:
        self.happened.emit(event)
        self._signals[type(event)].emit(event)
