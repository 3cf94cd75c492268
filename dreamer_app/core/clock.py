"""The real clock."""

import time
from datetime import UTC, datetime


class SystemClock:
    """Time of this machine; see :class:`dreamer_app.core.ports.Clock`."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()
