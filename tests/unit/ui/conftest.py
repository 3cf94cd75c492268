"""Services that answer from memory, behind the signatures of the real ones."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event as Gate
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QTranslator
from pytestqt.qtbot import QtBot

from dreamer_app import settings as settings_module
from dreamer_app.core.dreams import Progress, SessionReport
from dreamer_app.core.energy import SystemMetrics
from dreamer_app.core.errors import DreamerError, ModelError
from dreamer_app.core.events import Event, IngestProgressed, SettingsChanged
from dreamer_app.core.inference import ModelInfo
from dreamer_app.core.knowledge import IngestReport
from dreamer_app.core.states import Reason, SessionStatus, Trigger
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths
from dreamer_app.services.models import Suggestion
from ui.bridge import Bridge
from ui.i18n import install
from ui.journal.calls import Calls
from ui.model_downloads import ModelDownloads

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MODEL = ModelInfo(
    path=Path("/models/small.gguf"), name="Small 135M", size_bytes=144_811_904, origin="embedded"
)


class FakeSettings:
    """Real parsing and a real settings file; the environment is what a test says."""

    def __init__(self, paths: Paths, publish: Callable[[Event], None]) -> None:
        self._file = paths.settings_file
        self._publish = publish
        self.fixed: dict[str, str] = {}
        self.current = settings_module.Settings()
        self.refusal: DreamerError | None = None

    def specs(self) -> tuple[settings_module.SettingSpec, ...]:
        return settings_module.specs()

    def overridden(self) -> Mapping[str, str]:
        return self.fixed

    def check(self, name: str, text: object) -> settings_module.Value:
        return settings_module.parse(self._spec(name), text)

    def change(self, values: Mapping[str, object]) -> tuple[str, ...]:
        if self.refusal is not None:
            raise self.refusal
        new: dict[str, Any] = {
            self._spec(name).attribute: self.check(name, value) for name, value in values.items()
        }
        self.current = replace(self.current, **new)
        names = settings_module.save(self.current, self._file)
        self._publish(SettingsChanged(names=names))
        return names

    def _spec(self, name: str) -> settings_module.SettingSpec:
        return next(s for s in settings_module.specs() if s.name == name)


class FakeDreams:
    """Begins and ends sessions on request."""

    def __init__(self) -> None:
        self.is_dreaming = False
        self.progress: Progress | None = None
        self.stops: list[Reason] = []
        self.starts: list[Trigger] = []

    def start(self, *, trigger: Trigger = Trigger.MANUAL, **_more: object) -> Future[SessionReport]:
        self.is_dreaming = True
        self.starts.append(trigger)
        return Future()

    def stop(self, reason: Reason = Reason.STOPPED_BY_USER) -> None:
        self.is_dreaming = False
        self.stops.append(reason)


class FakeKnowledge:
    """Reads items one by one; a test can hold it up with ``gate``."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish = publish
        self.empty = True
        self.gate = Gate()
        self.gate.set()
        self.error: DreamerError | None = None
        self.read: list[str] = []

    def is_empty(self) -> bool:
        return self.empty

    def suffixes(self) -> tuple[str, ...]:
        return (".md",)

    def starter_items(self) -> list[str]:
        return ["stdlib", "networkx"]

    def ingest(self, items: Sequence[str], stop: StopToken | None = None) -> IngestReport:
        for number, item in enumerate(items):
            self._publish(IngestProgressed(source=item, done=number, total=len(items)))
            while not self.gate.wait(0.01):
                if stop is not None and stop.is_stopped():
                    return IngestReport(added=tuple(self.read))
            if self.error is not None:
                raise self.error
            self.read.append(item)
        self.empty = False
        return IngestReport(added=tuple(items), entities=1200)


def suggestion(name: str, verdict: str) -> Suggestion:
    return Suggestion(
        name=name,
        title=name.title(),
        size=1000,
        licence="Apache-2.0",
        quantisation="Q4_K_M",
        memory_gb=4,
        repository="someone/Some-GGUF",
        verdict=verdict,
        sentence=f"{name} needs 1.0 GB and 2.0 GB are free.",
    )


