"""Words that people see, in their language.

Every visible string goes through :func:`tr` or :func:`plural`, so that one Qt translation file
(``resources/translations/dreamer_<language>.qm``) turns the whole program. The English text is
the key.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "translations"

CONTEXT = "Dreamer"
"""The only translation context: a word means the same in every window."""


def tr(text: str, /, **values: object) -> str:
    """``text`` in the user's language, its ``{names}`` filled in.

    Args:
        text: English; a literal, so that it can be collected for translators.
        values: what the names in braces stand for.
    """
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def plural(one: str, many: str, count: int, /, **values: object) -> str:
    """``one`` or ``many`` by ``count``, which is also given as ``{count}``."""
    return tr(one if count == 1 else many, count=count, **values)


def install(language: str) -> QLocale:
    """Load the translations of the program and of Qt's own dialogs for a language.

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
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("dreamer", str(FOLDER)), ("qtbase", qt)):
        translator = QTranslator(app)
        if translator.load(locale, name, "_", folder):
            QCoreApplication.installTranslator(translator)
    return locale
