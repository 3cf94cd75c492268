"""Translations: collect what people see, and make the file that the program loads.

``python packaging/translations.py`` (``make translations``)

1. writes ``ui/translation_sentences.py``, ``..._templates.py`` and ``..._terms.py``: what is shown
   but stands outside the window's code (the engine's sentences, those with values in them; words
   of settings, names of evidence);
2. has ``lupdate`` bring ``resources/translations/dreamer_*.ts`` up to date;
3. has ``lrelease`` make ``dreamer_*.qm`` of them, which are committed: a fresh clone needs no
   tool.

A new language begins with a copy of one ``.ts`` file; edit it with Qt Linguist.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT / "ui" / "translation_sentences.py"
TEMPLATES = ROOT / "ui" / "translation_templates.py"
TERMS = ROOT / "ui" / "translation_terms.py"
FOLDER = ROOT / "resources" / "translations"
ENGINE = ROOT / "dreamer_app"

_SPEAKING = (
    "core/setting.py",
    "curation/curator.py",
    "curation/writing.py",
    "dreaming/behaviour.py",
    "dreaming/callee.py",
    "dreaming/dream.py",
    "dreaming/engine.py",
    "dreaming/weaver.py",
    "energy/desk_gate.py",
    "energy/load.py",
    "energy/rules.py",
    "guardian/channel.py",
    "guardian/checks",
    "guardian/reports.py",
    "guardian/guardian.py",
    "inference/addresses.py",
    "inference/catalogue.py",
    "inference/default_model.py",
    "inference/discovery.py",
    "inference/downloads.py",
    "inference/endpoint_errors.py",
    "inference/endpoint_listing.py",
    "inference/fetching.py",
    "inference/fitting.py",
    "inference/gguf.py",
    "inference/header.py",
    "inference/host.py",
    "inference/pins.py",
    "inference/process.py",
    "knowledge/documents.py",
    "knowledge/graph_rag.py",
    "knowledge/ingestion.py",
    "knowledge/installed.py",
    "knowledge/module_tree.py",
    "knowledge/pdf.py",
    "knowledge/reader.py",
    "knowledge/reader_pool.py",
    "knowledge/source_files.py",
    "knowledge/standard_library.py",
    "sandbox/__init__.py",
    "sandbox/bubblewrap.py",
    "sandbox/engine.py",
    "sandbox/engine_child.py",
    "sandbox/engine_process.py",
    "sandbox/libraries.py",
    "sandbox/presence.py",
    "sandbox/rootfs.py",
    "sandbox/running.py",
    "sandbox/seccomp.py",
    "sandbox/self_test.py",
    "schedule/scheduler.py",
    "secret_forms.py",
    "services",
    "settings",
    "store",
    "../resources/sandbox/breakout.py",
)
"""The files and folders of the engine whose sentences reach a window."""

_WORDS = (
    *("Dreaming", "Paused", "code", "environment", "fits", "folder", "input", "keyboard", "layers"),
    *(
        "knowledge",
        "mouse",
        "line {0}",
        "model",
        "tests",
        "returns None",
        "returns its first argument",
        "returns {0}",
    ),
    *("disabled", "paused"),
    *("a presentation", "a program"),
    *("agrees to everything", "holds a secret ({0})", "near-duplicate of an earlier lesson"),
    "it cannot be imported here: {0}",
)
"""What the rules below do not find: single words and keys of tables."""

_SILENT_CALLS = re.compile(r"^(_log|logging|re|ast|subprocess|sys|cast)\b|execute|query|\.write$")
_BUGS = ("TypeError", "KeyError", "AttributeError", "FrameError")
"""Errors that nobody is shown."""
_CODE = re.compile(
    r"\n|^(import|def|Bearer) |^(return|raise) (?!before)|^(tasks \{|License ::|Library/)|"
    r"^[^\w{`\x20]|::=|\\[wdst]|[{\[(]\?|\w=[{\w]|^(id|at), |, (key|size)\b|\[sandbox|"
    r"statement: |__ = |"
    r"\b(COLLATE|DESC|SELECT|UPDATE|INSERT|DELETE|CREATE|PRAGMA|BEGIN|ATTACH|FROM|WHERE)\b"
)
_WORD = re.compile(r"[A-Za-z]{2}")
_ONE_WORD = re.compile(r"[A-Z][a-z]+(\{0\}|\.)")
"""As "Clean.", or "Paused{0}", where the value begins with a space."""
_PLACE = re.compile(r"\{n?\d+\}")


def main() -> int:
    """Bring everything up to date; the exit status of the first tool that fails."""
    for file, text in sources().items():
        file.write_text(text, encoding="utf-8")
    files = sorted(FOLDER.glob("dreamer_*.ts"))
    return update(files) or release(files, FOLDER)


def update(files: list[Path]) -> int:
    """Have lupdate merge the strings of the code into ``.ts`` files."""
    return _tool(
        "lupdate",
        *("-silent", "-extensions", "py", "-locations", "none", "-no-obsolete", "-sort-messages"),
        *("-disable-heuristic", "similartext", "-tr-function-alias", "tr+=plural"),
        *("-source-language", "en", str(ROOT / "ui"), "-ts", *map(str, files)),
    )


def release(files: list[Path], folder: Path) -> int:
    """Have lrelease make a ``.qm`` file of each ``.ts`` file."""
    for file in files:
        made = folder / f"{file.stem}.new"
        if code := _tool("lrelease", "-silent", "-removeidentical", str(file), "-qm", str(made)):
            return code
        made.replace(folder / f"{file.stem}.qm")  # a running program reads the old one on
    return 0


def sources() -> dict[Path, str]:
    """The files that are made for lupdate, with their text."""
    said = sentences()
    return {
        SENTENCES: _module(
            "What the engine says",
            _table("SENTENCES", "Sentences as they are.", [s for s in said if "{" not in s]),
        ),
        TEMPLATES: _module(
            "What the engine says with values in it",
            _table("TEMPLATES", "Templates of sentences.", [s for s in said if "{" in s]),
        ),
        TERMS: _module(
            "What settings and evidence are called",
            _table("SETTINGS", "Words of the settings.", settings()),
            _table("EVIDENCE", "Names of evidence of the Guardian's checks.", evidence()),
        ),
    }


def _module(what: str, *tables: str) -> str:
    head = f'"""{what}; made by packaging/translations.py."""\n\n'
    return head + "from PySide6.QtCore import QT_TRANSLATE_NOOP\n\n" + "\n".join(tables)


def sentences() -> list[str]:
    """Templates of the sentences in the engine's code; ``{0}`` is a text, ``{n0}`` a number."""
    found: set[str] = set()
    for name in _SPEAKING:
        place = ENGINE / name
        for file in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            found.update(filter(_is_sentence, _spoken(ast.parse(file.read_text("utf-8")))))
    return sorted((found | set(_WORDS)) - set(settings()))


