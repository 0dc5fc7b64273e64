# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Labels and buttons that show text exactly as it stands: nothing from outside is ever read as markup or a mnemonic."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QToolButton, QWidget

from ui import theme


def label(text: str, role: str = "body", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Return a plain-text label; `role` is a type of tokens.toml and, if wanted, a colour role ("small faint")."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    theme.set_role(made, role)
    return made


def plain_tip(text: str) -> str:
    """Return words for a tooltip in which nothing counts as mark-up: Qt guesses by what they hold, and names of

    accounts and a network's own words are a stranger's.
    """
    if "<" not in text and "&" not in text:
        return text
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>")


def picture(icon: str, colour: str = "ink_soft", size: int = 0, parent: QWidget | None = None) -> IconLabel:
    """Return an icon that is only looked at; the words beside it say the same."""
    return IconLabel(icon, colour, size or theme.px("icon"), parent)


class IconLabel(QLabel):
    """An icon that is no button; follows light and dark."""

    def __init__(self, icon: str, colour: str, size: int, parent: QWidget | None = None) -> None:
        """Show resources/icons/<icon>.svg in a token's colour, `size` in px at 100 %."""
        super().__init__(parent)
        self._icon, self._colour, self._side = icon, colour, size
        self.setFixedSize(size, size)

    def set_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the colour of the theme in force."""
        made = theme.pixmap(self._icon, self._colour, self._side, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(0, 0, made)
        painter.end()


class ValueButton(QPushButton):
    """A push button that carries a value and tells it when pressed, so that no closure has to."""

    chosen = Signal(object)

    def __init__(self, text: str, value: object = None, parent: QWidget | None = None) -> None:
        """Show `text` as it stands; `value` comes back with `chosen`."""
        super().__init__(text.replace("&", "&&"), parent)
        self.value = value
        self.setAutoDefault(True)  # so that Enter presses the button that has the focus
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Ctrl+Enter to the sheet around: it means its main button, not this one."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        self.chosen.emit(self.value)


def button(
    text: str, role: str = "", icon: str = "", value: object = None, parent: QWidget | None = None
) -> ValueButton:
    """Return a push button: role primary, plain, soft, link, chip or none (outlined); `icon` of resources/icons."""
    made = ValueButton(f" {text}" if icon else text, value, parent)
    made.setAccessibleName(text)
    if role:
        theme.set_role(made, role)
    if icon:
        token = {"primary": "on_accent", "link": "accent", "soft": "accent"}.get(role.split(" ")[0], "ink_soft")
        made.setIcon(theme.icon(icon, token, theme.px("icon_small")))
        made.setIconSize(QSize(theme.px("icon_small"), theme.px("icon_small")))
    return made


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> QToolButton:
    """Return a small button with a picture only; `name` is its accessible name and its tooltip."""
    made = QToolButton(parent)
    made.setIcon(theme.icon(icon, "ink_soft", theme.px("icon")))
    made.setIconSize(QSize(theme.px("icon"), theme.px("icon")))
    made.setAccessibleName(name)
    made.setToolTip(plain_tip(name))
    theme.set_role(made, "icon")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a hairline between rows."""
    made = QFrame(parent)
    made.setFixedHeight(1)
    theme.set_role(made, "rule")
    return made
