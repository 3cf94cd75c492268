"""BackgroundScheduler: nights, idleness, sleep and clock changes."""

from dreamer_app.schedule.scheduler import BackgroundScheduler

__all__ = ["BackgroundScheduler"]
