# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The theme: contrast, fonts, icons, the live switch."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontInfo, QIcon
from PySide6.QtWidgets import QLabel, QPushButton

from app.paths import resource
from ui import theme

PAIRS = [(mode, *pair) for mode in ("light", "dark") for pair in theme.tokens()["contrast"]["pairs"]]


def luminance(value):
    channels = [value.redF(), value.greenF(), value.blueF()]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture
def themed(qapp):
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    yield qapp
    theme.apply(qapp, dark=False)


@pytest.mark.parametrize(("mode", "text", "ground", "least"), PAIRS)
def test_contrast_reaches_what_the_tokens_promise(mode, text, ground, least):
    values = theme.tokens()["color"][mode]
    high, low = sorted((luminance(theme.parse(values[text])), luminance(theme.parse(values[ground]))), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_both_themes_name_the_same_colours():
    assert set(theme.tokens()["color"]["light"]) == set(theme.tokens()["color"]["dark"])


def test_alpha_stands_last_in_the_tokens_but_not_in_qt():
    assert theme.parse("#1D202566") == QColor(0x1D, 0x20, 0x25, 0x66)


def test_no_token_is_left_unfilled_in_the_style_sheet(themed):
    assert "@" not in theme.style_sheet()


def test_switching_repaints_icons_and_tells(themed, qtbot):
    icon = theme.icon("search", "ink")
    light = icon.pixmap(QSize(18, 18)).toImage()
    with qtbot.waitSignal(theme.signals.changed):
        theme.apply(themed, dark=True)
    assert icon.pixmap(QSize(18, 18)).toImage() != light
    assert theme.is_dark()


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_an_icon_has_as_many_dots_as_the_screen_shows(themed, scale):
    shown = theme.icon("search", "ink", 18).pixmap(QSize(18, 18), scale)
    assert shown.width() == round(18 * scale)
    assert shown.devicePixelRatio() == scale


def test_an_icon_survives_copying_and_many_paints(themed, qtbot):
    button = QPushButton("x")
    qtbot.addWidget(button)
    for _ in range(300):
        icon = QIcon(theme.icon("plus"))
        icon.setIsMask(True)  # makes Qt clone the engine
        button.setIcon(icon)
        assert not button.icon().pixmap(QSize(18, 18)).isNull()
    button.grab()


def test_bundled_fonts_are_the_ones_in_use(themed):
    assert QFontInfo(theme.font("body")).family() == "Inter"
    assert QFontInfo(theme.font("writing")).family() == "Literata"
    assert theme.font("writing").pixelSize() == 19


def test_a_role_changes_a_shown_widget(themed, qtbot):
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    theme.set_role(label, "caption startled")
    assert label.palette().windowText().color() == theme.color("startled")
    theme.set_role(label, "calm")
    assert label.palette().windowText().color() == theme.color("calm")


def test_sizes_are_found_with_and_without_their_table():
    assert (theme.px("sidebar"), theme.px("space.m"), theme.px("radius.card")) == (216, 12, 10)
    with pytest.raises(KeyError):
        theme.px("nowhere")


def test_no_colour_is_written_outside_the_theme():
    sources = [path for path in Path(theme.__file__).parent.rglob("*.py") if path.name != "theme.py"]
    made = re.compile(r"""["']#[0-9A-Fa-f]{3,8}["']|QColor\(\s*(?:\d|["'])|GlobalColor\.(?!transparent)""")
    assert [str(path) for path in sources if made.search(path.read_text("utf-8"))] == []


def test_the_json_the_window_reads_is_made_from_the_tokens():
    folder = resource("theme")
    assert json.loads((folder / "tokens.json").read_text("utf-8")) == tomllib.loads(
        (folder / "tokens.toml").read_text("utf-8")
    )


def test_every_shipped_icon_is_used():
    root = Path(__file__).parent.parent.parent
    sources = [
        *(root / "ui").rglob("*.py"),
        *(root / "resources").rglob("*.toml"),
        *(root / "resources").rglob("*.qss"),
    ]
    used = "".join(source.read_text("utf-8") for source in sources)
    idle = [
        icon.stem
        for icon in (root / "resources" / "icons").glob("*.svg")
        if f'"{icon.stem}"' not in used and icon.name not in used
    ]
    assert idle == []
