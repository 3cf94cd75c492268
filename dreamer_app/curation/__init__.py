"""DatasetCurator: what is exported, and in which formats."""

from dreamer_app.curation.curator import DatasetCurator, ExportReport
from dreamer_app.curation.examples import Example
from dreamer_app.curation.formats import Format

__all__ = ["DatasetCurator", "Example", "ExportReport", "Format"]
