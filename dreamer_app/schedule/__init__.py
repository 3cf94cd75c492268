"""BackgroundScheduler: nights, idleness, sleep and clock changes."""
