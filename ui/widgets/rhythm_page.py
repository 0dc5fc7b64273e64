# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What no row of the settings can show of a rhythm: own times, quiet hours, sending while the window is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Event
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.plain import button, icon_button, label, rule
from ui.widgets.sentence import Sentence
from ui.widgets.switch import Switch

if TYPE_CHECKING:
    from app.desk import Desk

DAYS = 7
NINE = time(9)


@dataclass(frozen=True, slots=True)
class Known:
    """Own times as (weekday, time), quiet hours, and whether the background sender starts at sign-in."""

    own: tuple[tuple[int, time], ...]
    quiet: tuple[time, time]
    agent: bool


class RhythmPage(QWidget):
    """Every change acts at once; a toast undoes it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Ask how things stand and show it."""
        super().__init__(parent)
        self._bridge = bridge
        self._known: Known | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule(self))
        column.addWidget(label(t("rhythm_page.own"), "body_bold ink", parent=self))
        column.addWidget(Sentence(t("rhythm_page.own.more"), "small", "ink_soft", self))
        self._times = QVBoxLayout()
        self._times.setSpacing(4)
        column.addLayout(self._times)
        add = button(t("rhythm_page.add"), "small_button", "plus", parent=self)
        add.clicked.connect(self._add)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule(self))
        column.addLayout(self._quiet_row())
        column.addWidget(rule(self))
        column.addLayout(self._agent_row())
        self.said = Sentence("", "small", "brow", self)
        self.said.hide()
        column.addWidget(self.said)
        column.addStretch(1)
        bridge.announced.connect(self._heard)
        self._ask()

    def _quiet_row(self) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(label(t("rhythm_page.quiet"), "body_bold ink", parent=self))
        words.addWidget(Sentence(t("rhythm_page.quiet.more"), "small", "ink_soft", self))
        row.addLayout(words, 1)
        self.quiet = tuple(self._clock(t(f"rhythm_page.quiet.{name}")) for name in ("from", "until"))
        row.addWidget(self.quiet[0])
        row.addWidget(label("–", "body", parent=self))
        row.addWidget(self.quiet[1])
        for key, field in zip(("quiet_from", "quiet_until"), self.quiet, strict=True):
            field.editingFinished.connect(lambda key=key, field=field: self._choose_quiet(key, field))
        return row

    def _agent_row(self) -> QHBoxLayout:
        row, words = QHBoxLayout(), QVBoxLayout()
        words.addWidget(label(t("rhythm_page.agent"), "body_bold ink", wrap=True, parent=self))
        words.addWidget(Sentence(t("rhythm_page.agent.more"), "small", "ink_soft", self))
        row.addLayout(words, 1)
        self.agent = Switch(t("rhythm_page.agent"), self)
        self.agent.toggled.connect(self._switch_agent)
        row.addWidget(self.agent)
        return row

    def _clock(self, name: str) -> QTimeEdit:
        made = QTimeEdit(self)
        made.setDisplayFormat(t("when.clock", hour="H", minute="mm"))
        made.setAccessibleName(name)
        made.setMinimumHeight(theme.px("control"))
        return made

    # ------------------------------------------------------------ values in

    def _ask(self) -> None:
        self._bridge.ask(_gather, self._show, self._trouble, Lane.STORE)

    def _heard(self, event: Event) -> None:
        if event.what in ("rhythm", "agent") or (event.what == "settings" and event.id.startswith("quiet")):
            self._ask()

    def _show(self, known: Known) -> None:
        if known == self._known:
            return
        self._known = known
        while (item := self._times.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, (day, at) in enumerate(known.own):
            self._times.addWidget(self._time_row(number, day, at))
        for field, at in zip(self.quiet, known.quiet, strict=True):
            field.setTime(QTime(at.hour, at.minute))
        self.agent.blockSignals(True)
        self.agent.setChecked(known.agent)
        self.agent.blockSignals(False)

    def _time_row(self, number: int, day: int, at: time) -> QWidget:
        made = QWidget(self)
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        days = QComboBox(made)
        days.setMinimumHeight(theme.px("control"))
        days.setAccessibleName(t("rhythm_page.day"))
        days.addItems([t(f"rhythm_page.weekday.{one}") for one in range(DAYS)])
        days.setCurrentIndex(day)
        clock = self._clock(t("time_sheet.time"))
        clock.setTime(QTime(at.hour, at.minute))
        hour = t("when.clock", hour=at.hour, minute=f"{at.minute:02}")
        remove = icon_button("x", t("rhythm_page.remove", when=f"{days.currentText()} {hour}"), made)
        days.activated.connect(lambda chosen: self._change(number, (chosen, _time(clock))))
        clock.editingFinished.connect(lambda: self._change(number, (days.currentIndex(), _time(clock))))
        remove.clicked.connect(lambda: self._change(number, None))
        for widget in (days, clock, remove):
            row.addWidget(widget)
        row.addStretch(1)
        return made

    # ------------------------------------------------------------ wishes

    def _add(self) -> None:
        own = self._known.own if self._known is not None else ()
        free = next((day for day in (1, 3, 2, 0, 4, 5, 6) if (day, NINE) not in own), 0)
        self._set((*own, (free, NINE)))

    def _change(self, number: int, to: tuple[int, time] | None) -> None:
        own = self._known.own if self._known is not None else ()
        if number < len(own) and own[number] != to:
            self._set((*own[:number], *((to,) if to is not None else ()), *own[number + 1 :]))

    def _set(self, own: tuple[tuple[int, time], ...]) -> None:
        before = self._known.own if self._known is not None else ()
        self._bridge.ask(lambda desk: _choose(desk, own), lambda _done: self._said_own(before), self._trouble)

    def _said_own(self, before: tuple[tuple[int, time], ...]) -> None:
        bridge = self._bridge
        bridge.toast_wanted.emit(t("rhythm_page.own_changed"), lambda: bridge.ask(lambda desk: _choose(desk, before)))

    def _choose_quiet(self, key: str, field: QTimeEdit) -> None:
        value = f"{_time(field):%H:%M}"
        if value != self._bridge.settings[key]:
            self._bridge.choose(key, value)

    def _switch_agent(self, on: bool) -> None:
        self.said.hide()
        self.agent.setEnabled(False)
        self._bridge.ask(lambda desk: _switch(desk, on), self._switched, self._not_switched, Lane.SEND)

    def _switched(self, _done: object) -> None:
        self.agent.setEnabled(True)

    def _not_switched(self, error: AppError) -> None:
        self.agent.setEnabled(True)
        self._known = None
        self._trouble(error)
        self._ask()

    def _trouble(self, error: AppError) -> None:
        self.said.setText(t(error.code, **error.facts))
        self.said.show()


def _time(field: QTimeEdit) -> time:
    return time(field.time().hour(), field.time().minute())


def _gather(desk: Desk) -> Known:
    rhythm = desk.schedule.rhythm()
    own = tuple((one.day, one.at) for one in rhythm.own)
    return Known(own, (rhythm.quiet_from, rhythm.quiet_until), desk.agent.state().at_sign_in)


def _choose(desk: Desk, own: tuple[tuple[int, time], ...]) -> None:
    from app.rhythm import OwnTime

    desk.schedule.set_own_times(OwnTime(day, at) for day, at in own)


def _switch(desk: Desk, on: bool) -> None:
    (desk.agent.on if on else desk.agent.off)()
