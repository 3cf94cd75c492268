"""The style sheet of the journal, made from the theme's tokens."""

from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.theme import SPACE, Tokens

_LEAST_HEIGHT = 18


def mark(widget: QWidget, kind: str) -> None:
    """Give a widget a look of the sheet below, and have it drawn anew."""
    if widget.property("kind") == kind:
        return
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _sized(factor: float) -> str:
    """A font size relative to the one that the system asks for."""
    font = QGuiApplication.font()
    if font.pointSizeF() > 0:
        return f"{font.pointSizeF() * factor:.1f}pt"
    return f"{round(font.pixelSize() * factor)}px"


def least_height() -> int:
    """Pixels of what is pressed or written in: where there is no room its words stay whole."""
    return max(_LEAST_HEIGHT, QFontMetrics(QGuiApplication.font()).height())


def _clear(colour: str) -> str:
    """A colour through which what lies below can be made out."""
    return f"#f0{colour.removeprefix('#')}"


def sheet(colours: Tokens) -> str:
    """Everything that Fusion and the palette do not say by themselves.

    Kinds: ``title``, ``subtitle``, ``lead``, ``heading``, ``muted`` (words); ``card``, ``bar``,
    ``panel``, ``drop`` (grounds); ``primary``, ``good``, ``danger``, ``quiet``, ``chip``,
    ``tab``, ``section`` (buttons); ``badge-good``, ``badge-warn``, ``badge-bad``,
    ``badge-info``, ``badge`` (labels); ``search`` (fields with a sign before the text).
    """
    c, radius = colours, SPACE.radius
    badges = "".join(
        f'QLabel[kind="badge-{name}"] {{ color: {ink}; background: {ground}; '
        f"border-radius: {radius}px; padding: 2px 8px; }}\n"
        for name, ink, ground in (
            ("good", c.good, c.good_soft),
            ("warn", c.warn, c.warn_soft),
            ("bad", c.bad, c.bad_soft),
            ("info", c.info, c.info_soft),
        )
    )
    solid = "".join(
        f"""
        QPushButton[kind="{name}"] {{ color: {ink}; background: {ground};
            border: 1px solid {edge}; font-weight: 600; }}
        QPushButton[kind="{name}"]:hover {{ border-color: {c.text}; }}
        QPushButton[kind="{name}"]:focus {{ border: 2px solid {c.text}; padding: 4px 13px; }}
        QPushButton[kind="{name}"]:disabled {{ color: {c.muted}; background: {c.raised};
            border-color: {c.border}; }}
        """
        for name, ink, ground, edge in (
            ("primary", c.on_accent, c.accent, c.accent),
            ("good", c.good, c.good_soft, c.good),
            ("danger", c.bad, c.bad_soft, c.bad),
        )
    )
    return f"""
    QLabel[kind="title"] {{ font-size: {_sized(1.6)}; font-weight: 600; }}
    QLabel[kind="subtitle"] {{ font-size: {_sized(1.3)}; font-weight: 600; }}
    QLabel[kind="lead"] {{ font-size: {_sized(1.15)}; }}
    QLabel[kind="heading"] {{ font-weight: 600; }}
    QLabel[kind="muted"] {{ color: {c.muted}; }}
    QLabel[kind="badge"] {{ color: {c.muted}; background: {c.raised};
        border-radius: {radius}px; padding: 2px 8px; }}
    {badges}
    QFrame[kind="card"] {{ background: {c.surface}; border: 1px solid {c.border};
        border-radius: {radius}px; }}
    QFrame[kind="bar"] {{ background: {c.window}; border: none; }}
    QFrame[kind="bar-bottom"] {{ background: {c.window}; border: none;
        border-top: 1px solid {c.border}; }}
    QFrame[kind="bar-top"] {{ background: {c.window}; border: none;
        border-bottom: 1px solid {c.border}; }}
    QFrame[kind="panel"] {{ background: {c.surface}; border: 1px solid {c.accent};
        border-radius: {radius + 2}px; }}
    QFrame[kind="toast"] {{ background: {c.text}; border: none; border-radius: {radius + 2}px; }}
    QFrame[kind="toast"] QLabel {{ color: {c.window}; }}
    QFrame[kind="toast"] QPushButton {{ color: {c.window}; background: transparent;
        border: 1px solid {c.window}; border-radius: {radius}px; padding: 3px 10px; }}
    QFrame[kind="toast"] QPushButton:hover {{ color: {c.text}; background: {c.window}; }}
    QFrame[kind="problem"] {{ background: {c.bad_soft}; border: 1px solid {c.bad};
        border-radius: {radius}px; }}
    QFrame[kind="problem"] QLabel {{ color: {c.bad}; }}
    QPushButton[kind] {{ border-radius: {radius}px; padding: 5px 14px;
        min-height: {least_height()}px; }}
    {solid}
    QPushButton[kind="plain"] {{ color: {c.text}; background: {c.surface};
        border: 1px solid {c.edge}; }}
    QPushButton[kind="plain"]:hover {{ background: {c.raised}; }}
    QPushButton[kind="plain"]:focus {{ border: 2px solid {c.accent}; padding: 4px 13px; }}
    QPushButton[kind="plain"]:disabled {{ color: {c.muted}; background: {c.window}; }}
    QPushButton[kind="link"] {{ color: {c.text}; background: transparent; text-align: left;
        border: 2px solid transparent; padding: 4px 8px; }}
    QPushButton[kind="link"]:hover {{ background: {c.raised}; }}
    QPushButton[kind="link"]:focus {{ border-color: {c.accent}; }}
    QToolButton[kind="quiet"] {{ color: {c.text}; background: transparent;
        border: 2px solid transparent; border-radius: {radius}px; padding: 3px; }}
    QToolButton[kind="quiet"]:hover {{ background: {c.raised}; }}
    QToolButton[kind="quiet"]:checked {{ background: {c.accent_soft}; }}
    QToolButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
    QToolButton[kind="quiet"]::menu-indicator {{ image: none; }}
    QToolButton[kind="chip"] {{ color: {c.text}; background: {c.surface};
        border: 1px solid {c.edge}; border-radius: 12px; padding: 3px 5px; }}
    QToolButton[kind="chip"]:hover {{ background: {c.raised}; }}
    QToolButton[kind="chip"]:checked {{ color: {c.on_accent}; background: {c.accent};
        border-color: {c.accent}; }}
    QToolButton[kind="chip"]:focus {{ border: 2px solid {c.text}; padding: 2px 4px; }}
    QToolButton[kind="chip"]::menu-indicator {{ image: none; }}
    QToolButton[kind="filter"] {{ color: {c.text}; background: {c.accent_soft};
        border: 1px solid {c.accent_soft}; border-radius: 11px; padding: 2px; }}
    QToolButton[kind="filter"]:hover {{ border-color: {c.accent}; }}
    QToolButton[kind="filter"]:focus {{ border: 2px solid {c.accent}; padding: 1px; }}
    QToolButton[kind="tab"] {{ color: {c.muted}; background: transparent; border: none;
        border-bottom: 3px solid transparent; padding: 7px 12px 5px 12px; font-weight: 600; }}
    QToolButton[kind="tab"]:hover {{ color: {c.text}; }}
    QToolButton[kind="tab"]:checked {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QToolButton[kind="tab"]:focus {{ background: {c.raised}; color: {c.text}; }}
    QToolButton[kind="section"] {{ color: {c.text}; background: transparent;
        border: 2px solid transparent; border-radius: {radius}px; padding: 3px 6px 3px 2px;
        margin-left: -8px; font-weight: 600; }}
    QToolButton[kind="section"]:hover {{ background: {c.raised}; }}
    QToolButton[kind="section"]:focus {{ border-color: {c.accent}; }}
    QPlainTextEdit {{ background: {c.surface}; border: 1px solid {c.muted};
        border-radius: {radius}px; padding: 4px; }}
    QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: 3px; }}
    QPlainTextEdit[kind="code"] {{ color: {c.code_text}; background: {c.code_ground};
        border: 1px solid {c.border}; border-radius: {radius}px; padding: 4px; }}
    QPlainTextEdit[kind="code"]:focus {{ border-color: {c.accent}; }}
    QTextBrowser {{ color: {c.text}; background: {c.surface}; border: 1px solid {c.border};
        border-radius: {radius}px; }}
    QTextBrowser:focus {{ border: 2px solid {c.accent}; }}
    QLabel:focus {{ background: {c.raised}; }}
    QScrollArea:focus {{ border: 1px solid {c.accent}; }}
    QAbstractItemView[kind="list"] {{ background: {c.surface}; border: none; outline: none; }}
    QLineEdit {{ background: {c.surface}; border: 1px solid {c.edge};
        border-radius: {radius}px; padding: 4px 6px; min-height: {least_height()}px;
        selection-background-color: {c.accent}; }}
    QLineEdit:focus {{ border: 2px solid {c.accent}; padding: 3px 5px; }}
    QLineEdit[kind="search"] {{ padding-left: 0; padding-right: 0; }}
    QScrollBar {{ background: transparent; border: none; margin: 0; }}
    QScrollBar:vertical {{ width: 10px; }}
    QScrollBar:horizontal {{ height: 10px; }}
    QScrollBar::handle {{ background: {c.edge}; border-radius: 2px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: 30px; }}
    QScrollBar::handle:horizontal {{ min-width: 30px; }}
    QScrollBar::handle:hover {{ background: {c.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QProgressBar {{ background: {c.raised}; border: none; border-radius: 4px; max-height: 8px; }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 4px; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ background: transparent; }}
    QTabBar::tab {{ color: {c.muted}; background: transparent; border: none;
        border-bottom: 3px solid transparent; padding: 5px 12px; font-weight: 600; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QTabBar::tab:hover {{ color: {c.text}; }}
    QTabBar::tab:focus {{ background: {c.raised}; }}
    QHeaderView {{ background: {c.surface}; border: none; }}
    QHeaderView::section {{ color: {c.muted}; background: {c.surface}; border: none;
        border-bottom: 1px solid {c.border}; padding: 5px 12px; }}
    QTableView[kind="table"] {{ background: {c.surface}; border: none; outline: none; }}
    QTableView[kind="table"]::item {{ padding: 0 9px; border: none; }}
    QTableView[kind="table"]::item:selected, QTableView[kind="table"]::item:selected:focus {{
        color: {c.text}; background: {c.accent_soft}; border: none; }}
    QLabel[kind="drop"] {{ color: {c.accent}; background: {_clear(c.surface)};
        border: 3px dashed {c.accent}; border-radius: {radius}px; font-size: {_sized(1.3)};
        font-weight: 600; }}
    QTableView[kind="table"]:focus {{ border: 1px solid {c.accent}; }}
    """
