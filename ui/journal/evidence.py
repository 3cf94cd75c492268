"""What the Guardian saw, check by check, details on demand."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from dreamer_app.core.dreams import CheckResult, Judgement
from dreamer_app.core.states import CheckOutcome
from ui.i18n import said, tr
from ui.journal import words
from ui.journal.icons import icon
from ui.journal.parts import label
from ui.journal.style import mark
from ui.journal.words import DASH
from ui.theme import SPACE

_MOST_CHARACTERS = 4000
_MOST_ITEMS = 40
_INKS = {
    CheckOutcome.PASSED: "good",
    CheckOutcome.FAILED: "bad",
    CheckOutcome.UNCERTAIN: "warn",
    CheckOutcome.SKIPPED: "muted",
    CheckOutcome.BROKEN: "info",
}


def readable(evidence: Mapping[str, Any]) -> str:
    """Evidence as lines of "name: value"; long lists and texts are cut."""
    lines: list[str] = []
    for name, value in evidence.items():
        _describe(tr(name.replace("_", " ")), value, "", lines)
    text = "\n".join(lines)
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]} …"


def _describe(name: str, value: object, indent: str, lines: list[str]) -> None:
    if isinstance(value, Mapping):
        lines.append(f"{indent}{name}:")
        for key, inner in list(value.items())[:_MOST_ITEMS]:
            _describe(tr(str(key).replace("_", " ")), inner, f"{indent}    ", lines)
    elif isinstance(value, list | tuple):
        if all(isinstance(v, str | int | float | bool | None) for v in value) and not any(
            isinstance(v, str) and ("\n" in v or len(v) > 40) for v in value
        ):
            lines.append(f"{indent}{name}: {', '.join(map(_plain, value[:_MOST_ITEMS])) or DASH}")
            return
        lines.append(f"{indent}{name}:")
        for item in value[:_MOST_ITEMS]:
            shown = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
            lines.append(f"{indent}    • {_indented(shown, indent + '      ')}")
    else:
        lines.append(f"{indent}{name}: {_indented(_plain(value), indent + '    ')}")


def _plain(value: object) -> str:
    if isinstance(value, float):
        return QLocale().toString(value, "g", 4)
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return DASH if value is None else str(value)


def _indented(text: str, indent: str) -> str:
    return text.strip("\n").replace("\n", f"\n{indent}")


class _Row(QWidget):
    """One check."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._name = label(kind="heading", wrap=True)
        self._summary = label(wrap=True)
        self._took = label(kind="muted")
        self._more = QToolButton()
        mark(self._more, "quiet")
        self._more.setCheckable(True)
        self._more.setIconSize(QSize(12, 12))
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        places = self._more.sizePolicy()
        places.setRetainSizeWhenHidden(True)  # rows without details are as high as the others
        self._more.setSizePolicy(places)
        self._more.toggled.connect(lambda is_open: self._unfold(is_open=is_open))
        self._details = label(kind="muted", wrap=True, copy=True)
        self._check: CheckResult | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.small)
        grid.setVerticalSpacing(2)
        for column, widget in enumerate((self._icon, self._name, self._took, self._more)):
            grid.addWidget(widget, 0, column)
        grid.addWidget(self._summary, 1, 1, 1, 3)
        grid.addWidget(self._details, 2, 1, 1, 3)
        grid.setColumnStretch(1, 1)

    def show_check(self, check: CheckResult) -> None:
        """Show a check, folded."""
        self._check = check
        ink = _INKS[check.outcome]
        self._icon.setPixmap(icon(str(check.outcome), ink).pixmap(18, 18))
        self._icon.setToolTip(words.outcome(check.outcome))
        summary = said(check.summary)
        name = words.check(check.name)
        self._name.setText(name[:1].upper() + name[1:])
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        took = QLocale().toString(check.seconds, "f", 1)
        self._took.setText(tr("{seconds} s", seconds=took) if check.seconds >= 0.05 else "")
        spoken = f"{words.check(check.name)}: {words.outcome(check.outcome)}. {summary}"
        self.setAccessibleName(spoken)
        self._more.setAccessibleName(tr("Details of {check}", check=words.check(check.name)))
        self._more.setToolTip(tr("Details of {check}", check=words.check(check.name)))
        self._more.setVisible(bool(check.evidence))
        self._more.setChecked(False)
        self._unfold(is_open=False)

    def refresh(self) -> None:
        """Draw the icon in the colours of another scheme."""
        if self._check is not None:
            ink = _INKS[self._check.outcome]
            self._icon.setPixmap(icon(str(self._check.outcome), ink).pixmap(18, 18))

    def _unfold(self, *, is_open: bool) -> None:
        self._more.setIcon(icon("opened" if is_open else "closed", "muted"))
        self._details.setVisible(is_open)
        if is_open and self._check is not None:
            self._details.setText(readable(self._check.evidence))


class EvidenceList(QWidget):
    """All checks of a judgement; rows are kept and used again for the next lesson."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._empty = label(tr("It did not pass through the Guardian."), "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.small)
        self._column.addWidget(self._empty)

    def show_judgement(self, judgement: Judgement | None) -> None:
        """Replace the checks."""
        checks = judgement.checks if judgement else ()
        self._empty.setVisible(not checks)
        while len(self._rows) < len(checks):
            row = _Row(self)
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(checks))
            if number < len(checks):
                row.show_check(checks[number])

    def refresh(self) -> None:
        """Follow a new scheme."""
        for row in self._rows:
            row.refresh()