def settings() -> list[str]:
    """Groups, labels, explanations, units and choices of the settings."""
    sys.path.insert(0, str(ROOT))
    from dreamer_app.settings import specs

    words: set[str] = set()
    for spec in specs():
        words |= {spec.group, spec.label, spec.help, spec.unit, *spec.choices}
    return sorted(words - {""})


def evidence() -> list[str]:
    """Names of evidence in the Guardian's checks."""
    names: set[str] = set()
    for file in (ENGINE / "guardian").rglob("*.py"):
        if "inside" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _VERDICTS:
                names |= {k.arg for k in node.keywords if k.arg}
            elif isinstance(node, ast.Dict) and file.parent.name == "checks":
                keys = [k.value for k in node.keys if isinstance(k, ast.Constant)]
                if "type" not in keys:  # that would be a JSON schema
                    names |= {k for k in keys if isinstance(k, str) and k.isidentifier()}
    return sorted(name.replace("_", " ") for name in names)


_VERDICTS = ("passed", "failed", "uncertain", "skipped")


def _spoken(tree: ast.Module) -> Iterator[str]:
    """Every text in a file that is not a docstring, a type, a key or for the log."""
    yield from _texts(tree)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp | ast.IfExp):
        forms = _forms(node)
        if forms is not None:
            yield from forms
            return
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        if _SILENT_CALLS.search(name) or _name(node.func) in _BUGS:
            return
    for child in _children(node):
        yield from _texts(child)


def _children(node: ast.AST) -> Iterator[ast.AST]:
    skipped = {
        ast.Subscript: ("slice",),
        ast.AnnAssign: ("annotation",),
        ast.arg: ("annotation",),
        ast.FunctionDef: ("returns", "decorator_list"),
        ast.Compare: ("left", "ops", "comparators"),
        ast.Dict: ("keys",),
    }.get(type(node), ())
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    for name, value in ast.iter_fields(node):
        if name in skipped:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child


def _forms(node: ast.AST) -> list[str] | None:
    """All texts that an expression may give, with places for values; None if it is no text."""
    raw = _parts(node)
    if raw is None:
        return None
    made = []
    for parts in raw:
        text, number = "", 0
        for part in parts:
            if isinstance(part, str):
                text += part
            else:
                text += f"{{{part[0]}{number}}}"
                number += 1
        made.append(text)
    return made


_Parts = list[list["str | tuple[str]"]]


def _parts(node: ast.AST) -> "_Parts | None":
    if isinstance(node, ast.Constant):
        return [[node.value]] if isinstance(node.value, str) else None
    if isinstance(node, ast.IfExp):
        yes, no = _parts(node.body), _parts(node.orelse)
        return None if yes is None or no is None else [*yes, *no]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _parts(node.left), _parts(node.right)
        if left is None and right is None:
            return None
        place: _Parts = [[("",)]]
        return [[*a, *b] for a, b in product(left or place, right or place)]
    if isinstance(node, ast.JoinedStr):
        each = [_inside(value) for value in node.values]
        return [[part for form in forms for part in form] for forms in product(*each)]
    return None


def _inside(node: ast.expr) -> "_Parts":
    if not isinstance(node, ast.FormattedValue):
        return _parts(node) or [[("",)]]
    chosen = _parts(node.value) if isinstance(node.value, ast.IfExp) else None
    if chosen is not None:
        return chosen
    spec = ast.unparse(node.format_spec) if node.format_spec else ""
    return [[("n" if re.search(r"[fg%]'$", spec) else "",)]]


def _is_sentence(text: str) -> bool:
    has_words = " " in text.strip() or bool(_ONE_WORD.fullmatch(text))
    return has_words and bool(_WORD.search(_PLACE.sub("", text))) and not _CODE.search(text)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _table(name: str, meaning: str, texts: list[str]) -> str:
    rows = "".join(f'    QT_TRANSLATE_NOOP("", {_quoted(text)}),\n' for text in texts)
    return f'{name}: tuple[object, ...] = (\n{rows})\n"""{meaning}"""\n'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _tool(name: str, *arguments: str) -> int:
    import PySide6

    program = Path(PySide6.__file__).parent / (f"{name}.exe" if sys.platform == "win32" else name)
    return subprocess.run([str(program), *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
