import pytest
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from ui.theme import DARK, LIGHT, Tokens, palette_of, tokens

GROUNDS = {
    "text": ("window", "surface", "raised", "accent_soft"),
    "muted": ("window", "surface", "raised"),
    "on_accent": ("accent",),
    "accent": ("surface",),
    "good": ("surface", "good_soft"),
    "warn": ("surface", "warn_soft"),
    "bad": ("surface", "bad_soft"),
    "info": ("surface", "info_soft"),
    "code_text": ("code_ground", "diff_added", "diff_removed"),
    "code_keyword": ("code_ground",),
    "code_name": ("code_ground",),
    "code_string": ("code_ground",),
    "code_number": ("code_ground",),
    "code_comment": ("code_ground",),
    "code_decorator": ("code_ground",),
}


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, "relative luminance")."""

    def luminance(colour: str) -> float:
        def linear(value: float) -> float:
            return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

        c = QColor(colour)
        return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", GROUNDS)
def test_every_word_can_be_read_on_every_ground_it_stands_on(scheme: Tokens, ink: str) -> None:
    ratios = {g: contrast(getattr(scheme, ink), getattr(scheme, g)) for g in GROUNDS[ink]}
    assert min(ratios.values()) >= 4.5, ratios


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_drawn_and_means_something_is_seen_on_its_ground(scheme: Tokens) -> None:
    grounds = {"edge": ("window", "surface"), "good": ("surface",), "info": ("surface",)}
    ratios = {
        (ink, ground): contrast(getattr(scheme, ink), getattr(scheme, ground))
        for ink, stands_on in grounds.items()
        for ground in stands_on
    }
    ratios |= {(shade, "surface"): contrast(shade, scheme.surface) for shade in scheme.heat[1:]}
    assert min(ratios.values()) >= 3, ratios


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_tokens_follow_the_palette(qtbot: QtBot, scheme: Tokens) -> None:
    assert tokens(palette_of(scheme)) == scheme


def test_disabled_words_are_fainter_than_others_but_there(qtbot: QtBot) -> None:
    palette = palette_of(LIGHT)
    faint = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert faint != palette.color(QPalette.ColorRole.Text)
    assert faint.alphaF() > 0.7
