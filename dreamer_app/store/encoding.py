"""Values to and from what SQLite and JSON can hold."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dreamer_app.core.dreams import CheckResult, Judgement, Provenance, ScenarioSpec
from dreamer_app.core.states import CheckOutcome, Difficulty, Oracle, ScenarioKind, Verdict

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_HALF_DAY = timedelta(hours=12)
_NOON = time(12)


def clean(text: str) -> str:
    """Text that can be written as UTF-8: lone surrogates, which models make, become ``?``."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def dump(value: object) -> str:
    """JSON text of a value made of JSON types, tuples and mappings."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain))


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def moment(at: datetime) -> str:
    """A moment in UTC, of one width, so that texts sort as times do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def optional_moment(at: datetime | None) -> str | None:
    """As :func:`moment`; None stays None."""
    return None if at is None else moment(at)


def parse_moment(text: str) -> datetime:
    """The moment that :func:`moment` wrote."""
    return datetime.fromisoformat(text)


def parse_optional_moment(text: str | None) -> datetime | None:
    """As :func:`parse_moment`; None stays None."""
    return None if text is None else datetime.fromisoformat(text)


def night_of(at: datetime) -> str:
    """Local date of the evening of the night that a moment belongs to (noon to noon)."""
    return (at.astimezone().replace(tzinfo=None) - _HALF_DAY).date().isoformat()


def noon_of(night: str) -> datetime:
    """The moment at which a night by that date begins."""
    return datetime.combine(date.fromisoformat(night), _NOON).astimezone()


def scenario_from(data: Mapping[str, Any]) -> ScenarioSpec:
    """A scenario from what ``asdict`` made of it and JSON kept."""
    known = _tuples(_known(ScenarioSpec, data), "test_cases", "libraries", "probes", "entity_ids")
    known["difficulty"] = Difficulty(known["difficulty"])
    known["kind"] = ScenarioKind(known["kind"])
    known["oracle"] = Oracle(known["oracle"])
    return ScenarioSpec(**known)


def judgement_from(data: Mapping[str, Any]) -> Judgement:
    """A judgement from what ``asdict`` made of it and JSON kept."""
    known = _known(Judgement, data)
    known["verdict"] = Verdict(known["verdict"])
    known["checks"] = tuple(_check(check) for check in known["checks"])
    return Judgement(**known)


def _check(data: Mapping[str, Any]) -> CheckResult:
    known = _known(CheckResult, data)
    known["outcome"] = CheckOutcome(known["outcome"])
    return CheckResult(**known)


def provenance_from(data: Mapping[str, Any]) -> Provenance:
    """A provenance from what ``asdict`` made of it and JSON kept."""
    known = _tuples(_known(Provenance, data), "span", "entity_ids")
    known["library_versions"] = tuple((n, v) for n, v in known.get("library_versions", ()))
    return Provenance(**known)


def dump_optional(value: "DataclassInstance | None") -> str | None:
    """JSON text of a dataclass instance; None stays None."""
    return None if value is None else dump(asdict(value))


def strings_from_json(text: str) -> tuple[str, ...]:
    """The strings of a JSON list."""
    return tuple(json.loads(text))


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """What this version knows of a stored value; a newer one may have written more."""
    names = {f.name for f in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def _tuples(data: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        if name in data:
            data[name] = tuple(data[name])
    return data


def cleaned(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text as :func:`clean` makes it."""
    return tuple(clean(text) for text in texts)
