"""Dreamer: lessons from what you know, proven while you are away.

The public pieces carry the guide's names and are imported when first asked for.
"""

from typing import Any

__all__ = [
    "BackgroundScheduler",
    "CoderAgent",
    "DatasetCurator",
    "DreamEngine",
    "EnergyManager",
    "GraphRAG",
    "Guardian",
    "KernelBuilder",
    "LessonsStore",
    "ScenarioWeaver",
    "run_app",
]


def __getattr__(name: str) -> Any:
    """Import a public piece."""
    if name in __all__:
        from dreamer_app.services import public

        return getattr(public, name)
    raise AttributeError(f"module 'dreamer_app' has no attribute {name!r}")
