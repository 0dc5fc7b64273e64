# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From resources/theme/tokens.toml to palette, style sheet, fonts and icons. The only file that makes a colour."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QStyleHints,
)
from PySide6.QtWidgets import QApplication, QWidget

from app.paths import resource

FONT_FILES = ("Inter_400Regular", "Inter_500Medium", "Inter_600SemiBold", "Literata_400Regular")
SMALL_ICON = 15
PLAIN = "ink_soft"
STROKE, STROKE_SMALL = "1.75", "1.9"
TOKEN = re.compile(r"@([a-z_]+)")


class _Signals(QObject):
    """What the theme announces; `changed` after a switch between light and dark."""

    changed = Signal()


@cache
def tokens() -> dict[str, Any]:
    """Return the design tokens; packaging/make_theme.py makes the JSON from tokens.toml (a test compares them)."""
    made: dict[str, Any] = json.loads(resource("theme", "tokens.json").read_bytes())
    return made


def parse(value: str) -> QColor:
    """Return the colour of #RRGGBB or #RRGGBBAA (Qt itself would read #AARRGGBB)."""
    made = QColor(value[:7])
    if len(value) == 9:
        made.setAlpha(int(value[7:], 16))
    return made


class Theme:
    """What is in force now: light or dark, and the pictures made for it."""

    def __init__(self) -> None:
        """Begin light, with nothing made."""
        self.dark = False
        self.hints: QStyleHints | None = None
        self.pictures: dict[tuple[str, str, int, float], QPixmap] = {}
        self.colors = {name: parse(value) for name, value in tokens()["color"]["light"].items()}
        self.follower: _Follower | None = None


signals = _Signals()
_theme = Theme()


def color(token: str) -> QColor:
    """Return the colour for what `token` names in the theme in force. Raises KeyError for an unknown name."""
    return QColor(_theme.colors[token])


def is_dark() -> bool:
    """Whether the dark theme is in force."""
    return _theme.dark


def px(name: str) -> int:
    """Return a size, space (space.m or m) or radius (radius.card) of the tokens in px at 100 %."""
    if name == "writing_px":
        return int(tokens()["type"]["writing"]["size"])
    room, _, key = name.rpartition(".")
    for table in (room,) if room else ("space", "size", "radius", "writing", "motion", "border"):
        if key in tokens()[table]:
            return int(tokens()[table][key])
    raise KeyError(name)


# ---------------------------------------------------------------- type


def load_fonts() -> None:
    """Make the bundled fonts known to this program only."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", f"{name}.ttf")))


@cache
def _font(role: str) -> QFont:
    kind = tokens()["type"][role]
    made = QFont()
    made.setFamilies(tokens()["font"]["writing" if role.startswith("writing") else "ui"])
    made.setPixelSize(kind["size"])
    made.setWeight(QFont.Weight(kind["weight"]))
    if role == "caption":
        for feature in tokens()["font"]["features"]:
            made.setFeature(QFont.Tag(feature), 1)
    return made


def font(role: str) -> QFont:
    """Return the font of a type role: caption, small, body, body_bold, lead, heading, title, display, writing …"""
    return QFont(_font(role))


def line(role: str) -> int:
    """Return the line height of a type role in px; the sheet's is rounded up (19 px text, 31 px lines)."""
    kind = tokens()["type"][role]
    height = float(kind["size"]) * float(kind["line"])
    return math.ceil(height) if role.startswith("writing") else round(height)


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget one or more roles (words of resources/theme/mummo.qss and of the type table) and restyle it."""
    kinds = tokens()["type"]
    for word in role.split():
        if word in kinds:
            widget.setFont(font(word))
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


# ---------------------------------------------------------------- icons


@cache
def _drawing(folder: str, name: str) -> str:
    return resource(folder, f"{name}.svg").read_text("utf-8")


def _draw(svg: str, size: int, dpr: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # late: a window without icons needs no SVG library

    side = round(size * dpr)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(svg.encode()).render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(dpr)
    return picture


def pixmap(name: str, color_token: str = PLAIN, size: int = 18, dpr: float = 1.0) -> QPixmap:
    """Return resources/icons/<name>.svg in a token's colour, `size` in px at 100 %; kept per colour, size and dpr."""
    key = (name, _theme.colors[color_token].name(QColor.NameFormat.HexArgb), size, dpr)
    if key not in _theme.pictures:
        stroke = STROKE_SMALL if size <= SMALL_ICON else STROKE
        svg = _drawing("icons", name).replace("currentColor", _theme.colors[color_token].name())
        _theme.pictures[key] = _draw(svg.replace('stroke-width="2"', f'stroke-width="{stroke}"'), size, dpr)
    return _theme.pictures[key]


def art(name: str, size: int, dpr: float = 1.0) -> QPixmap:
    """Return resources/mummo/<name>.svg as drawn (never recoloured), `size` in px at 100 %; kept."""
    key = (name, "", size, dpr)
    if key not in _theme.pictures:
        _theme.pictures[key] = _draw(_drawing("mummo", name), size, dpr)
    return _theme.pictures[key]


