# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How kinds of posts and networks look: an icon and a colour token each, so that colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.model import Kind
from app.wording import t
from ui import theme
from ui.widgets.plain import label

if TYPE_CHECKING:
    from app.desk import Desk

PRACTICE = "practice"

KIND_ICONS = {
    Kind.OWN: "user",
    Kind.REPLY: "message-circle",
    Kind.QUESTION: "help-circle",
    Kind.THANKS: "heart-handshake",
    Kind.NEWS: "building",
}
KIND_COLOURS = {Kind.OWN: "me", Kind.REPLY: "accent", Kind.QUESTION: "accent", Kind.THANKS: "calm", Kind.NEWS: "work"}


@dataclass(frozen=True, slots=True)
class Look:
    """A network as the window shows it."""

    id: str
    name: str
    icon: str


def name_of(network: str, name: str) -> str:
    """Return a network's name: its own, but in words where it is no brand (the practice network)."""
    worded = t(f"network.{network}") if network == PRACTICE else ""
    return worded or name


@dataclass(frozen=True, slots=True)
class Looks:
    """Every network's look; one that is not known (any more) still gets a name and an icon."""

    known: tuple[Look, ...] = ()

    def of(self, network: str) -> Look:
        """Return the look of a network by its id."""
        for look in self.known:
            if look.id == network:
                return look
        return Look(network, network.capitalize(), "plug-connected")


def looks(desk: Desk) -> Looks:
    """Return the look of every network this build knows; meant for a worker."""
    return Looks(tuple(Look(one.id, name_of(one.id, one.name), one.icon) for one in desk.reading.networks()))


class KindPill(QWidget):
    """A kind of post as a small pill: icon and word on a soft ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with one's own thought."""
        super().__init__(parent)
        self._kind = Kind.OWN
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 3, 10, 3)
        row.setSpacing(5)
        self._icon = QLabel(self)
        self._word = label("", "caption", parent=self)
        row.addWidget(self._icon)
        row.addWidget(self._word)
        theme.signals.changed.connect(self.refresh)
        self.refresh()

    def show_kind(self, kind: Kind) -> None:
        """Show another kind."""
        self._kind = kind
        self.refresh()

    def refresh(self) -> None:
        """Take the words and colours in force."""
        token = KIND_COLOURS[self._kind]
        size = theme.px("icon_small") - 2
        self._icon.setPixmap(theme.pixmap(KIND_ICONS[self._kind], token, size, self.devicePixelRatioF()))
        self._word.setText(t(f"kind.{self._kind.value}"))
        theme.set_role(self._word, f"caption {token}")
        self.setAccessibleName(self._word.text())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the soft ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{KIND_COLOURS[self._kind]}_soft"))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        painter.end()
