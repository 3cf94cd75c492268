"""How rows of nights and lessons are drawn."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from dreamer_app.core.journal import LessonRow, NightSummary
from dreamer_app.core.states import ReviewState, Verdict
from ui.i18n import tr
from ui.journal import icons, words
from ui.journal.lessons_model import GHOST_ROLE, ROW_ROLE, LessonsModel
from ui.journal.nights_model import NIGHT_ROLE, PENDING_ROLE, NightsModel
from ui.theme import SPACE, Tokens, tokens

Index = QModelIndex | QPersistentModelIndex
_ELIDE = Qt.TextElideMode.ElideRight
_ICON = 18

VERDICT_INK = {
    Verdict.ACCEPTED: "good",
    Verdict.UNCERTAIN: "warn",
    Verdict.REJECTED: "bad",
    Verdict.UNVERIFIED: "info",
}


def _ground(
    painter: QPainter, option: QStyleOptionViewItem, colours: Tokens, *, whole_row: bool = True
) -> None:
    """Selection, hover and focus of a row."""
    area: QRect = option.rect
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, QColor(colours.accent_soft))
        if whole_row:
            mark = QRect(area.left(), area.top(), 3, area.height())
            painter.fillRect(_placed(option, mark), QColor(colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, QColor(colours.raised))
    if state & QStyle.StateFlag.State_HasFocus and whole_row:
        painter.setPen(QColor(colours.accent))
        painter.drawRect(area.adjusted(0, 0, -1, -1))


def _placed(option: QStyleOptionViewItem, area: QRect) -> QRect:
    """An area of a row that is laid out from left to right, where the language wants it."""
    return QStyle.visualRect(option.direction, option.rect, area)


def _write(
    painter: QPainter, area: QRect, text: str, ink: str, font: QFont, *, right: bool = False
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, _ELIDE, area.width())
    side = Qt.AlignmentFlag.AlignTrailing if right else Qt.AlignmentFlag.AlignLeading
    painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _fonts(base: QFont) -> tuple[QFont, QFont, QFont]:
    """Plain, strong and small."""
    strong, small = QFont(base), QFont(base)
    strong.setWeight(QFont.Weight.DemiBold)
    small.setPointSizeF(max(7.0, base.pointSizeF() * 0.9))
    return QFont(base), strong, small


class NightDelegate(QStyledItemDelegate):
    """A night: its date, how many wait, the headline, kept against thrown away as a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Three lines and a bar; two lines for all nights."""
        line = QFontMetrics(option.font).height()
        return QSize(180, 3 * line + 32 if index.row() else 2 * line + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one night."""
        colours = tokens()
        painter.save()
        painter.setLayoutDirection(option.direction)
        _ground(painter, option, colours)
        plain, strong, small = _fonts(option.font)
        area = option.rect.adjusted(SPACE.large, 8, -SPACE.medium, -8)
        line = QFontMetrics(plain).height()
        top = QRect(area.left(), area.top(), area.width(), line + 2)
        night: NightSummary | None = index.data(NIGHT_ROLE)
        waiting = int(index.data(PENDING_ROLE) or 0)
        if waiting:
            top.setRight(top.right() - self._badge(painter, option, top, waiting) - 6)
        _write(painter, _placed(option, top), str(index.data()), colours.text, strong)
        model = index.model()
        if isinstance(model, NightsModel):
            body = QRect(area.left(), top.bottom() + 3, area.width(), 2 * line)
            painter.setFont(small)
            painter.setPen(QColor(colours.muted))
            flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            metrics = QFontMetrics(small)
            text = model.headline(night)
            if night is None:
                text = metrics.elidedText(text, _ELIDE, body.width())
            else:
                text = _two_lines(text, metrics, body.width())
            painter.drawText(_placed(option, body), flags, text)
        if night is not None and night.tried:
            bar = QRect(area.left(), area.bottom() - 4, area.width(), 4)
            self._bar(painter, option, bar, night)
        painter.restore()

    def _badge(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRect, waiting: int
    ) -> int:
        """How many wait, at the end of a line; the width that it took."""
        colours = tokens()
        _plain, _strong, font = _fonts(option.font)
        text = words.number(waiting)
        metrics = QFontMetrics(font)
        height = metrics.height() + 2
        width = max(metrics.horizontalAdvance(text) + 14, height)
        area = QRectF(_placed(option, QRect(line.right() - width + 1, line.top(), width, height)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(area, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)
        return width

    def _bar(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, night: NightSummary
    ) -> None:
        """Kept against thrown away."""
        colours = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.edge))
        painter.drawRoundedRect(_placed(option, area), 2, 2)
        kept = round(area.width() * min(1.0, night.kept / night.tried))
        if kept:
            painter.setBrush(QColor(colours.good))
            part = QRect(area.left(), area.top(), max(4, kept), area.height())
            painter.drawRoundedRect(_placed(option, part), 2, 2)


