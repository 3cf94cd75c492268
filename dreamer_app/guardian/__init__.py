"""The verdict on a candidate: one file per check, one evidence record each."""

from dreamer_app.guardian.guardian import Guardian

__all__ = ["Guardian"]
