# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where the parts of Mummo's panel stand: face and words, remarks, praise, hats, a small step; they scroll together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.face import Face
from ui.widgets.meter import HatsMeter
from ui.widgets.plain import IconLabel
from ui.widgets.roles import set_accessible_role
from ui.widgets.sentence import Sentence

EDGE = 20
CARD_GAP = 8


class PanelLayout(QFrame):
    """The parts, empty."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the parts."""
        super().__init__(parent)
        set_accessible_role(self, QAccessible.Role.Pane)
        self.setAccessibleName(t("panel.name"))
        self._build()

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(area)
        theme.set_role(inside, "clear")
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        outer.addWidget(area)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(EDGE, EDGE, EDGE, EDGE - 2)
        self.column.setSpacing(0)
        self._build_head(inside)
        self.rule_above = self._add_rule(inside, 21, 0)
        self.remarks_box, self.remarks_column = self._box(inside, 21, CARD_GAP)
        self.praise_box, self.praise_column = self._box(inside, 16, 9)
        self.upper_spring = self._spring(inside)
        self.rule_below = self._add_rule(inside, 24, 0)
        self.meter_box = QWidget(inside)
        meter_column = QVBoxLayout(self.meter_box)
        meter_column.setContentsMargins(0, 12, 0, 2)
        self.meter = HatsMeter(self.meter_box)
        meter_column.addWidget(self.meter)
        self.column.addWidget(self.meter_box)
        self.lower_spring = self._spring(inside)
        self._build_step(inside)

    def _build_head(self, inside: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.face = Face(theme.px("mummo_face"), inside)
        row.addWidget(self.face, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(5)
        words.addStretch(1)
        self.headline = Sentence("", "lead", "ink", inside)
        bold = theme.font("lead")
        bold.setWeight(QFont.Weight.DemiBold)
        self.headline.setFont(bold)
        words.addWidget(self.headline)
        self.more = Sentence("", "small", "ink_soft", inside)
        words.addWidget(self.more)
        words.addStretch(2)
        row.addLayout(words, 1)
        self.column.addLayout(row)

    def _build_step(self, inside: QWidget) -> None:
        self.step_box = QFrame(inside)
        theme.set_role(self.step_box, "tip")
        set_accessible_role(self.step_box, QAccessible.Role.Note)
        self.step_box.setAccessibleName(t("step.name"))
        row = QHBoxLayout(self.step_box)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(9)
        row.addWidget(IconLabel("bulb", "accent", theme.px("icon"), self.step_box))
        self.step_words = Sentence("", "small", "ink_soft", self.step_box)
        row.addWidget(self.step_words, 1)
        self.column.addSpacing(12)
        self.column.addWidget(self.step_box)

    def _box(self, inside: QWidget, above: int, gap: int) -> tuple[QWidget, QVBoxLayout]:
        box = QWidget(inside)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, above, 0, 0)
        column.setSpacing(gap)
        self.column.addWidget(box)
        return box, column

    def _add_rule(self, inside: QWidget, above: int, below: int) -> QWidget:
        holder = QWidget(inside)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, above, 0, below)
        rule = QFrame(holder)
        rule.setFixedHeight(1)
        theme.set_role(rule, "rule")
        column.addWidget(rule)
        self.column.addWidget(holder)
        return holder

    def _spring(self, inside: QWidget) -> QWidget:
        spring = QWidget(inside)
        self.column.addWidget(spring, 1)
        return spring
