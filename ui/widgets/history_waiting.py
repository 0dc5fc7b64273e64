# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What still waits to go out, on top of the history: each delivery in words, with the wishes that make sense for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model import Delivery, State
from app.wording import t
from ui import theme
from ui.widgets import when
from ui.widgets.asking import wishes
from ui.widgets.flow import FlowLayout
from ui.widgets.kinds import Looks
from ui.widgets.plain import ValueButton, button, label, picture, rule

MOST = 20
TITLE = 58


def in_words(delivery: Delivery) -> str:
    """Return where a delivery stands, as one short sentence; its own message comes first when it has one."""
    if delivery.message and delivery.state not in (State.CLAIMED, State.SENDING, State.HANDED_OVER):
        return t(delivery.message, **dict(delivery.facts))
    return t(f"state.{delivery.state.value}", when=when.full(delivery.at))


class WaitingList(QFrame):
    """Rows of deliveries; the view hides it while nothing waits."""

    wanted = Signal(str, object)
    calendar_wanted = Signal()
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty; `wanted(wish, delivery)` tells what was pressed, `grown` a new height.

        `calendar_wanted`: what is planned shall be shown where it stands.
        """
        super().__init__(parent)
        theme.set_role(self, "card")
        self.setAccessibleName(t("history.waiting"))
        self.looks = Looks()
        self._put_off: set[str] = set()
        self._rows: tuple[Delivery, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 4, 1, 4)
        self._column.setSpacing(0)
        self._inner: QWidget | None = None

    def show_rows(self, rows: tuple[Delivery, ...]) -> None:
        """Show what waits, the oldest first; what was put off until later shows only its words.

        What is planned and well stands in the calendar; here it is one line.
        """
        self._rows = rows
        here = [one for one in rows if not _in_calendar(one)]
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget(self)
        theme.set_role(self._inner, "clear")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, delivery in enumerate(here[:MOST]):
            if number:
                column.addWidget(rule(self._inner))
            column.addWidget(self._row(delivery))
        planned = len({(one.draft, one.at) for one in rows if _in_calendar(one)})
        if planned:
            if here:
                column.addWidget(rule(self._inner))
            column.addWidget(self._planned(planned, self._inner))
        self._column.addWidget(self._inner)

    def any_rows(self) -> bool:
        """Whether anything waits."""
        return bool(self._rows)

    def height_at(self, width: int) -> int:
        """Return the height all rows need at a width, in pixels."""
        self._column.activate()
        return self._column.totalHeightForWidth(width) if self._column.hasHeightForWidth() else self.sizeHint().height()

    def event(self, event: QEvent) -> bool:
        """Tell when the rows want another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.grown.emit()
        return super().event(event)

    def _planned(self, posts: int, parent: QWidget) -> QWidget:
        made = QWidget(parent)
        row = QHBoxLayout(made)
        row.setContentsMargins(13, 4, 10, 4)
        row.setSpacing(theme.px("m"))
        row.addWidget(picture("calendar", "ink_soft", parent=made))
        row.addWidget(label(t("history.planned", n=posts), "body ink", wrap=True, parent=made), 1)
        show = button(t("planned.calendar"), "link", parent=made)
        show.clicked.connect(self.calendar_wanted)
        row.addWidget(show)
        return made

    def _row(self, delivery: Delivery) -> QWidget:
        made = QWidget(self._inner)
        made.setAccessibleName(f"{delivery.account.name}: {in_words(delivery)}")
        row = QHBoxLayout(made)
        row.setContentsMargins(13, 8, 10, 8)
        row.setSpacing(theme.px("m"))
        look = self.looks.of(delivery.account.network)
        row.addWidget(picture(look.icon, "ink", parent=made), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        text = delivery.parts[0].text if delivery.parts else ""
        title = " ".join(text.split())
        title = title if len(title) <= TITLE else title[:TITLE].rstrip() + "…"
        column.addWidget(label(title or delivery.account.name, "body ink", wrap=True, parent=made))
        state = label(f"{look.name} · {in_words(delivery)}", "small faint", wrap=True, parent=made)
        column.addWidget(state)
        names = () if delivery.id in self._put_off else wishes(delivery)
        if names:
            holder = QWidget(made)
            flow = FlowLayout(holder)
            for name in names:
                flow.addWidget(self._button(name, delivery, holder))
            column.addWidget(holder)
        row.addLayout(column, 1)
        return made

    def _button(self, name: str, delivery: Delivery, parent: QWidget) -> ValueButton:
        made = button(t(f"wish.{name}"), "small_button", value=(name, delivery), parent=parent)
        made.chosen.connect(self._pressed)
        return made

    def _pressed(self, value: tuple[str, Delivery]) -> None:
        name, delivery = value
        if name == "later":
            self._put_off.add(delivery.id)
            self.show_rows(self._rows)
        else:
            self.wanted.emit(name, delivery)


def _in_calendar(delivery: Delivery) -> bool:
    """Tell whether a delivery only waits for its time."""
    return delivery.state is State.SCHEDULED and bool(delivery.wall) and not delivery.message
