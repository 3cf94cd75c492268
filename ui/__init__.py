"""The face of Dreamer: tray, journal, settings. It knows services and core, nothing below."""
