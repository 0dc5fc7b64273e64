# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One network in the list of accounts: icon, name, who is linked or what is possible, and its state at the right."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.model import Way
from app.wording import t
from ui import theme
from ui.widgets.account_facts import Place, Wish, is_begun, state_of, who
from ui.widgets.plain import IconLabel, button, label
from ui.widgets.sentence import Sentence

ICON = 20
LEAST = 58


class NetworkRow(QAbstractButton):
    """A press anywhere opens the network; the buttons in it do the one thing they say.

    Signals
        wished: the network and a Wish.
    """

    wished = Signal(str, object)

    def __init__(self, place: Place, key: str, linking: bool = False, parent: QWidget | None = None) -> None:
        """Show a network; `key`: where the program's key comes from, `linking`: its sign-in waits for the browser."""
        super().__init__(parent)
        self.place, self._key = place, key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(LEAST)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 16, 10)
        self._row.setSpacing(14)
        self._row.addWidget(IconLabel(place.look.icon, "ink", ICON, self))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(place.look.name, "body_bold ink", parent=self))
        words.addWidget(Sentence(self._below(), "small", "ink_faint", self))
        self._row.addLayout(words, 1)
        said = t("accounts.linking") if linking else self._state()
        self.setAccessibleName(", ".join(filter(None, (place.look.name, self._below(), said))))
        if linking:
            self._row.addWidget(label(said, "small accent", parent=self))
        self._offers(linking)
        self.clicked.connect(self._look)

    def _below(self) -> str:
        names = [who(one.account) for one in self.place.linked]
        names = [name for name in names if name]
        return " · ".join(names) or t(f"accounts.can.{self.place.look.id}")

    def _state(self) -> str:
        icon, colour, words = state_of(self.place)
        if words:
            state = QHBoxLayout()
            state.setSpacing(6)
            state.addWidget(IconLabel(icon, colour, theme.px("icon_small"), self))
            role = {"brow": "small brow", "calm": "small calm"}.get(colour, "small soft_ink")
            state.addWidget(label(words, role, parent=self))
            self._row.addLayout(state)
        return words

    def _offers(self, linking: bool) -> None:
        place = self.place
        if linking or place.linked:
            return
        if place.way is Way.PRACTICE:
            self._offer(t("accounts.try"), Wish.HAND)
            return
        if place.direct and (self._key or not place.needs_key):
            self._offer(t("accounts.continue" if is_begun(place.look.id) else "accounts.link"), Wish.LINK)
        self._offer(t("accounts.by_hand"), Wish.HAND, "hand-click")

    def _offer(self, words: str, wish: Wish, icon: str = "") -> None:
        press = button(words, "small_button", icon, value=wish, parent=self)
        press.setAccessibleName(f"{words}: {self.place.look.name}")
        press.chosen.connect(self._wish)
        self._row.addWidget(press)

    def _look(self) -> None:
        self._wish(Wish.LOOK)

    def _wish(self, wish: Wish) -> None:
        self.wished.emit(self.place.look.id, wish)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return what the words need."""
        return max(LEAST, self._row.totalHeightForWidth(width))

    def sizeHint(self) -> QSize:
        """Return the room of the words."""
        hint = self._row.totalSizeHint()
        return QSize(hint.width(), max(LEAST, hint.height()))

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the words wrap."""
        return QSize(self._row.totalMinimumSize().width(), LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if self.isChecked() else "hover" if self.underMouse() else ""
        radius = theme.px("radius.card")
        painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
