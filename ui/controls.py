"""The look of fields, boxes and lists in dialogs.

Fusion draws their outlines darker than the window, which cannot be seen on a dark one.
"""

from ui.icons import FOLDER
from ui.journal.style import least_height
from ui.theme import SPACE, Tokens


def controls_sheet(colours: Tokens) -> str:
    """Style sheet of line edits, spin boxes, combo boxes, check boxes, progress bars and lists.

    Kinds: ``nav`` (list of pages), ``error`` and ``good`` (words that judge), ``browse``
    (the button beside a path).
    """
    c, radius = colours, SPACE.radius
    scheme = "dark" if c.dark else "light"
    up, down, check = (
        (FOLDER / "controls" / f"{name}-{scheme}.svg").as_posix()
        for name in ("up", "down", "check")
    )
    fields = "QLineEdit, QAbstractSpinBox, QComboBox"
    focused = "QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus"
    wrong = 'QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"], QComboBox[wrong="true"]'
    disabled = "QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled"
    controls = f"""
    {fields} {{ color: {c.text}; background: {c.surface}; border: 1px solid {c.muted};
        border-radius: {radius}px; padding: 4px 8px; min-height: {least_height()}px;
        selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
    {focused} {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
    {wrong} {{ border: 2px solid {c.bad}; padding: 3px 7px; }}
    {disabled} {{ color: {c.muted}; background: {c.window}; border-color: {c.border}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 18px; border: none;
        background: transparent; subcontrol-origin: border; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 2px 3px 0 0; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 3px 2px 0; }}
    QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{
        background: {c.raised}; }}
    QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
    QAbstractSpinBox::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
    QComboBox::drop-down {{ border: none; width: 22px; subcontrol-origin: border; }}
    QComboBox::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
    QComboBox QAbstractItemView {{ background: {c.surface}; border: 1px solid {c.border};
        selection-background-color: {c.accent_soft}; selection-color: {c.text}; }}
    QCheckBox {{ spacing: {SPACE.small}px; }}
    QCheckBox[kind="bare"] {{ spacing: 0; }}
    QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {c.muted};
        border-radius: 4px; background: {c.surface}; }}
    QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent};
        image: url("{check}"); }}
    QCheckBox::indicator:focus {{ border: 2px solid {c.accent}; width: 14px; height: 14px; }}
    QCheckBox::indicator:checked:focus {{ border-color: {c.text}; }}
    QCheckBox::indicator:disabled {{ background: {c.raised}; border-color: {c.border}; }}
    QProgressBar {{ border: none; border-radius: 4px; background: {c.raised}; max-height: 8px;
        min-height: 8px; }}
    QProgressBar::chunk {{ border-radius: 4px; background: {c.accent}; }}
    QRadioButton {{ border: 2px solid transparent; border-radius: {radius}px; padding: 2px; }}
    QRadioButton:focus {{ border-color: {c.accent}; }}
    QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.muted};
        border-radius: 8px; background: {c.surface}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {c.accent};
        background: {c.on_accent}; }}
    QListWidget[kind="nav"] {{ background: transparent; border: 1px solid transparent;
        border-radius: {radius}px; outline: none; }}
    QListWidget[kind="nav"]:focus {{ border-color: {c.accent}; }}
    QListWidget[kind="nav"]::item {{ padding: 6px 10px; margin: 1px 0;
        border: 1px solid transparent; border-radius: {radius}px; }}
    QListWidget[kind="nav"]::item:hover {{ background: {c.raised}; }}
    QListWidget[kind="nav"]::item:selected {{ color: {c.text}; background: {c.accent_soft}; }}
    QListWidget[kind="nav"]::item:selected:disabled {{ color: {c.muted};
        background: transparent; }}
    QPushButton[kind="browse"] {{ color: {c.text}; background: {c.surface}; padding: 4px 8px;
        border: 1px solid {c.muted}; }}
    QPushButton[kind="browse"]:hover {{ background: {c.raised}; }}
    QPushButton[kind="browse"]:focus {{ border: 2px solid {c.accent}; padding: 3px 7px; }}
    QLabel[kind="error"] {{ color: {c.bad}; }}
    QLabel[kind="good"] {{ color: {c.good}; }}
    QWidget[kind="page"] {{ background: transparent; }}
    QScrollArea {{ background: transparent; }}
    """
    return controls + menus_sheet(colours)


def menus_sheet(colours: Tokens) -> str:
    """Style sheet of menus, and of the buttons of questions."""
    c, radius = colours, SPACE.radius
    asked = "QMessageBox QPushButton, QInputDialog QPushButton"

    def of(state: str) -> str:
        return ", ".join(f"{each}:{state}" for each in asked.split(", "))

    return f"""
    QMenu {{ color: {c.text}; background: {c.surface}; border: 1px solid {c.border};
        padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 28px; border-radius: {radius - 2}px; }}
    QMenu::item:default {{ font-weight: 600; }}
    QMenu::item:selected {{ background: {c.accent_soft}; }}
    QMenu::item:disabled {{ color: {c.muted}; background: transparent; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: 4px 8px; }}
    {asked} {{ color: {c.text}; background: {c.surface}; min-width: 64px;
        border: 1px solid {c.edge}; border-radius: {radius}px; padding: 5px 14px; }}
    {of("hover")} {{ background: {c.raised}; }}
    {of("default")} {{ color: {c.on_accent}; background: {c.accent};
        border-color: {c.accent}; }}
    {of("focus")} {{ border: 2px solid {c.text}; padding: 4px 13px; }}
    """
