"""Dreamer: lessons from what you know, proven while you are away."""
