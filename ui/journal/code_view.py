"""Code with syntax colours."""

import math

from pygments.lexers.diff import DiffLexer
from pygments.lexers.python import PythonLexer
from pygments.token import Token, _TokenType
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from ui.theme import Tokens, tokens

_TAB_COLUMNS = 4

_INKS: tuple[tuple[_TokenType, str], ...] = (
    (Token.Comment, "code_comment"),
    (Token.Literal.String, "code_string"),
    (Token.Literal.Number, "code_number"),
    (Token.Keyword, "code_keyword"),
    (Token.Operator.Word, "code_keyword"),
    (Token.Name.Decorator, "code_decorator"),
    (Token.Name.Function, "code_name"),
    (Token.Name.Class, "code_name"),
    (Token.Name.Namespace, "code_name"),
    (Token.Name.Exception, "code_name"),
    (Token.Name.Builtin, "code_name"),
)
_GROUNDS: tuple[tuple[_TokenType, str], ...] = (
    (Token.Generic.Inserted, "diff_added"),
    (Token.Generic.Deleted, "diff_removed"),
    (Token.Generic.Heading, "raised"),
    (Token.Generic.Subheading, "raised"),
)


class CodeHighlighter(QSyntaxHighlighter):
    """Colours a document by Pygments; the whole text is lexed once per change.

    Args:
        diff: whether the text is a unified diff rather than Python.
    """

    def __init__(self, document: QTextDocument, *, diff: bool = False) -> None:
        super().__init__(document)
        self._lexer = DiffLexer() if diff else PythonLexer(stripnl=False, ensurenl=False)
        self._lexed = (-1, 0)
        self._spans: list[list[tuple[int, int, _TokenType]]] = []
        self._colours = tokens()
        self._formats = _formats(self._colours)

    def recolour(self, colours: Tokens) -> None:
        """Use the colours of another scheme."""
        if colours == self._colours:
            return  # a palette changes in many steps
        self._colours = colours
        self._formats = _formats(colours)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: N802, ARG002
        """Apply the spans of one line."""
        # Replacing the whole text clears and fills it under one revision.
        state = (self.document().revision(), self.document().characterCount())
        if self._lexed != state:
            self._lexed = state
            self._spans = self._lex(self.document().toPlainText())
        line = self.currentBlock().blockNumber()
        if line < len(self._spans):
            for start, length, kind in self._spans[line]:
                self.setFormat(start, length, self._formats[kind])

    def _lex(self, text: str) -> list[list[tuple[int, int, _TokenType]]]:
        """Which kinds of token are where, line by line; the same in every scheme."""
        lines: list[list[tuple[int, int, _TokenType]]] = [[]]
        column = 0
        for kind, value in self._lexer.get_tokens(text):
            known = _kind_of(kind, self._formats)
            for number, part in enumerate(value.split("\n")):
                if number:
                    lines.append([])
                    column = 0
                units = len(part.encode("utf-16-le")) // 2  # Qt counts UTF-16 units
                if known is not None and part:
                    lines[-1].append((column, units, known))
                column += units
        return lines


def _formats(colours: Tokens) -> dict[_TokenType, QTextCharFormat]:
    formats = {}
    for kind, ink in _INKS:
        formats[kind] = form = QTextCharFormat()
        form.setForeground(QColor(getattr(colours, ink)))
        if ink == "code_comment":
            form.setFontItalic(True)
    for kind, ground in _GROUNDS:
        formats[kind] = form = QTextCharFormat()
        form.setBackground(QColor(getattr(colours, ground)))
    return formats


def _kind_of(kind: _TokenType, formats: dict[_TokenType, QTextCharFormat]) -> _TokenType | None:
    """The nearest kind above that has a look of its own."""
    while kind is not Token:
        if kind in formats:
            return kind
        if kind.parent is None:
            break
        kind = kind.parent
    return None


class CodeView(QPlainTextEdit):
    """Code to read, as tall as its text; or to write, with ``editable``.

    Args:
        most_lines: from how many lines on it scrolls by itself.
    """

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        editable: bool = False,
        diff: bool = False,
        most_lines: int = 60,
    ) -> None:
        super().__init__(parent)
        self._editable = editable
        self._most_lines = most_lines
        self.setProperty("kind", "code")
        self.setAccessibleName(name)
        self._fit_font()
        # Code runs from left to right in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        if not editable:
            self.setReadOnly(True)
            self.setTabChangesFocus(True)
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.horizontalScrollBar().rangeChanged.connect(lambda *_range: self.updateGeometry())
        self._highlighter = CodeHighlighter(self.document(), diff=diff)

    def show_text(self, text: str) -> None:
        """Replace the text."""
        if text != self.toPlainText():
            self.setPlainText(text)
            needs_bar = self.blockCount() > self._most_lines
            self.setVerticalScrollBarPolicy(
                Qt.ScrollBarPolicy.ScrollBarAsNeeded
                if needs_bar
                else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            )
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """While writing, Tab indents as Python wants it, and Ctrl+Tab goes on to what follows."""
        if self._editable and not self.isReadOnly():
            held, control = event.modifiers(), Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and held & control:
                QWidget.focusNextPrevChild(self, event.key() == Qt.Key.Key_Tab)
                return
            if event.key() == Qt.Key.Key_Tab:
                column = self.textCursor().positionInBlock()
                self.insertPlainText(" " * (_TAB_COLUMNS - column % _TAB_COLUMNS))
                return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Tall enough for the text, up to the limit, with room for a scroll bar."""
        hint = super().sizeHint()
        if self._editable:
            return hint
        lines = min(self.blockCount(), self._most_lines)
        block = self.blockBoundingRect(self.document().firstBlock()).height()
        line = max(block, math.ceil(QFontMetricsF(self.font()).lineSpacing()))
        edges = 2 * int(self.document().documentMargin()) + 12
        bar = self.horizontalScrollBar().sizeHint().height() if self._is_wide() else 0
        return QSize(hint.width(), math.ceil(line * lines) + edges + bar)

    def _is_wide(self) -> bool:
        """Whether a line is longer than the view, so that a scroll bar takes its place."""
        return self.horizontalScrollBar().maximum() > 0

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As tall as wanted, as narrow as need be."""
        return QSize(120, self.sizeHint().height()) if not self._editable else QSize(120, 80)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a new scheme, and another size of fonts."""
        super().changeEvent(event)
        if not hasattr(self, "_highlighter"):
            return
        if event.type() is QEvent.Type.PaletteChange:
            self._highlighter.recolour(tokens())
        elif event.type() is QEvent.Type.StyleChange:
            self._fit_font()

    def _fit_font(self) -> None:
        """The system's font of fixed width, as large as the words around it."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        around = QGuiApplication.font()
        if around.pointSizeF() > 0:
            font.setPointSizeF(around.pointSizeF())
        if font != self.font():
            self.setFont(font)
            self.updateGeometry()
        self.setTabStopDistance(_TAB_COLUMNS * QFontMetricsF(self.font()).horizontalAdvance(" "))
