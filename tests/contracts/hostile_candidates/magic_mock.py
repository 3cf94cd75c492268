"""Is a MagicMock."""

from unittest.mock import MagicMock

total = MagicMock()
