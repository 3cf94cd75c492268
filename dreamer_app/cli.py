"""The command ``dreamer``.

JSON goes to stdout, people's text and progress to stderr. Exit codes: 0 done, 1 the answer is
no, 2 wrong usage or input, 3 something needed is missing or broken.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from dreamer_app import logs, settings
from dreamer_app.core.dreams import Verification
from dreamer_app.core.errors import DreamerError, InputError
from dreamer_app.core.events import (
    DreamEnded,
    Event,
    IngestProgressed,
    ProblemRaised,
    SessionStarted,
)
from dreamer_app.core.journal import LessonQuery
from dreamer_app.core.knowledge import IngestReport
from dreamer_app.core.states import Reason, ReviewState, SessionStatus, Verdict
from dreamer_app.core.stop import StopToken
from dreamer_app.paths import Paths

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_BACKENDS = ("auto", "docker", "bubblewrap")
_LEVELS = ("simple", "medium", "complex", "adaptive")
_FORMATS = ("messages", "alpaca", "sharegpt", "full")

Command = Callable[["Services", argparse.Namespace], tuple[Any, int]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not [word for word in arguments if word not in ("--background", "--json")] or (
        arguments[0].startswith("--") and arguments[0] not in ("--help", "--version", "--json")
    ):
        _tray([word for word in arguments if word != "--json"])
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except DreamerError as error:
        _say(f"dreamer: {error}")
        if options.json:
            _print({"error": error.message, "hint": error.hint})
        return error.exit_code
    except BrokenPipeError:
        return 0


def _tray(arguments: list[str]) -> NoReturn:
    """Become the tray application; the engine itself knows no widget."""
    os.execv(sys.executable, [sys.executable, "-m", "ui.app", *arguments])  # noqa: S606


def _run(options: argparse.Namespace) -> int:
    paths = Paths.from_environment()
    try:
        paths.ensure()
    except OSError as error:
        raise InputError(
            f"Dreamer's folder {paths.home} cannot be used: {error.strerror}.",
            hint="Set DREAMER_HOME to a folder that you can write to.",
        ) from error
    logs.start(paths.logs)
    chosen = settings.load(paths.settings_file)
    if getattr(options, "sandbox", None):
        chosen = replace(chosen, sandbox=options.sandbox)
    from dreamer_app.services.assembly import build, closing

    with ThreadPoolExecutor(thread_name_prefix="dreamer") as pool:
        services = build(
            paths,
            chosen,
            executor=pool,
            publish=_tell,
            model_path=getattr(options, "model", None) or "",
        )
        with closing(services):
            command: Command = options.command
            answer, code = command(services, options)
    if options.json:
        _print(answer)
    return code


# --- commands --------------------------------------------------------------------------------


def _ingest(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    with _stopped_by_signals() as stop:
        report = services.knowledge.ingest(options.what, stop)
    for name, why in report.skipped:
        _say(f"  left out {name}: {why}")
    _say(
        f"{len(report.added)} added, {len(report.updated)} updated, {len(report.unchanged)} "
        f"unchanged in {report.seconds:.1f} s: {report.entities} entities, "
        f"{report.relations} relations."
    )
    return report, 0


def _knowledge(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    stats = services.knowledge.stats()
    sources = services.knowledge.sources()
    _say(
        f"{stats['total_nodes']} nodes, {stats['total_edges']} edges, "
        f"{stats['communities']} communities, {len(sources)} sources."
    )
    if not options.json:
        for source in sources:
            _say(f"  {source.name} {source.version} ({source.entities} entities)")
    return {**stats, "sources": [_plain(source) for source in sources]}, 0


def _dream(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    # A missing model, or one that does not fit, is said before a long reading begins.
    services.models.chosen()
    with _stopped_by_signals() as stop:
        if services.knowledge.is_empty():
            _say("Nothing has been read yet: reading Python's library and the packages beside it.")
            services.knowledge.ingest(services.knowledge.starter_items(), stop)
        report = services.engine.dream(
            max_scenarios=options.count,
            difficulty=options.difficulty,
            seed=options.seed,
            stop=stop,
        )
    answer = report.to_dict()
    answer["dreams"] = [_dream_row(record) for record in report.dreams]
    _say(
        f"I dreamed {report.dreams_attempted} solutions: {report.dreams_successful} kept, "
        f"{report.dreams_attempted - report.dreams_successful} thrown away, "
        f"{report.duration_seconds:.0f} s ({report.status})."
    )
    if report.problem:
        _say(report.problem)
    failed = report.status in (SessionStatus.ERROR, SessionStatus.NO_KNOWLEDGE)
    return answer, 3 if failed else 0


def _dream_row(record: Any) -> dict[str, Any]:
    row: dict[str, Any] = _plain(record)
    judgement = record.judgement
    row["verdict"] = str(judgement.verdict) if judgement else None
    row["evidence"] = [_plain(check) for check in judgement.checks] if judgement else []
    row["title"] = record.scenario.title if record.scenario else ""
    return row


def _verify(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    libraries = tuple(name.strip() for name in options.libraries.split(",") if name.strip())
    wanted = Verification(
        code=_text(options.code),
        tests=_text(options.tests),
        entry_point=options.entry_point,
        libraries=libraries,
        alternatives=tuple(_text(path) for path in options.alternatives),
    )
    # A lesson that was kept may be verified again, and is not refused because of itself.
    known = services.store.lessons.known_solutions()
    others = tuple(code for code in known if code.strip() != wanted.code.strip())
    wanted = replace(wanted, known_solutions=others)
    with _stopped_by_signals() as stop:
        services.workshop.stop_token = lambda: stop
        judgement = services.workshop.judge(wanted, stop)
    for check in judgement.checks:
        _say(f"  {check.outcome:9} {check.name}: {check.summary}")
    _say(f"{judgement.verdict} in {judgement.seconds:.2f} s.")
    codes = {Verdict.ACCEPTED: 0, Verdict.UNVERIFIED: 3}
    return judgement, codes.get(judgement.verdict, 1)


def _lessons(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    review = ReviewState(options.status) if options.status else None
    query = LessonQuery(text=options.search, review=review)
    rows = services.journal.rows(query, limit=options.limit)
    for row in rows if not options.json else ():
        _say(f"  {row.id}  {row.review:8}  {row.verdict:9}  {row.title}")
    _say(f"{services.journal.count(query)} lessons.")
    return rows, 0


def _decide(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    after = ReviewState.APPROVED if options.name == "approve" else ReviewState.REJECTED
    batch = services.journal.decide(options.ids, after, getattr(options, "reason", ""))
    _say(f"{after}: {', '.join(options.ids)}. `dreamer undo` takes it back.")
    return {"batch": batch, "lessons": options.ids, "review": after}, 0


def _undo(services: "Services", _options: argparse.Namespace) -> tuple[Any, int]:
    undone = services.journal.undo()
    _say(f"Took back {len(undone)} decisions." if undone else "There is nothing to take back.")
    return undone, 0 if undone else 1


def _export(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    report = services.exports.export(options.format, Path(options.out))
    _say(f"{report.examples} examples in {report.folder}.")
    return report, 0


def _replay(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    from dreamer_app.dreaming.replay import replay

    ids = list(options.ids)
    if options.all:
        query, rows = LessonQuery(), services.journal.rows
        ids = [r.id for r in rows(query, limit=10**9) if r.review is not ReviewState.REJECTED]
    if not ids:
        raise InputError("No lesson was named.", hint="Name lesson ids, or use --all.")
    lessons = [services.journal.get_lesson(lesson_id) for lesson_id in ids]
    libraries = {n for lesson in lessons if lesson.scenario for n in lesson.scenario.libraries}
    results = []
    with _stopped_by_signals() as stop:
        services.workshop.stop_token = lambda: stop
        services.workshop.prepare(tuple(sorted(libraries)))
        for result in replay(lessons, services.workshop, stop):
            word = {True: "holds", False: "BROKEN", None: "unverified"}[result.holds]
            _say(f"  {word:10} {result.lesson_id}  {result.title}")
            row = _plain(result)
            row["changed_libraries"] = list(result.changed_libraries)
            results.append(row)
    broken = sum(row["holds"] is False for row in results)
    unverified = sum(row["holds"] is None for row in results)
    _say(f"{len(results)} replayed: {broken} broken, {unverified} unverified.")
    return {"lessons": results}, 1 if broken else 3 if unverified else 0


def _models(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    if options.action:
        return _download(services, options)
    try:
        chosen = services.models.chosen().where
    except DreamerError as error:
        _say(str(error))
        chosen = ""
    rows = []
    for info in services.models.found():
        row = {k: v for k, v in _plain(info).items() if k != "chat_template"}
        row["fit"] = services.models.fit_sentence(info)
        rows.append(row)
        mark = "dreams now" if info.where == chosen else "could dream"
        _say(f"  {mark} ({info.origin}): {row['fit']}")
    refused = [{"path": str(path), "problem": why} for path, why in services.models.refused()]
    for entry in refused:
        _say(f"  cannot dream: {entry['problem']}")
    suggestions = services.models.suggestions()
    for one in suggestions:
        if one.path is None:
            mark = ", the largest that fits here" if one.recommended else ""
            about = f"{one.name} ({one.size / 1e9:.1f} GB, {one.licence}{mark})"
            _say(f"  to download: {about}: {one.sentence}")
    answer = {"models": rows, "refused": refused, "chosen": chosen, "catalogue": suggestions}
    return answer, 0 if chosen else 3


def _download(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    if not options.what:
        raise InputError("No model was named.", hint="`dreamer models` lists what there is.")
    told = -1

    def tell(progress: Any) -> None:
        nonlocal told
        percent = 100 * progress.done // progress.total if progress.total else 0
        if percent // 5 != told // 5:
            told = percent
            _say(f"  {progress.stage} {percent} %")

    with _stopped_by_signals() as stop:
        info = services.models.download(options.what, stop, tell, anyway=options.anyway)
    fits = services.models.fit_sentence(info)
    _say(f"{info.path} is there. {fits}")
    row = {k: v for k, v in _plain(info).items() if k != "chat_template"}
    return {**row, "fit": fits}, 0


def _doctor(services: "Services", _options: argparse.Namespace) -> tuple[Any, int]:
    found = services.status.doctor()
    for entry in found:
        _say(f"  {'ok ' if entry.ok else 'NO '} {entry.name}: {entry.detail} {entry.hint}".rstrip())
    has_sandbox = any(e.ok for e in found if e.name.startswith("sandbox"))
    rest = all(e.ok for e in found if not e.name.startswith("sandbox"))
    return found, 0 if has_sandbox and rest else 3


def _status(services: "Services", _options: argparse.Namespace) -> tuple[Any, int]:
    status = services.status.reported()
    statistics = services.engine.get_statistics()
    _say(status.line)
    pending = services.journal.pending_count()
    _say(f"{pending} lessons to review, {statistics['total_dreams']} dreams so far.")
    answer = {**_plain(status), "to_review": pending, "statistics": statistics}
    return answer, 0


def _sandbox(services: "Services", options: argparse.Namespace) -> tuple[Any, int]:
    libraries = sorted({s.name for s in services.knowledge.sources() if s.kind == "package"})
    with _stopped_by_signals() as stop:
        services.workshop.stop_token = lambda: stop
        name = services.workshop.prepare(tuple(options.libraries or libraries))
    _say(f"The {name} sandbox is ready.")
    return {"sandbox": name, "libraries": options.libraries or libraries}, 0


# --- words and signals -----------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dreamer",
        description="Lessons from what you know, proven while you are away. "
        "Without a command: the tray application (--background starts it hidden).",
    )
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="the answer as JSON on stdout")
    commands = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(command=command)
        return made

    ingest = add("ingest", _ingest, "read files, folders or installed packages into the graph")
    ingest.add_argument("what", nargs="+", metavar="WHAT")
    add("knowledge", _knowledge, "what the graph holds")
    dream = add("dream", _dream, "dream one session")
    dream.add_argument("--count", type=_positive, metavar="N")
    dream.add_argument("--difficulty", choices=_LEVELS)
    dream.add_argument("--model", metavar="PATH")
    dream.add_argument("--seed", type=int, metavar="S")
    dream.add_argument("--sandbox", choices=_BACKENDS)
    verify = add("verify", _verify, "have the Guardian judge any candidate")
    verify.add_argument("--code", required=True, metavar="F")
    verify.add_argument("--tests", required=True, metavar="F")
    verify.add_argument("--entry-point", default="", metavar="NAME")
    verify.add_argument("--libraries", default="", metavar="a,b")
    verify.add_argument("--alternatives", nargs="+", default=[], metavar="F")
    verify.add_argument("--sandbox", choices=_BACKENDS)
    lessons = add("lessons", _lessons, "list lessons")
    lessons.add_argument("--status", choices=[str(state) for state in ReviewState])
    lessons.add_argument("--search", default="", metavar="TEXT")
    lessons.add_argument("--limit", type=_positive, default=200, metavar="N")
    for name, text in (("approve", "approve lessons"), ("reject", "reject lessons")):
        decide = add(name, _decide, text)
        decide.add_argument("ids", nargs="+", metavar="ID")
        if name == "reject":
            decide.add_argument("--reason", default="", metavar="R")
    add("undo", _undo, "take the newest decision back")
    export = add("export", _export, "write the approved lessons as a training set")
    export.add_argument("--format", required=True, choices=_FORMATS)
    export.add_argument("--out", required=True, metavar="DIR")
    again = add("replay", _replay, "run saved lessons against the libraries installed now")
    again.add_argument("--all", action="store_true", help="all but the rejected ones")
    again.add_argument("ids", nargs="*", metavar="ID")
    again.add_argument("--sandbox", choices=_BACKENDS)
    models = add("models", _models, "models that were found and whether they fit; fetch one")
    models.add_argument("action", nargs="?", choices=["download"])
    models.add_argument("what", nargs="?", default="", metavar="NAME", help="from the list")
    models.add_argument("--anyway", action="store_true", help="also one that does not fit")
    add("doctor", _doctor, "what is found, what is missing and how to get it")
    add("status", _status, "what is going on and why")
    sandbox = add("sandbox", _sandbox, "make the sandbox ready (build)")
    sandbox.add_argument("action", choices=["build"])
    sandbox.add_argument("libraries", nargs="*", metavar="LIBRARY")
    sandbox.add_argument("--sandbox", choices=_BACKENDS)
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 on")
    return number


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[StopToken]:
    """A token that Ctrl+C and SIGTERM stop; what was finished is kept."""
    stop = StopToken()
    before = {
        number: signal.signal(number, lambda *_: stop.stop(Reason.STOPPED_BY_USER))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}.") from error


def _tell(event: Event) -> None:
    """Progress for people."""
    match event:
        case SessionStarted(session_id=session, dreams=dreams):
            _say(f"Session {session}: {dreams} dreams.")
        case DreamEnded(record=record):
            title = record.scenario.title if record.scenario else record.note
            what = f"{record.outcome} {record.fell_at}".strip()
            _say(f"  {record.number:3} {what:24} {title}")
        case IngestProgressed(source=source, done=done, total=total) if done % 25 == 0:
            _say(f"  reading {source} ({done} of {total})")
        case ProblemRaised(message=message, hint=hint):
            _say(f"{message} {hint}".rstrip())
        case _:
            pass


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(answer: Any) -> None:
    print(json.dumps(_plain(answer), ensure_ascii=False, indent=2))


def _plain(value: Any) -> Any:
    """A value made of JSON types only."""
    if isinstance(value, IngestReport):
        value = dataclasses.asdict(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict) or hasattr(value, "items"):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(entry) for entry in value]
    return value


if __name__ == "__main__":
    sys.exit(main())
