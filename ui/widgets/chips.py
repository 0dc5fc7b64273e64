# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The row of places a post goes to: a real button each, with what is left to write there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.wording import t
from ui import theme
from ui.widgets.account_facts import ends, linked
from ui.widgets.flow import FlowLayout
from ui.widgets.plain import plain_tip
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from app.model import Account, Measure
    from ui.widgets.kinds import Look, Looks

NEAR = 20
"""From this many left on, the counter is amber (ux.md 7)."""
HEIGHT = 28
RING = 4
"""Room around the chip for the focus ring: 2 px ring and 2 px gap."""
PAD = 10
GAP = 7
FORK = 13
DOT = 8
ICON_ONLY = 36


class Counter(NamedTuple):
    """What a chip says of the room on its network: short for the eye, whole for the ear, amber when `near`."""

    text: str = ""
    spoken: str = ""
    near: bool = False


def counter(measure: Measure) -> Counter:
    """Return the counter of a measured text: parts of a thread, too many, or left."""
    left = measure.limit - measure.used
    if len(measure.parts) > 1:
        words = t("chip.thread", parts=len(measure.parts))
        return Counter(words, words)
    if left < 0:
        words = t("chip.over", count=-left)
        return Counter(words, words, near=True)
    return Counter(str(left), t("chip.left", count=left), near=left <= NEAR)