class _TokenIcon(QIconEngine):
    """An icon that asks for its colour when it is painted, so that it follows light and dark by itself."""

    def __init__(self, name: str, color_token: str, size: int) -> None:
        super().__init__()
        self._name, self._token, self._size = name, color_token, size

    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._token, self._size)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        side = min(self._size, size.width(), size.height())
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(self._size, rect.width(), rect.height())
        dpr = painter.device().devicePixelRatio()
        corner = QPoint(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2)
        painter.drawPixmap(corner, self._picture(side, mode, dpr))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._picture(min(self._size, size.width(), size.height()), mode, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = min(self._size, size.width(), size.height())  # px at 100 % (since Qt 6.9; before it, dots of the screen)
        return self._picture(side, mode, scale)

    def _picture(self, side: int, mode: QIcon.Mode, dpr: float) -> QPixmap:
        token = "ink_disabled" if mode == QIcon.Mode.Disabled else self._token
        return pixmap(self._name, token, max(side, 1), dpr)


def icon(name: str, color_token: str = PLAIN, size: int = 18) -> QIcon:
    """Return an icon of resources/icons that takes the token's colour of the theme in force whenever it is painted."""
    return QIcon(_TokenIcon(name, color_token, size))


# ---------------------------------------------------------------- light and dark


def style_sheet() -> str:
    """Return resources/theme/mummo.qss with every @token filled in."""
    rgba = {name: value.name() if value.alpha() == 255 else _rgba(value) for name, value in _theme.colors.items()}
    shape = {f"radius_{name}": f"{value}px" for name, value in tokens()["radius"].items()}
    return TOKEN.sub(lambda match: {**shape, **rgba}[match[1]], resource("theme", "mummo.qss").read_text("utf-8"))


@contextmanager
def shown_as(dark: bool) -> Iterator[None]:
    """Let all that is asked inside a with block be light or dark, whatever the program is; GUI thread."""
    kept = _theme.colors, _theme.dark
    if dark != _theme.dark:
        _theme.dark = dark
        _theme.colors = {name: parse(value) for name, value in tokens()["color"]["dark" if dark else "light"].items()}
    try:
        yield
    finally:
        _theme.colors, _theme.dark = kept


def _rgba(value: QColor) -> str:
    return f"rgba({value.red()}, {value.green()}, {value.blue()}, {value.alpha()})"


def palette() -> QPalette:
    """Return the palette for what the style draws by itself: plain buttons, inputs, menus, selections."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: "canvas", role.WindowText: "ink", role.Base: "paper", role.AlternateBase: "panel",
        role.Text: "ink", role.Button: "raised", role.ButtonText: "ink", role.BrightText: "on_accent",
        role.ToolTipBase: "raised", role.ToolTipText: "ink", role.PlaceholderText: "ink_faint",
        role.Highlight: "accent", role.HighlightedText: "on_accent", role.Link: "accent", role.LinkVisited: "accent",
        role.Light: "raised", role.Midlight: "hover", role.Mid: "line_strong", role.Dark: "control",
        role.Shadow: "line_strong", role.Accent: "accent",
    }  # fmt: skip
    for kind, token in pairs.items():
        made.setColor(kind, color(token))
    for kind in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, kind, color("ink_disabled"))
    return made


def apply(app: QApplication, dark: bool) -> None:
    """Put light or dark in force for the whole program and tell `signals.changed`."""
    _theme.dark = dark
    _theme.colors = {name: parse(value) for name, value in tokens()["color"]["dark" if dark else "light"].items()}
    app.setPalette(palette())
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet())
    signals.changed.emit()


class _Follower(QObject):
    """Follows the system's light or dark as long as the writer has not chosen one."""

    def __init__(self, app: QApplication, choice: str) -> None:
        super().__init__(app)
        self._app, self.choice = app, choice

    @Slot()
    def refresh(self) -> None:
        hints = _theme.hints
        system = hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark
        dark = self.choice == "dark" or (self.choice == "system" and system)
        if dark != _theme.dark or not self._app.styleSheet():
            apply(self._app, dark)


def choose(choice: str) -> None:
    """Put the writer's choice (system, light or dark) in force; `follow` came before."""
    if _theme.follower is not None:
        _theme.follower.choice = choice
        _theme.follower.refresh()


def follow(app: QApplication, choice: str) -> None:
    """Apply the setting `theme` (system, light or dark) now; with system, follow the system from now on."""
    if _theme.follower is None:
        _theme.hints = QGuiApplication.styleHints()  # kept: its accessibility child dies with the Python object
        _theme.follower = _Follower(app, choice)
        _theme.hints.colorSchemeChanged.connect(_theme.follower.refresh)
    _theme.follower.choice = choice
    _theme.follower.refresh()
