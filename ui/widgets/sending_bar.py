# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The bar at the foot of the window: seconds left with Cancel, then each network's own state and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model import Delivery, State, Way
from app.wording import t
from ui import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.history_preview import in_full, openable
from ui.widgets.history_waiting import in_words
from ui.widgets.kinds import Looks
from ui.widgets.plain import button, icon_button, label, picture, plain_tip
from ui.widgets.ring import Ring

LINGER_MS = 12_000
TOLD_MS = 6_000
ASKED = {
    State.FAILED: ("retry", "by_hand"),
    State.HANDED_OVER: ("show_card",),
    State.UNCERTAIN: ("look",),
    State.NEEDS_PERSON: ("look",),
}


class SendingBar(QFrame):
    """Hidden while there is nothing to tell. `wanted(wish, delivery id)` tells what was pressed."""

    cancel_wanted = Signal()
    wanted = Signal(str, str)
    link_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(parent)
        theme.set_role(self, "sending")
        self.setAccessibleName(t("sending.bar"))
        self.looks = Looks()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 10, 6)
        self._inner: QWidget | None = None
        self._away = QTimer(self, singleShot=True)
        self._away.timeout.connect(self.hide)
        self.hide()

    # ------------------------------------------------------------ what it shows

    def count_down(self, seconds: int, whole: int) -> None:
        """Show how many seconds are left; the pieces stay so that the focus does."""
        words = t("sending.leaves_in", n=seconds)
        if self._inner is None or self._inner.property("kind") != "count":
            row = self._fresh("count")
            self.ring = Ring(self._inner, theme.px("icon"))
            self.words = label(words, parent=self._inner)
            self.cancel = button(t("sending.cancel"), "small_button", parent=self._inner)
            self.cancel.setToolTip("Esc")
            self.cancel.clicked.connect(self.cancel_wanted)
            row.addWidget(self.ring)
            row.addWidget(self.words)
            row.addWidget(self.cancel)
            row.addStretch(1)
            self.announce(words)
        self.words.setText(words)
        self.ring.set_share(1 - seconds / whole if whole else 1)
        self.ring.set_label(words)
        self.show()

    def say(self, words: str, linger: bool = True) -> None:
        """Show one sentence, for some seconds if it may go by itself."""
        row = self._fresh("words")
        self.words = label(words, wrap=True, parent=self._inner)
        row.addWidget(self.words, 1)
        self._closable(row)
        self.announce(words)
        self.show()
        if linger:
            self._away.start(TOLD_MS)

    def show_results(self, deliveries: tuple[Delivery, ...]) -> None:
        """Show each delivery's state and what can be done; goes by itself only when all is well."""
        row = self._fresh("results")
        holder = QWidget(self._inner)
        flow = FlowLayout(holder, 14, 4)
        well = all(one.state is State.PUBLISHED and not one.message for one in deliveries)
        if all(one.state is State.PUBLISHED for one in deliveries):
            flow.addWidget(label(t("sending.sent"), "body_bold ink", parent=holder))
        for delivery in deliveries:
            flow.addWidget(self._result(delivery, holder))
        row.addWidget(holder, 1)
        self._closable(row)
        self.announce(", ".join(f"{self._name(one)}: {_state_words(one)}" for one in deliveries))
        self.show()
        if well:
            self._away.start(LINGER_MS)

    def announce(self, words: str) -> None:
        """Tell a screen reader, politely."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    # ------------------------------------------------------------ pieces

    def _name(self, delivery: Delivery) -> str:
        return self.looks.of(delivery.account.network).name

    def _result(self, delivery: Delivery, parent: QWidget) -> QWidget:
        made = QWidget(parent)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        size = theme.px("icon_small")
        if delivery.state is State.PUBLISHED:
            row.addWidget(picture("check", "calm", size, made))
        else:
            row.addWidget(picture(self.looks.of(delivery.account.network).icon, "ink_soft", size, made))
        row.addWidget(label(self._name(delivery), "body ink", parent=made))
        if delivery.state is not State.PUBLISHED or delivery.message:
            row.addWidget(label(_state_words(delivery), "small faint", wrap=bool(delivery.message), parent=made), 1)
        for wish in ASKED.get(delivery.state, ()):
            press = button(t(f"wish.{wish}"), "small_button", value=(wish, delivery.id), parent=made)
            press.chosen.connect(self._pressed)
            row.addWidget(press)
        self._link(delivery, row, made)
        return made

    def _link(self, delivery: Delivery, row: QHBoxLayout, parent: QWidget) -> None:
        url = delivery.parts[0].url if delivery.parts else ""
        practice = delivery.account.way is Way.PRACTICE
        if delivery.state is not State.PUBLISHED or not (openable(url) or practice):
            return
        press = button(t("sending.open"), "link", value="" if practice else url, parent=parent)
        press.setToolTip(plain_tip("" if practice else in_full(url)))
        press.setAccessibleName(f"{t('sending.open')} {self._name(delivery)}")
        press.chosen.connect(self.link_wanted)
        row.addWidget(press)

    def _pressed(self, value: tuple[str, str]) -> None:
        self.wanted.emit(*value)

    def _closable(self, row: QHBoxLayout) -> None:
        close = icon_button("x", t("sheet.close"), self._inner)
        close.clicked.connect(self.hide)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def _fresh(self, kind: str) -> QHBoxLayout:
        """Empty the bar and return the row for what comes."""
        self._away.stop()
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget(self)
        self._inner.setProperty("kind", kind)
        theme.set_role(self._inner, "clear")
        row = QHBoxLayout(self._inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("m"))
        self._column.addWidget(self._inner)
        return row


def _state_words(delivery: Delivery) -> str:
    return t("state.published") if delivery.state is State.PUBLISHED and not delivery.message else in_words(delivery)
