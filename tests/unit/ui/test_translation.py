"""The translations are whole and current, and the engine's sentences are recognised."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from dreamer_app.core.errors import DreamerError
from dreamer_app.core.setting import parse
from dreamer_app.core.states import Reason
from dreamer_app.energy.rules import ago
from dreamer_app.inference.gguf import bad_model
from dreamer_app.settings import specs
from ui.i18n import FOLDER, is_translated, plural, said, tr, understood
from ui.journal import words

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted(FOLDER.glob("dreamer_*.ts"))
_PLACE = re.compile(r"\{\w+\}")


def _tools() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "translations", ROOT / "packaging" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tools = _tools()


def _messages(file: Path) -> Iterator[tuple[str, str, ET.Element]]:
    """Source, disambiguation and translation of each message."""
    for message in ET.parse(file).iter("message"):
        translation = message.find("translation")
        assert translation is not None
        yield message.findtext("source", ""), message.findtext("comment", ""), translation


# the files


def test_what_the_engine_says_is_collected() -> None:
    made = tools.sources()
    assert {file: file.read_text("utf-8") for file in made} == made


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_string_of_the_code_is_in_the_file_and_no_other(file: Path, tmp_path: Path) -> None:
    current = tmp_path / file.name
    shutil.copy(file, current)
    assert tools.update([current]) == 0
    assert current.read_text("utf-8") == file.read_text("utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_string_is_translated(file: Path) -> None:
    unfinished = [
        source
        for source, _note, translation in _messages(file)
        if translation.get("type")
        or not all(form.strip() for form in translation.itertext() if form.strip())
        or not "".join(translation.itertext()).strip()
    ]
    assert unfinished == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_translations_have_the_places_of_their_source(file: Path) -> None:
    wrong = []
    for source, _, translation in _messages(file):
        wanted = set(_PLACE.findall(source))
        forms = [f.text or "" for f in translation.iter("numerusform")] or [translation.text or ""]
        wrong += [form for form in forms if set(_PLACE.findall(form)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_program_loads_what_the_file_says(file: Path, tmp_path: Path) -> None:
    assert tools.release([file], tmp_path) == 0
    made = (tmp_path / f"{file.stem}.qm").read_bytes()
    assert made == file.with_suffix(".qm").read_bytes()


def test_no_string_is_hidden_from_the_collector() -> None:
    """lupdate does not look into f-strings."""
    known = {source for source, _, _ in _messages(FILES[0])}
    hidden = []
    for file in sorted((ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "plural"):
                text = node.args[0]
                if isinstance(text, ast.Constant) and text.value not in known:
                    hidden.append(f"{file.name}:{node.lineno}: {text.value!r}")
    assert hidden == []


# the language


@pytest.mark.parametrize(
    ("preferred", "spoken"),
    [
        (["de-DE", "de"], "de"),
        (["de-AT", "en-US"], "de"),
        (["en-GB", "en", "de"], ""),
        (["xx", "de-CH"], "de"),
        (["xx"], ""),
        ([], ""),
    ],
)
def test_the_first_language_that_the_program_speaks_is_taken(
    preferred: list[str], spoken: str
) -> None:
    assert understood(preferred) == spoken


@pytest.mark.parametrize(
    ("environment", "chosen", "said"),
    [
        ({"LANG": "de_DE.UTF-8"}, "", "Beenden"),
        ({"LANG": "de_AT.UTF-8"}, "", "Beenden"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "en:de"}, "", "Quit"),
        ({"LANG": "C"}, "", "Quit"),
        ({"LANG": "C"}, "de", "Beenden"),
        ({"LANG": "de_DE.UTF-8"}, "en", "Quit"),
    ],
)
def test_the_systems_language_is_spoken_unless_another_is_chosen(
    environment: dict[str, str], chosen: str, said: str
) -> None:
    """In a process of its own: Qt asks for the system's language once."""
    program = (
        "import sys; from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]); "
        "from ui.i18n import install, tr; install(sys.argv[1]); print(tr('Quit'))"
    )
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))}
    done = subprocess.run(
        [sys.executable, "-c", program, chosen],
        env={**kept, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == said


def test_without_a_translation_the_engines_words_stand(qtbot: QtBot) -> None:
    assert not is_translated()
    assert said("There are no tests.") == "There are no tests."


def test_plurals_have_the_forms_of_the_language(german: None) -> None:
    one, many = "{count} night", "{count} nights"
    assert [plural(one, many, n) for n in (0, 1, 2)] == ["0 Nächte", "1 Nacht", "2 Nächte"]


def test_numbers_and_dates_are_written_as_in_the_language(german: None) -> None:
    assert words.number(12345) == "12.345"
    assert plural("{count} night", "{count} nights", 1234) == "1.234 Nächte"
    assert words.night_name("2001-03-05") == "Mo., 5. März 2001"


def test_every_reason_has_words(german: None) -> None:
    assert all(words.reason(reason) for reason in Reason)


def test_qts_own_words_are_translated_too(german: None) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


# sentences of the engine


def test_a_sentence_is_recognised_by_what_does_not_change(german: None) -> None:
    assert said(f"Waiting: keyboard used {ago(12.4)} ago") == "Wartet: Tastatur vor 12 s benutzt"


def test_a_value_that_is_no_sentence_stays(german: None) -> None:
    assert said("vlc fills the screen") == "vlc füllt den Bildschirm"


def test_numbers_in_a_sentence_get_the_languages_decimal_sign(german: None) -> None:
    assert said("Qwen fits: it needs 1.2 GB and 8.4 GB are free.") == (
        "Qwen passt: Es braucht 1,2 GB, und 8,4 GB sind frei."
    )


def test_a_name_of_several_words_is_one_name(german: None) -> None:
    sentence = "Qwen 2.5 Coder does not fit: it needs 1.2 GB and 0 MB are free."
    on_it = "3 of its 24 layers fit on the GPU."
    assert said(f"{sentence} {on_it}") == (
        "Qwen 2.5 Coder passt nicht: Es braucht 1,2 GB, und 0 MB sind frei. "
        "3 seiner 24 Schichten passen auf die GPU."
    )


def test_an_error_is_translated_with_its_way_out(german: None) -> None:
    error = bad_model(Path("m.gguf"), "the file is empty")
    assert said(error) == (
        "Das Modell m.gguf kann nicht benutzt werden: die Datei ist leer. Wählen Sie eine andere "
        "GGUF-Datei, oder holen Sie diese noch einmal."
    )


def test_what_is_allowed_in_a_setting_is_said_in_the_language(german: None) -> None:
    spec = next(s for s in specs() if s.name == "DREAMING_MUTATION_THRESHOLD")
    with pytest.raises(DreamerError) as raised:
        parse(spec, "2")
    assert said(raised.value) == (
        "DREAMING_MUTATION_THRESHOLD ist '2'; erlaubt ist eine Zahl von 0 bis 1. "
        "Voreinstellung ist '0.8'."
    )


def test_several_sentences_are_translated_one_by_one(german: None) -> None:
    assert said("There are no tests. There is no code.") == (
        "Es gibt keine Tests. Es gibt keinen Code."
    )


def test_weekdays_are_the_languages(german: None) -> None:
    assert said("Waiting: from Tue 02:00") == "Wartet: ab Di. 02:00"


def test_what_is_not_the_engines_stays(german: None) -> None:
    assert said("ModuleNotFoundError: No module named 'x'") == (
        "ModuleNotFoundError: No module named 'x'"
    )


@pytest.mark.parametrize("spec", specs(), ids=lambda s: s.name)
def test_every_setting_is_explained_in_the_language(german: None, spec: object) -> None:
    assert tr(spec.help) != spec.help  # type: ignore[attr-defined]


@pytest.mark.usefixtures("german")
def test_a_reason_is_translated_by_its_name_and_in_its_detail() -> None:
    found = said("Waiting: not idle long enough (idle for 4 min of 30 min)")
    assert found == "Wartet: noch nicht lange genug fort (seit 4 Min. von 30 Min. unbenutzt)"


@pytest.mark.usefixtures("german")
def test_a_name_before_brackets_is_recognised_though_looser_sentences_fit_as_well() -> None:
    found = said("Waiting: desk unknown (it is not known yet what is on the screen)")
    assert found == (
        "Wartet: Bildschirm unbekannt (noch ist nicht bekannt, was auf dem Bildschirm ist)"
    )
