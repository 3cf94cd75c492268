"""Words that people see, in their language.

Every visible string goes through :func:`tr`, :func:`plural` or :func:`said`, so that one Qt
translation file (``resources/translations/dreamer_<language>.qm``) turns the whole program.
The English text is the key. ``make translations`` collects the strings (see
``packaging/translations.py``).
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from dreamer_app.core.errors import DreamerError

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"

CONTEXT = ""
"""The only translation context: a word means the same in every window."""

SOURCE_LANGUAGE = "en"

_OURS = "dreamer-language"
"""Name of the translators in force, by which the next language finds and removes them."""


def tr(text: str, /, **values: object) -> str:
    """``text`` in the user's language, its ``{names}`` filled in.

    Args:
        text: English; a literal, so that it can be collected for translators.
        values: what the names in braces stand for.
    """
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """``one`` or ``many`` by ``count``, which is also given as ``{count}``, in the language's form.

    Languages with other plurals than English's two have a form for each: to Qt, ``one`` is the
    source text, ``many`` its disambiguation and ``count`` its numerus.
    """
    form = QCoreApplication.translate(CONTEXT, one, many, count)
    if form == one and count != 1:
        form = many
    return form.format(count=QLocale().toString(count), **values)


def said(words: "str | DreamerError") -> str:
    """What the engine said in English, in the user's language.

    The engine knows nothing of Qt and fills in its sentences itself. They are recognised by
    the parts that do not change; what is not recognised stays as it is.

    Args:
        words: a sentence, a few of them, or an error with its way out.
    """
    if isinstance(words, DreamerError):
        return f"{said(words.message)} {said(words.hint)}".rstrip()
    if not words or not is_translated():
        return words
    from ui.translation import recognised

    return recognised(words)


def is_translated() -> bool:
    """Whether another language than English is shown."""
    return QCoreApplication.translate("", "en", "the code of this language") != "en"


def install(language: str) -> QLocale:
    """Load the translations of the program and of Qt's own dialogs, in place of earlier ones.

    Args:
        language: two letters, or empty for the system's; English needs no file.

    Returns:
        The locale in force, which also says in which direction its text runs.
    """
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    app = QCoreApplication.instance()
    if app is None:
        return locale
    for former in app.findChildren(QTranslator, _OURS):
        QCoreApplication.removeTranslator(former)
        former.setObjectName("")  # it lives until the event loop deletes it
        former.deleteLater()
    spoken = understood(locale.uiLanguages())
    if not spoken:
        return locale
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt), ("dreamer", str(FOLDER))):
        translator = QTranslator(app)
        translator.setObjectName(_OURS)
        if translator.load(f"{name}_{spoken}", folder):
            QCoreApplication.installTranslator(translator)
    return locale


def understood(preferred: Sequence[str]) -> str:
    """The first of a person's languages that the program speaks; empty for English.

    Qt by itself would pass over English, which has no file, and take a language that the
    person likes less.

    Args:
        preferred: as from ``QLocale.uiLanguages()``: ``de-AT``, ``de``, ``en-US``.
    """
    for name in preferred:
        code = name.partition("-")[0].lower()
        if code == SOURCE_LANGUAGE:
            return ""
        if (FOLDER / f"dreamer_{code}.qm").is_file():
            return code
    return ""


def size_in_words(count: int) -> str:
    """Bytes in thousands, as the sentences about memory count them."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
