"""Words that people see, in their language.

Every visible string goes through :func:`tr` or :func:`plural`, so that one Qt translation file
(``resources/translations/dreamer_<language>.qm``) turns the whole program. The English text is
the key.
"""

from PySide6.QtCore import QCoreApplication

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
