# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Asked when the program is closed while a post can still be taken back: send now, or take it back?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui.widgets.plain import button, label
from ui.widgets.sheet import Sheet


class QuitSheet(Sheet):
    """Two answers; Esc stays in the program and the seconds begin anew."""

    send_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        """Ask over `host`."""
        super().__init__(host, t("quit.question"), width=400)
        self.body.addWidget(label(t("quit.words"), wrap=True, parent=self))
        cancel = button(t("quit.cancel"), parent=self)
        cancel.clicked.connect(self._cancel)
        self.send = button(t("quit.send"), "primary", "send", parent=self)
        self.send.clicked.connect(self._send)
        self.add_button(cancel)
        self.add_button(self.send)
        self.cancel = cancel
        self.default = self.send

    def _send(self) -> None:
        self.send_wanted.emit()
        self.close()

    def _cancel(self) -> None:
        self.cancel_wanted.emit()
        self.close()
