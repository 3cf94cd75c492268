"""Export of the approved lessons: what for, where to, what came of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dreamer_app.core.errors import DreamerError, Stopped
from dreamer_app.core.states import Reason
from dreamer_app.core.stop import StopToken
from ui.i18n import plural, said, tr
from ui.journal.calls import Calls
from ui.journal.parts import button, label
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from dreamer_app.services.assembly import Services

_MOST_LEFT_OUT = 8
_KEY = "export"
_WIDTH = 560
_FRAME = QSize(16, 56)
"""Room for the title bar and borders, which are not known before a window is shown."""


class ExportDialog(QDialog):
    """Asks for format and folder, exports, and says what was left out and why."""

    def __init__(self, services: "Services", calls: Calls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export the approved lessons"))
        self._exports = services.exports
        self._calls = calls
        self._stop: StopToken | None = None
        self._folder = QLineEdit(str(services.paths.home / "export"))
        self._folder.setAccessibleName(tr("Folder"))
        self._formats = QButtonGroup(self)
        self._result = label(wrap=True, copy=True)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setAccessibleName(tr("Exporting"))
        self._open = button(tr("Open the folder"), "plain", self._open_folder, "open")
        self._close = button(tr("Cancel"), "plain", self._cancel)
        self._go = button(tr("Export"), "primary", self.start, "export")
        self._go.setDefault(True)
        self._lay_out(services)

    @property
    def report(self) -> str:
        """What is said of the export."""
        return self._result.text()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """As tall as its words are by now, or as the screen."""
        super().showEvent(event)
        if not event.spontaneous():
            self._fit()

    def _fit(self) -> None:
        inside = self._inside.heightForWidth(_WIDTH)
        wanted = QSize(_WIDTH, inside + self._foot.sizeHint().height())
        free = self.screen().availableSize() - _FRAME
        self.resize(wanted.expandedTo(self.size()).boundedTo(free))

    def set_folder(self, folder: Path) -> None:
        """Propose another folder."""
        self._folder.setText(str(folder))

    def _lay_out(self, services: "Services") -> None:
        inside = QWidget()
        mark(inside, "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.huge, SPACE.huge, SPACE.huge, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addWidget(label(tr("Export the approved lessons"), "title"))
        column.addWidget(
            label(
                tr(
                    "Only lessons that you approved leave the journal; nothing leaves this machine."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addSpacing(SPACE.small)
        column.addWidget(label(tr("Format"), "heading"))
        for number, (name, spoken) in enumerate(services.exports.formats()):
            line = said(spoken)
            choice = QRadioButton(name)
            choice.setProperty("format", name)
            choice.setChecked(number == 0)
            choice.setAccessibleDescription(line)
            self._formats.addButton(choice, number)
            column.addWidget(choice)
            explained = label(line, "muted", wrap=True)
            explained.setContentsMargins(SPACE.huge, 0, 0, SPACE.hair)
            column.addWidget(explained)
        column.addWidget(label(tr("Folder"), "heading"))
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(button(tr("Choose…"), "plain", self._choose))
        column.addLayout(row)
        column.addSpacing(SPACE.small)
        column.addWidget(self._busy)
        column.addWidget(self._result)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._open)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._go)
        buttons.setContentsMargins(SPACE.huge, SPACE.small, SPACE.huge, SPACE.large)
        scroll = QScrollArea()  # with large fonts it is taller than a small screen
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(buttons)
        for widget in (self._busy, self._result, self._open):
            widget.hide()
        self._scroll, self._inside, self._foot = scroll, inside, buttons

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Folder"), self._folder.text())
        if chosen:
            self._folder.setText(chosen)

    def start(self) -> None:
        """Export as is chosen."""
        picked = self._formats.checkedButton()
        folder = Path(self._folder.text().strip()).expanduser()
        if picked is None or not self._folder.text().strip():
            return
        name = str(picked.property("format"))
        self._go.setEnabled(False)
        self._busy.show()
        self._result.hide()
        self._close.setText(tr("Cancel"))
        self._stop = stop = StopToken()
        self._calls.slow(
            lambda: self._exports.export(name, folder, stop),
            self._done,
            self._failed,
            key=_KEY,
        )

    def done(self, result: int) -> None:
        """An export does not go on for a dialog that is gone."""
        if self._stop is not None:
            self._stop.stop(Reason.STOPPED_BY_USER)
            self._calls.forget(_KEY)
        super().done(result)

    def _cancel(self) -> None:
        """Stop the export, and stay to say so; without one, go."""
        if self._stop is None:
            self.reject()
        else:
            self._stop.stop(Reason.STOPPED_BY_USER)

    def _done(self, report: Any) -> None:
        lines = [
            plural(
                "{count} example written to {folder}",
                "{count} examples written to {folder}",
                report.examples,
                folder=report.folder,
            )
        ]
        lines += [f"    {path.name}" for path in report.files]
        if report.left_out:
            lines.append(
                plural(
                    "{count} lesson left out:", "{count} lessons left out:", len(report.left_out)
                )
            )
            lines += [f"    {what}: {said(why)}" for what, why in report.left_out[:_MOST_LEFT_OUT]]
            if (more := len(report.left_out) - _MOST_LEFT_OUT) > 0:
                lines.append(tr("    and {count} more", count=more))
        self._say("\n".join(lines), "")
        self._open.show()
        self._close.setText(tr("Close"))

    def _failed(self, error: DreamerError) -> None:
        if isinstance(error, Stopped):
            self._say(tr("The export was stopped; nothing was written."), "muted")
        else:
            self._say(said(error), "badge-bad")

    def _say(self, text: str, kind: str) -> None:
        self._stop = None
        self._busy.hide()
        self._go.setEnabled(True)
        mark(self._result, kind)
        self._result.setText(text)
        self._result.show()
        self._fit()
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self._result))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder.text().strip()))
