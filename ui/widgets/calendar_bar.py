# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The calendar's toolbar: which days, back and on, today, week or month."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.calendar_facts import monday, range_words
from ui.widgets.plain import button, icon_button, label


class Mode(Enum):
    """How much is shown."""

    WEEK = "week"
    MONTH = "month"


class CalendarBar(QFrame):
    """Signals
    stepped: -1 or 1.
    today_wanted: today was pressed.
    mode_wanted: a Mode.
    """

    stepped = Signal(int)
    today_wanted = Signal()
    mode_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start at the week."""
        super().__init__(parent)
        theme.set_role(self, "toolbar")
        self.setFixedHeight(theme.px("toolbar") + 1)
        self.setAccessibleName(t("view.calendar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, 20, 0)
        row.setSpacing(8)
        self.title = label("", "heading", parent=self)
        self.days = label("", "body soft_ink", parent=self)
        row.addWidget(self.title)
        row.addWidget(self.days)
        row.addSpacing(14)
        back, on = (
            icon_button("chevron-left", t("calendar.back"), self),
            icon_button("chevron-right", t("calendar.on"), self),
        )
        back.clicked.connect(lambda: self.stepped.emit(-1))
        on.clicked.connect(lambda: self.stepped.emit(1))
        today = button(t("calendar.today"), parent=self)
        today.clicked.connect(self.today_wanted)
        for widget in (back, today, on):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._modes(), 0, Qt.AlignmentFlag.AlignVCenter)
        self._add_keys()

    def _modes(self) -> QFrame:
        frame = QFrame(self)
        theme.set_role(frame, "segments")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.setSpacing(0)
        group = QButtonGroup(self)
        self._segments = {}
        for mode in Mode:
            one = button(t(f"calendar.mode.{mode.value}"), "segment", value=mode, parent=frame)
            one.setCheckable(True)
            one.chosen.connect(self.mode_wanted)
            group.addButton(one)
            self._segments[mode] = one
            inside.addWidget(one)
        self._segments[Mode.WEEK].setChecked(True)
        return frame

    def _add_keys(self) -> None:
        """Single letters, as long as the calendar has the focus: no field of text stands here."""
        for keys, code, call in (
            ("T", "today", self.today_wanted.emit),
            ("W", "mode.week", self._week),
            ("M", "mode.month", self._month),
        ):
            action = QAction(t(f"calendar.{code}"), self)
            action.setShortcut(keys)
            action.triggered.connect(call)
            self.addAction(action)

    @Slot()
    def _week(self) -> None:
        self.mode_wanted.emit(Mode.WEEK)

    @Slot()
    def _month(self) -> None:
        self.mode_wanted.emit(Mode.MONTH)

    def show_days(self, mode: Mode, day: date) -> None:
        """Say which days are shown."""
        self._segments[mode].setChecked(True)
        if mode is Mode.MONTH:
            self.title.setText(t("calendar.title.month", name=t(f"calendar.month_name.{day.month}"), year=day.year))
            self.days.setText("")
            return
        first = monday(day)
        last = first + timedelta(days=6)
        self.title.setText(t("calendar.title.week", number=first.isocalendar().week))
        self.days.setText(range_words(first, last))