class FakeModels:
    """One embedded model, or none."""

    def __init__(self) -> None:
        self.models = [MODEL]
        self.installed = 0
        self.error: ModelError | None = None
        self.gate = Gate()
        self.gate.set()

    def found(self) -> list[ModelInfo]:
        return list(self.models)

    def chosen(self) -> ModelInfo:
        if not self.models:
            raise ModelError("No model was found.", hint="Choose a GGUF file.")
        return self.models[0]

    def fit_sentence(self, info: ModelInfo) -> str:
        return f"{info.name} needs 0.4 GB of memory."

    def examine(self, path: Path) -> ModelInfo:
        if self.error is not None:
            raise self.error
        return replace(MODEL, path=path)

    def suggestions(self) -> list[Suggestion]:
        return [suggestion("small", "fits"), suggestion("large", "does_not_fit")]

    def download(
        self, name: str, stop: StopToken, on_progress: Callable[[object], None]
    ) -> ModelInfo:
        for done in (0, 500, 1000):
            on_progress(SimpleNamespace(stage="fetching", done=done, total=1000))
            while not self.gate.wait(0.01):
                stop.check()
        if self.error is not None:
            raise self.error
        return replace(MODEL, name=name, path=Path(f"/models/{name}.gguf"))

    def install_default(self) -> Path:
        if self.error is not None:
            raise self.error
        self.installed += 1
        self.models = [MODEL]
        return MODEL.path


class FakeAutomatic:
    """Remembers pauses; a test sets how long the person has been away."""

    def __init__(self) -> None:
        self.is_paused = False
        self.paused_until: datetime | None = None
        self.idle_seconds: float | None = None
        self.full_screen: str | None = ""
        self.watches_person: list[bool] = []

    def watch_person(self, *, wanted: bool) -> None:
        self.watches_person.append(wanted)

    def pause(self, until: datetime | None) -> None:
        self.is_paused, self.paused_until = True, until

    def resume(self) -> None:
        self.is_paused, self.paused_until = False, None

    def metrics(self) -> SystemMetrics:
        return SystemMetrics(
            at=datetime.now(UTC),
            cpu_percent=1.0,
            others_cpu_percent=1.0,
            memory_percent=10.0,
            available_bytes=2**33,
            idle_seconds=self.idle_seconds,
            full_screen=self.full_screen,
        )


class FakeServices:
    """All of them; ``status_line`` is what the tray is told."""

    def __init__(self, paths: Paths, publish: Callable[[Event], None]) -> None:
        self.paths = paths
        self.settings = FakeSettings(paths, publish)
        self.dreams = FakeDreams()
        self.knowledge = FakeKnowledge(publish)
        self.models = FakeModels()
        self.automatic = FakeAutomatic()
        self.pending = 7
        self.journal = SimpleNamespace(pending_count=lambda: self.pending)
        self.state, self.line = "off", "Off: automatic dreaming is not enabled"
        self.diagnoses = [
            SimpleNamespace(name="Sandbox", ok=False, detail="None works.", hint="Install one.")
        ]
        self.status = SimpleNamespace(now=self._now, doctor=lambda: self.diagnoses)

    def _now(self) -> SimpleNamespace:
        state = "dreaming" if self.dreams.is_dreaming else self.state
        line = "Dreaming 3 of 10" if self.dreams.is_dreaming else self.line
        return SimpleNamespace(
            state=state, reason=None, line=line, progress=None, activity_source="X11"
        )


@pytest.fixture
def german(qtbot: QtBot) -> Iterator[None]:
    """The program's translations into German, as a person has them."""
    app = QCoreApplication.instance()
    assert app is not None
    before, had = QLocale(), set(app.findChildren(QTranslator))
    install("de")
    yield
    for translator in set(app.findChildren(QTranslator)) - had:
        QCoreApplication.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)


@pytest.fixture
def bridge(qtbot: QtBot) -> Bridge:
    """Events as signals."""
    return Bridge()


@pytest.fixture
def services(tmp_path: Path, bridge: Bridge) -> Any:
    """Fake services below a home of their own."""
    return FakeServices(Paths(tmp_path / "home").ensure(), bridge.publish)


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    """What windows remember."""
    return QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def downloads(services: Any, calls: Calls) -> ModelDownloads:
    """Models on their way."""
    return ModelDownloads(services, calls)


@pytest.fixture
def calls(qtbot: QtBot) -> Iterator[Calls]:
    """Calls off the main thread."""
    made = Calls()
    yield made
    assert made.close()


def report(kept: int, tried: int, **more: Any) -> SessionReport:
    """A session's report with that many dreams."""
    from dreamer_app.core.dreams import DreamRecord
    from dreamer_app.core.states import DreamOutcome

    dreams = tuple(
        DreamRecord(
            id=f"{n:012x}",
            session_id="s",
            number=n + 1,
            outcome=DreamOutcome.KEPT if n < kept else DreamOutcome.FELL,
            started_at=datetime.now(UTC),
        )
        for n in range(tried)
    )
    return SessionReport(
        session_id="s",
        status=more.pop("status", SessionStatus.COMPLETED),
        duration_seconds=60.0,
        dreams=dreams,
        **more,
    )


@pytest.fixture
def make_report() -> Callable[..., SessionReport]:
    """Makes reports of sessions by numbers of dreams kept and tried."""
    return report
