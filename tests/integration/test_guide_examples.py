"""The guide's Python examples, with only their import lines changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.model, pytest.mark.bubblewrap, pytest.mark.timeout(300)]

_BUILD = """
from dreamer_app import KernelBuilder
from dreamer_app import GraphRAG as GraphRAGService
from dreamer_app import LessonsStore
from dreamer_app import EnergyManager
from dreamer_app import DreamEngine
from dreamer_app import BackgroundScheduler

# Build kernel
kernel = KernelBuilder().build()

# Initialize components
graph_rag = GraphRAGService()
lessons_store = LessonsStore()
energy_manager = EnergyManager()

# Dream Engine
dream_engine = DreamEngine(
    kernel=kernel,
    graph_rag=graph_rag,
    lessons_store=lessons_store,
    energy_manager=energy_manager
)
"""
_SCHEDULE = """
# Scheduler
scheduler = BackgroundScheduler()
await scheduler.start()

# Schedule nightly dreaming (2:00)
scheduler.schedule_nightly_dreaming(dream_engine, start_hour=2)
scheduler.schedule_idle_dreaming(
    dream_engine,
    check_interval_minutes=5
)
await scheduler.stop()
"""
_MANUAL = """
graph_rag.ingest("statistics")
knowledge_fragments = await dream_engine._get_knowledge_clusters(count=10)
# Start a dreaming session manually
report = await dream_engine.enter_rem_phase(
    max_scenarios=1,
    difficulty="medium"
)

print(report)
assert {"session_id", "status", "duration_seconds", "dreams_attempted", "dreams_successful",
        "success_rate"} <= set(report), report
assert report["status"] == "completed", report
"""
_STATUS = """
# EnergyManager Status
energy_status = energy_manager.get_status()
print(f"CPU: {energy_status['cpu_percent']}%")
print(f"Is Idle: {energy_status['is_idle']}")

# DreamEngine Statistics
dream_stats = dream_engine.get_statistics()
print(f"Total Dreams: {dream_stats['total_dreams']}")
print(f"Success Rate: {dream_stats['success_rate']:.2%}")
print(f"Saved Dreams: {dream_stats['saved_dreams_count']}")

# Check knowledge graph
stats = graph_rag.get_stats()
print(stats["total_nodes"])  # Should be >0

# Check if monitoring is active
await energy_manager.start_monitoring()

# Lower thresholds
energy_manager.cpu_threshold = 0.5  # 50%
await energy_manager.stop_monitoring()
"""
_LESSONS = """
lesson = lessons_store.add_lesson(
    situation="Collapse and truncate text",
    action="def short(text):\\n    return text[:10]",
    result="✅ Success",
    tags=["synthetic", "dream", "textwrap"],
    metadata={"synthetic": True}
)
lesson = lessons_store.get_lesson(lesson.id)
print(lesson.tags)  # ["synthetic", "dream", "aiohttp", "asyncio"]
print(lesson.metadata["synthetic"])  # True

from dreamer_app import DatasetCurator
curator = DatasetCurator(lessons_store=lessons_store)
curator.collect_from_lessons()

for example in curator.examples:
    if example.metadata.get("synthetic"):
        print(f"Synthetic example: {example.instruction}")
"""


def _run(program: str, home: Path) -> str:
    code = (
        "import ast, asyncio, inspect, sys\n"
        "source = sys.stdin.read()\n"
        "code = compile(source, 'guide', 'exec', flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)\n"
        "made = eval(code, {'__name__': 'guide'})\n"
        "asyncio.run(made) if inspect.iscoroutine(made) else None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=program,
        env={**os.environ, "DREAMER_HOME": str(home), "DREAMING_SANDBOX": "bubblewrap",
             "DREAMING_SAMPLES": "2", "DREAMING_PROCESS_PRIORITY": "0"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def home(tmp_path: Path, embedded_model: Path) -> Path:
    if shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is not installed")
    (tmp_path / "models").mkdir()
    shutil.copy(embedded_model, tmp_path / "models" / embedded_model.name)
    return tmp_path


def test_nightly_and_idle_dreaming_are_scheduled_as_in_the_guide(home: Path) -> None:
    assert _run(_BUILD + _SCHEDULE, home) == ""


def test_a_session_by_hand_reports_as_in_the_guide(home: Path) -> None:
    assert "'status': 'completed'" in _run(_BUILD + _MANUAL, home)


def test_status_and_statistics_read_as_in_the_guide(home: Path) -> None:
    assert "Total Dreams: 0" in _run(_BUILD + _STATUS, home)


def test_lessons_and_the_curator_work_as_in_the_guide(home: Path) -> None:
    assert "'synthetic', 'dream', 'textwrap'" in _run(_BUILD + _LESSONS, home)
