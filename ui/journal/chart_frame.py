"""A chart with its title and its legend, on a ground of its own."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.journal.chart_series import Chart
from ui.journal.parts import label
from ui.journal.style import mark
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.journal.plots import NightPlot


class ChartFrame(QFrame):
    """Title, legend, chart.

    Args:
        library: the module :mod:`ui.journal.plots`, which takes a while to import.
    """

    def __init__(self, library: Any, parent: QWidget) -> None:
        super().__init__(parent)
        mark(self, "card")
        self._library = library
        self._chart: Chart | None = None
        self._title = label(kind="heading", wrap=True)
        self._legend = QLabel()
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        mark(self._legend, "muted")
        self._plot: NightPlot = library.NightPlot()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.hair)
        for widget in (self._title, self._legend, self._plot):
            column.addWidget(widget)
        column.addStretch(1)  # beside a taller one its title stays above

    @property
    def title(self) -> str:
        """What is drawn."""
        return self._title.text()

    @property
    def plot(self) -> "NightPlot":
        """The chart itself."""
        return self._plot

    def show_chart(self, chart: Chart, dates: Sequence[str]) -> None:
        """Draw a chart over the dates (ISO) of its bins."""
        self._chart = chart
        self._title.setText(chart.title)
        self._plot.show_chart(chart, dates)
        self._show_legend()

    def recolour(self) -> None:
        """Draw the same in the colours of another scheme."""
        self._plot.recolour()
        self._show_legend()

    def _show_legend(self) -> None:
        named = [each for each in self._chart.series if each.name] if self._chart else []
        self._legend.setText(
            "&nbsp;&nbsp;&nbsp;".join(
                f'<span style="color: {self._library.colour(each.ink)}">■</span>'
                f"&nbsp;{escape(each.name)}"
                for each in named
            )
        )
        self._legend.setVisible(bool(named))
