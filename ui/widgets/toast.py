# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A sentence at the foot of the window for some seconds, with Undo when there is something to undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import button, label

MARGIN = 24
SECONDS = 8


class Toast(QFrame):
    """Stands over its host, goes by itself after `seconds`, stays while hovered or focused; one at a time per host.

    `meant` tells that it went without Undo pressed; not when the program ends meanwhile.
    """

    meant = Signal()

    def __init__(
        self, host: QWidget, text: str, undo: Callable[[], object] | None = None, seconds: float = SECONDS
    ) -> None:
        """Show at once at the foot of `host`; `undo` is called on the GUI thread when Undo is pressed."""
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "toast")
        self.setAccessibleName(text)
        self._undo = undo
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8 if undo else 14, 8)
        row.setSpacing(theme.px("m"))
        self.words = label(text, wrap=False, parent=self)
        row.addWidget(self.words)
        if undo is not None:
            self.undo_button = button(t("toast.undo"), parent=self)
            self.undo_button.clicked.connect(self._undone)
            self.undo_button.installEventFilter(self)
            row.addWidget(self.undo_button)
        self._timer = QTimer(self, singleShot=True, interval=int(seconds * 1000))
        self._timer.timeout.connect(self.close)
        for other in host.findChildren(Toast, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if other is not self:
                other.close()
        host.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the time for undoing is over."""
        super().closeEvent(event)
        if self._undo is not None:
            self.meant.emit()

    def offers(self) -> bool:
        """Tell whether there is something to undo here still."""
        return self._undo is not None

    def _undone(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()
        self.close()

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        room = host.width() - 2 * MARGIN
        if self.sizeHint().width() > room:
            self.words.setWordWrap(True)
            self.setFixedWidth(room)
        self.adjustSize()
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - 2 * MARGIN)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Count from the beginning again."""
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size; stay while Undo has the focus."""
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._place()
        elif event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() is QEvent.Type.FocusOut and watched is not self.parent():
            self._timer.start()
        return False
