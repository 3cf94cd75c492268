"""What is to be read for one source, and whether it changed since it was read last."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dreamer_app.knowledge.extraction import FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlan:
    """A source before it is read.

    Args:
        content_hash: of all that reading it depends on; see
            :class:`~dreamer_app.core.knowledge.Source`.
        job: what the reading process is told.
    """

    source_id: str
    kind: str
    name: str
    location: str
    content_hash: str
    job: dict[str, Any]
    version: str = ""
    licence: str = ""


@dataclass(slots=True)
class Plan:
    """Everything that one call to ingest is about.

    Args:
        skipped: what is left out before reading, and why.
        gone: ids of sources whose file is no longer there.
    """

    sources: list[SourcePlan] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    def extend(self, other: "Plan") -> None:
        """Add what another plan holds."""
        self.sources.extend(other.sources)
        self.skipped.extend(other.skipped)
        self.gone.extend(other.gone)


def digest(parts: Iterable[str | bytes]) -> str:
    """SHA-256 over texts and contents; the reader's format counts as one of them."""
    total = hashlib.sha256(FORMAT.encode())
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.hexdigest()
