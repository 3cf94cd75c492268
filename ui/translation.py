"""Sentences of the engine, recognised and put into the user's language.

The engine writes English with values filled in: "keyboard used 12 s ago". Its templates are
collected from the code (``ui/translation_templates.py``), so the values can be found again and
put into the translated template. A value may be made of a template itself.
"""

import re
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale

from ui.i18n import CONTEXT
from ui.translation_sentences import SENTENCES
from ui.translation_templates import TEMPLATES

_PLACE = re.compile(r"\{(n?)(\d+)\}")
_NUMBER = r"(-?\d+(?:\.\d+)?%?)"
_BETWEEN = re.compile(r"((?<=[.!?])\s+|;\s+)")
_IN_BRACKETS = re.compile(r"(.+?) \((.+)\)", re.DOTALL)
_COLON = re.compile(r"(: )")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun)( \d\d:\d\d)")
_LONGEST = 2000
"""Longer texts are output of programs, not sentences of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sentence with places for values.

    Args:
        text: English; ``{0}`` stands for any text, ``{n0}`` for a number.
        weight: how many characters are its own: of several that fit the heaviest is meant.
    """

    text: str
    pattern: re.Pattern[str]
    weight: int

    @classmethod
    def of(cls, text: str) -> "Template":
        """Compile the pattern of a text."""
        parts: list[str] = []
        at = 0
        for place in _PLACE.finditer(text):
            parts += [re.escape(text[at : place.start()]), _NUMBER if place[1] else "(.+?)"]
            at = place.end()
        parts.append(re.escape(text[at:]))
        return cls(
            text=text,
            pattern=re.compile("".join(parts), re.DOTALL),
            weight=len(_PLACE.sub("", text)),
        )

    def fill(self, values: tuple[str, ...]) -> str:
        """The translated sentence with the values of an English one."""
        places = {p[0]: (p[1], v) for p, v in zip(_PLACE.finditer(self.text), values, strict=True)}

        def value(place: re.Match[str]) -> str:
            kind, found = places.get(place[0], ("", place[0]))
            return _number(found) if kind else recognised(found)

        return _PLACE.sub(value, QCoreApplication.translate(CONTEXT, self.text))


def recognised(words: str) -> str:
    """``words`` translated as far as they are the engine's; anything else as it is."""
    if len(words) > _LONGEST or not any(map(str.isalpha, words)):
        return words
    if weekday := _WEEKDAY.fullmatch(words):
        number = _WEEKDAYS.index(weekday[1]) + 1
        return QLocale().dayName(number, QLocale.FormatType.ShortFormat) + weekday[2]
    if _is_known(words):
        return QCoreApplication.translate(CONTEXT, words)
    if (found := _IN_BRACKETS.fullmatch(words)) and _is_known(found[1]):
        return f"{recognised(found[1])} ({recognised(found[2])})"
    for template in _templates():
        found = template.pattern.fullmatch(words)
        if found is not None:
            return template.fill(found.groups())
    if found := _IN_BRACKETS.fullmatch(words):
        return f"{recognised(found[1])} ({recognised(found[2])})"
    for between in (_BETWEEN, _COLON):
        parts = between.split(words)
        if len(parts) > 1:
            return "".join(part if between.fullmatch(part) else recognised(part) for part in parts)
    return words


def _is_known(words: str) -> bool:
    """Whether they are a whole sentence of the engine, with no value in it."""
    return QCoreApplication.translate(CONTEXT, words) != words


@cache
def _templates() -> tuple[Template, ...]:
    texts = map(str, (*SENTENCES, *TEMPLATES))
    made = [Template.of(text) for text in texts if _PLACE.search(text)]
    return tuple(sorted(made, key=lambda template: -template.weight))


def _number(text: str) -> str:
    digits = text.removesuffix("%")
    decimals = len(digits.partition(".")[2])
    sign = " %" if text.endswith("%") else ""
    return QLocale().toString(float(digits), "f", decimals) + sign