class PillButton(QAbstractButton):
    """A button shaped like a pill: icon, words and a fainter note; a round one with the icon only when it is off."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        """Show the icon only; `name` is the accessible name and the tooltip."""
        super().__init__(parent)
        self._icon = icon
        self._counter = Counter()
        self._forked = False
        self._ends = ""
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_counter(self, value: Counter) -> None:
        """Say how much room is left."""
        if value == self._counter:
            return
        wider = len(value.text) != len(self._counter.text)
        self._counter = value
        self.setAccessibleDescription(self._described())
        if wider:
            self.updateGeometry()
        self.update()

    def set_forked(self, on: bool) -> None:
        """Show a fork behind the name: this place gets a text of its own."""
        if on == self._forked:
            return
        self._forked = on
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def is_forked(self) -> bool:
        """Whether the chip says that its place has a text of its own."""
        return self._forked

    def set_ends(self, words: str) -> None:
        """Show an amber mark and say why: the sign-in of this place ends soon or has ended; "" takes it away."""
        if words == self._ends:
            return
        self._ends = words
        self.setToolTip(plain_tip(f"{self.text()}\n{words}" if words else self.text()))
        self.setAccessibleDescription(self._described())
        self.updateGeometry()
        self.update()

    def ends_in_words(self) -> str:
        """Return what the amber mark says, "" without one."""
        return self._ends

    def _described(self) -> str:
        own = t("chip.own_text") if self._forked else ""
        return ", ".join(filter(None, (own, self._ends, self._counter.spoken)))

    def counter_text(self) -> str:
        """Return what the chip shows beside its name."""
        return self._counter.text

    def is_near(self) -> bool:
        """Whether the counter is amber."""
        return self._counter.near

    def sizeHint(self) -> QSize:
        """Return the pill and the room for its focus ring."""
        width = ICON_ONLY
        if self.isChecked():
            width = 2 * PAD + theme.px("icon_small") + GAP + QFontMetrics(_name_font()).horizontalAdvance(self.text())
            width += FORK + GAP if self._forked else 0
            width += FORK + GAP if self._ends else 0
            if self._counter.text:
                width += GAP + QFontMetrics(theme.font("caption")).horizontalAdvance(self._counter.text)
        return QSize(width + 2 * RING, HEIGHT + 2 * RING)

    def minimumSizeHint(self) -> QSize:
        """A chip is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses like Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill, its content and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(RING + 0.5, RING + 0.5, -RING - 0.5, -RING - 0.5)
        on = self.isChecked()
        painter.setPen(QPen(theme.color("line_strong" if on else "line"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "raised" if on else "paper"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        self._draw_content(painter, on)

    def _draw_content(self, painter: QPainter, on: bool) -> None:
        side = theme.px("icon_small")
        picture = theme.pixmap(self._icon, "ink" if on else "ink_faint", side, self.devicePixelRatioF())
        top = (self.height() - side) // 2
        if not on:
            painter.drawPixmap((self.width() - side) // 2, top, picture)
            if self._ends:
                self._draw_dot(painter)
            return
        painter.drawPixmap(RING + PAD, top, picture)
        x = RING + PAD + side + GAP
        painter.setFont(_name_font())
        painter.setPen(theme.color("ink"))
        width = QFontMetrics(_name_font()).horizontalAdvance(self.text())
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(x, 0, width + 2, self.height()), middle, self.text())
        if self._forked:
            fork = theme.pixmap("git-fork", "accent", FORK, self.devicePixelRatioF())
            painter.drawPixmap(x + width + GAP, (self.height() - FORK) // 2, fork)
            width += FORK + GAP
        if self._ends:
            mark = theme.pixmap("refresh", "brow", FORK, self.devicePixelRatioF())
            painter.drawPixmap(x + width + GAP, (self.height() - FORK) // 2, mark)
            width += FORK + GAP
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("brow" if self._counter.near else "ink_faint"))
        painter.drawText(QRect(x + width + GAP, 0, self.width(), self.height()), middle, self._counter.text)

    def _draw_dot(self, painter: QPainter) -> None:
        """Mark a chip that has room for its icon alone; the tooltip and the description say it in words."""
        painter.setPen(QPen(theme.color("paper"), 1.5))
        painter.setBrush(theme.color("brow"))
        painter.drawEllipse(QRectF(self.width() - RING - DOT - 2, RING + 1, DOT, DOT))


class DestinationChip(PillButton):
    """One account: on (name and counter) or off (icon only)."""

    switched = Signal(str, bool)
    menu_wanted = Signal(object)

    def __init__(self, account: Account, look: Look, name: str, parent: QWidget | None = None) -> None:
        """`name` tells two accounts of one network apart."""
        super().__init__(look.icon, name, parent)
        self.account = account
        self.look_at_end(datetime.now(UTC))
        self.setCheckable(True)
        self.toggled.connect(self._switch)

    def look_at_end(self, now: datetime) -> None:
        """Mark the chip from ten days before its sign-in ends."""
        one = linked(self.account, now)
        self.set_ends(t("chip.ends", ends=ends(one)) if one.ends_soon else "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Wish for the menu of this place."""
        self.menu_wanted.emit(self)

    def _switch(self, on: bool) -> None:
        self.updateGeometry()
        self.switched.emit(self.account.id, on)


class DestinationRow(QWidget):
    """ "To", a chip per account, and a plus that opens the accounts.

    Signals
        chosen: the ids of the accounts that are on, in their order.
        accounts_wanted: the plus was pressed.
        menu_wanted: a DestinationChip whose menu is asked for.
    """

    chosen = Signal(tuple)
    accounts_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with the plus only."""
        super().__init__(parent)
        self.chips: list[DestinationChip] = []
        self._looks: Looks | None = None
        self._flow = FlowLayout(self, gap=6 - 2 * RING, line_gap=6 - 2 * RING)
        self._label = Sentence(t("write.to"), "body", "ink_faint", self)
        self._label.setFixedSize(self._label.sizeHint() + QSize(10, 0))
        self._flow.addWidget(self._label)
        self.plus = PillButton("plus", t("chip.add"), self)
        self.plus.clicked.connect(self.accounts_wanted)
        self._flow.addWidget(self.plus)
        self.setAccessibleName(t("write.to"))

    def set_accounts(self, accounts: tuple[Account, ...], looks: Looks, on: tuple[str, ...]) -> None:
        """Show a chip per account; those whose id is in `on` come first and are on."""
        for chip in self.chips:
            self._flow.leave_out(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        self._looks = looks
        networks = [account.network for account in accounts]
        for account in sorted(accounts, key=lambda one: one.id not in on):
            look = looks.of(account.network)
            alone = networks.count(account.network) == 1
            name = look.name if alone else (account.handle or account.name or look.name)
            chip = DestinationChip(account, look, name, self)
            chip.setChecked(account.id in on)
            chip.switched.connect(self._tell)
            chip.menu_wanted.connect(self.menu_wanted)
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self._flow.move_to_end(self.plus)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [*self.chips, self.plus]

    def look_at_ends(self, now: datetime | None = None) -> None:
        """Look again which sign-ins end soon; time has passed."""
        for chip in self.chips:
            chip.look_at_end(now or datetime.now(UTC))
        self._flow.invalidate()

    def on(self) -> tuple[Account, ...]:
        """Return the accounts that are on."""
        return tuple(chip.account for chip in self.chips if chip.isChecked())

    def set_counters(self, counters: dict[str, Counter]) -> None:
        """Show a counter per account id; other chips keep theirs."""
        for chip in self.chips:
            if chip.account.id in counters:
                chip.set_counter(counters[chip.account.id])

    def network_name(self, network: str) -> str:
        """Return how people call a network."""
        return self._looks.of(network).name if self._looks else network

    def set_forked(self, networks: frozenset[str]) -> None:
        """Mark the chips of networks that have a text of their own."""
        for chip in self.chips:
            chip.set_forked(chip.account.network in networks)
        self._flow.invalidate()

    def _tell(self) -> None:
        self._flow.invalidate()
        self.chosen.emit(tuple(account.id for account in self.on()))


def _name_font() -> QFont:
    made = theme.font("body")
    made.setWeight(QFont.Weight.Medium)
    return made
