"""Exports, for a face."""

from pathlib import Path

from dreamer_app.core.stop import StopToken
from dreamer_app.curation import DatasetCurator, ExportReport
from dreamer_app.store import Store

_FORMATS = (
    ("messages", "Chat messages: most trainers load this"),
    ("alpaca", "Alpaca: instruction, input and output"),
    ("sharegpt", "ShareGPT: conversations"),
    ("full", "Everything: training and test split, preferences, tests for reinforcement"),
)


class ExportService:
    """Writes approved lessons as training sets."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def formats(self) -> list[tuple[str, str]]:
        """Names of the formats, with one line for people."""
        return list(_FORMATS)

    def export(self, format_name: str, folder: Path, stop: StopToken | None = None) -> ExportReport:
        """Write the approved lessons into a new folder below ``folder``.

        Args:
            stop: ends it before anything is written.

        Raises:
            Stopped: it was asked to.
        """
        licences = {s.id: s.licence for s in self._store.knowledge.sources() if s.licence}
        curator = DatasetCurator(lessons_store=self._store.lessons, licences=licences, stop=stop)
        return curator.export(format_name, folder)
