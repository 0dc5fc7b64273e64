# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Tells once that a copy was opened in the place of a damaged database: from when, and what could be saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desk.safety import Restored
from app.wording import t
from ui.widgets.plain import button, label
from ui.widgets.sheet import Sheet
from ui.widgets.when import full


class RestoredSheet(Sheet):
    """One answer, and a way to what waits. `show_wanted`: the history, where each post that waits has its buttons."""

    show_wanted = Signal()

    def __init__(self, host: QWidget, told: Restored) -> None:
        """Tell it over `host`."""
        super().__init__(host, t("restored.title"), width=460)
        for words in (
            t("restored.words", when=full(told.copied), saved=told.saved),
            t("restored.kept", kept=told.kept),
            *([t("restored.waiting", waiting=told.waiting)] if told.waiting else []),
        ):
            self.body.addWidget(label(words, wrap=True, parent=self))
        if told.waiting:
            show = button(t("restored.show"), parent=self)
            show.clicked.connect(self._show)
            self.add_button(show)
        self.read = button(t("restored.read"), "primary", parent=self)
        self.read.clicked.connect(self.close)
        self.add_button(self.read)
        self.default = self.read

    def _show(self) -> None:
        self.show_wanted.emit()
        self.close()
