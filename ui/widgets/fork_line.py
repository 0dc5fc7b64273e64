# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The thin line above the paper while one network's own text is on it: which one, what differs, and the ways back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import button, label, picture


class ForkLine(QFrame):
    """Signals: differences_wanted (on or off), common_wanted (look at the common text), rejoin_wanted."""

    differences_wanted = Signal(bool)
    common_wanted = Signal()
    rejoin_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(theme.px("s"))
        row.addWidget(picture("git-fork", "accent", theme.px("icon_small"), self))
        self.words = label("", "small", parent=self)
        row.addWidget(self.words)
        self.count = label("", "small faint", parent=self)
        row.addWidget(self.count)
        row.addStretch(1)
        self.show_differences = button(t("fork.show"), "link", parent=self)
        self.show_differences.setCheckable(True)
        self.common = button(t("fork.common"), "link", parent=self)
        self.common.setToolTip(t("fork.common_tip"))
        self.rejoin = button(t("fork.rejoin"), "link", parent=self)
        for one in (self.show_differences, self.common, self.rejoin):
            row.addWidget(one)
        self.show_differences.toggled.connect(self._toggle)
        self.common.clicked.connect(self.common_wanted)
        self.rejoin.clicked.connect(self.rejoin_wanted)
        self.hide()

    def show_for(self, name: str) -> None:
        """Say whose text is on the paper; "" hides the line."""
        if name:
            words = t("fork.only_in", network=name)
            self.words.setText(words)
            self.setAccessibleName(words)
        self.count.setText("")
        self.show_differences.setChecked(False)
        self.setVisible(bool(name))

    def _toggle(self, on: bool) -> None:
        words = t("fork.hide") if on else t("fork.show")
        self.show_differences.setText(words)
        self.show_differences.setAccessibleName(words)
        self.differences_wanted.emit(on)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.show_differences, self.common, self.rejoin]

    def say_differences(self, places: int | None) -> None:
        """Say at how many places the text differs; None says nothing."""
        words = "" if places is None else t("fork.differs", n=places) if places else t("fork.same")
        self.count.setText(words)
