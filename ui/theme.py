"""Colours and distances of every window, in light, dark and high contrast.

Widgets ask :func:`tokens` when they paint or are polished, and again when they get a
``QEvent.Type.PaletteChange``: the palette is always set first, so the answer fits it.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one scheme, as ``#rrggbb``; text on its ground has a contrast of 4.5 or more.

    Args:
        window: ground of windows and dialogs.
        surface: ground of lists, cards and editors.
        raised: ground of headers, hovered rows, chips.
        text, muted: words, and words of less weight.
        border: lines between areas.
        edge: outlines of buttons and fields, bars of what was thrown away; like every ground of
            ``heat`` but the first it has a contrast of 3 or more.
        accent, on_accent: the one colour of emphasis, and text on it.
        accent_soft: ground behind text that is emphasised or selected without focus.
        good, warn, bad, info: text and icons that judge; ``*_soft`` is the ground of a badge
            with such text.
        code_*: colours of code on ``code_ground``.
        diff_*: grounds of added and removed lines.
        heat: five grounds from nothing to most, for the calendar.
        series: colours of lines and bars in charts.
    """

    dark: bool
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    edge: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    code_ground: str
    code_text: str
    code_keyword: str
    code_name: str
    code_string: str
    code_number: str
    code_comment: str
    code_decorator: str
    diff_added: str
    diff_removed: str
    heat: tuple[str, str, str, str, str]
    series: tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Distances in device-independent pixels; all of them are multiples of four."""

    hair: int = 4
    small: int = 8
    medium: int = 12
    large: int = 16
    huge: int = 24
    radius: int = 6


SPACE = Space()

LIGHT = Tokens(
    dark=False,
    window="#f5f4f9",
    surface="#ffffff",
    raised="#eceaf4",
    text="#1d1b29",
    muted="#5d5a70",
    border="#d5d2e1",
    edge="#8a869d",
    accent="#5a47c2",
    on_accent="#ffffff",
    accent_soft="#e6e1fb",
    good="#146c3c",
    good_soft="#dcf3e4",
    warn="#7f5100",
    warn_soft="#fdeecb",
    bad="#ab1f2d",
    bad_soft="#fce3e4",
    info="#155f9b",
    info_soft="#dfeefb",
    code_ground="#fbfaff",
    code_text="#24222f",
    code_keyword="#7a2fb5",
    code_name="#1b5aa6",
    code_string="#1d6b3f",
    code_number="#9a4a00",
    code_comment="#656279",
    code_decorator="#8a5a00",
    diff_added="#d9f2e1",
    diff_removed="#fbdfe1",
    heat=("#eceaf4", "#9182e4", "#7a66d6", "#5a47c2", "#3a2a8c"),
    series=("#5a47c2", "#16803f", "#b86500", "#1769aa", "#b3304e", "#5d5a70"),
)

DARK = Tokens(
    dark=True,
    window="#1a1922",
    surface="#22212c",
    raised="#2d2b3a",
    text="#eceaf5",
    muted="#aba7bf",
    border="#3c394c",
    edge="#7d7992",
    accent="#b0a3ff",
    on_accent="#17142b",
    accent_soft="#393363",
    good="#7fd9a0",
    good_soft="#1d3a2a",
    warn="#f2c063",
    warn_soft="#40321a",
    bad="#ff9a9f",
    bad_soft="#472327",
    info="#8cc6f7",
    info_soft="#1c3448",
    code_ground="#1e1d27",
    code_text="#e6e4ef",
    code_keyword="#cfa8ff",
    code_name="#8fc1ff",
    code_string="#93d9a6",
    code_number="#f2b27a",
    code_comment="#9a96ad",
    code_decorator="#e6c172",
    diff_added="#1f3d2b",
    diff_removed="#48262a",
    heat=("#2d2b3a", "#7366c4", "#8f80e0", "#b0a3ff", "#ddd7ff"),
    series=("#b0a3ff", "#7fd9a0", "#f2b263", "#8cc6f7", "#ff9ab0", "#aba7bf"),
)


def tokens(palette: QPalette | None = None) -> Tokens:
    """The tokens that fit a palette; default is the application's.

    Where the desktop asks for high contrast, words of less weight are as strong as the others
    and lines are drawn in the colour of text.
    """
    given = QGuiApplication.palette() if palette is None else palette
    dark = given.color(QPalette.ColorRole.Window).lightness() < 128
    return adapted(DARK if dark else LIGHT)


def wants_contrast() -> bool:
    """Whether the desktop asks for high contrast."""
    hints = QGuiApplication.styleHints()  # must outlive what accessibility() returns
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def adapted(chosen: Tokens) -> Tokens:
    """A scheme as it is, or with high contrast where the desktop asks for it."""
    if not wants_contrast():
        return chosen
    return replace(
        chosen,
        muted=chosen.text,
        border=chosen.text,
        edge=chosen.text,
        code_comment=chosen.code_text,
        window="#000000" if chosen.dark else "#ffffff",
        surface="#000000" if chosen.dark else "#ffffff",
        code_ground="#000000" if chosen.dark else "#ffffff",
    )


def palette_of(colours: Tokens) -> QPalette:
    """The palette of a scheme, for every role that a widget may ask for."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.surface), QColor(colours.window))
    for roles, colour in (
        ((role.Window, role.ToolTipBase), colours.window),
        ((role.Base,), colours.surface),
        ((role.AlternateBase, role.Button), colours.raised),
        (
            (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText),
            colours.text,
        ),
        ((role.PlaceholderText,), colours.muted),
        ((role.Highlight, role.Accent, role.Link), colours.accent),
        ((role.LinkVisited,), colours.code_keyword),
        ((role.HighlightedText,), colours.on_accent),
        ((role.Mid, role.Dark), colours.border),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    faded = QColor(colours.muted)
    faded.setAlphaF(0.85)
    for each in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.border))
    return palette


class Theme(QObject):
    """Keeps the application's palette in step with the desktop's light and dark scheme.

    The palette is ours only under Qt's Fusion style; a native style (Windows, macOS, KDE's
    Breeze) brings its own and is left alone.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self._app.style().objectName().lower() != "fusion":
            return
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        self._app.setPalette(palette_of(adapted(DARK if dark else LIGHT)))