class LessonDelegate(QStyledItemDelegate):
    """A lesson: decision or verdict as an icon, the title, and what it is about below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802, ARG002
        """Two lines."""
        return QSize(200, 2 * QFontMetrics(option.font).height() + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; the first column holds the icon and both lines."""
        colours = tokens()
        painter.save()
        painter.setLayoutDirection(option.direction)
        _ground(painter, option, colours, whole_row=index.column() == LessonsModel.LESSON)
        plain, _strong, small = _fonts(option.font)
        area = option.rect.adjusted(SPACE.medium, 6, -SPACE.medium, -6)
        row: LessonRow | None = index.data(ROW_ROLE)
        if index.column() != LessonsModel.LESSON:
            _write(painter, area, str(index.data() or ""), colours.muted, small)
        elif row is None:
            _write(painter, area, "…", colours.muted, plain)
        else:
            is_faded = bool(index.data(GHOST_ROLE)) or row.review is not ReviewState.PENDING
            self._lesson(painter, option, row, is_faded=is_faded)
        painter.restore()

    def _lesson(
        self, painter: QPainter, option: QStyleOptionViewItem, row: LessonRow, *, is_faded: bool
    ) -> None:
        colours = tokens()
        plain, strong, small = _fonts(option.font)
        title_font = plain if is_faded else strong
        area = option.rect.adjusted(SPACE.medium, 6, -SPACE.medium, -6)
        line = QFontMetrics(title_font).height()
        spot = QRect(area.left(), area.top() + (line - _ICON) // 2 + 1, _ICON, _ICON)
        shape, ink = _sign(row, colours)
        icons.draw(painter, QRectF(_placed(option, spot)), shape, ink)
        left, right = area.left() + _ICON + SPACE.small, area.right()
        if row.flagged:
            flag = QRect(right - 15, area.top() + line // 2 - 7, 15, 15)
            icons.draw(painter, QRectF(_placed(option, flag)), "flagged", colours.warn)
            right -= 20
        title = _placed(option, QRect(left, area.top(), right - left, line + 2))
        _write(painter, title, row.title, colours.muted if is_faded else colours.text, title_font)
        below = QRect(left, area.top() + line + 4, area.right() - left, line)
        facts = "★" * row.rating
        if row.agreement is not None:
            agree = tr("{share} agree", share=words.percent(row.agreement))
            facts = f"{facts}  {agree}".strip()
        width = QFontMetrics(small).horizontalAdvance(facts) + 10
        subject = _placed(option, below.adjusted(0, 0, -width, 0))
        _write(painter, subject, about(row), colours.muted, small)
        _write(painter, _placed(option, below), facts, colours.muted, small, right=True)


def about(row: LessonRow) -> str:
    """Libraries and difficulty of a lesson in one line."""
    return "  ·  ".join(
        part for part in (words.listed(row.libraries), words.difficulty(row.difficulty)) if part
    )


def _sign(row: LessonRow, colours: Tokens) -> tuple[str, str]:
    if row.review is ReviewState.APPROVED:
        return "approve", colours.good
    if row.review is ReviewState.REJECTED:
        return "reject", colours.bad
    shapes = {
        Verdict.ACCEPTED: "passed",
        Verdict.UNCERTAIN: "uncertain",
        Verdict.REJECTED: "failed",
        Verdict.UNVERIFIED: "broken",
    }
    return shapes[row.verdict], str(getattr(colours, VERDICT_INK[row.verdict]))


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """Break after the words that fit, and elide the second line."""
    first: list[str] = []
    rest = text.split(" ")
    while rest and metrics.horizontalAdvance(" ".join([*first, rest[0]])) <= width:
        first.append(rest.pop(0))
    if not rest:
        return text
    return " ".join(first) + "\n" + metrics.elidedText(" ".join(rest), _ELIDE, width)
