# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a pause in typing sets off: counters soon, saving a little later, reading in peace. Knows no text."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from ui import theme

SETTLE_MS = 60
SAVE_MS = 1_000
SAVE_AT_LEAST_MS = 3_000


class Rests(QObject):
    """Tells when the hands rest after `touch`: settled (60 ms), paused (700 ms), save (1 s; every 3 s while typing)."""

    settled = Signal()
    paused = Signal()
    save = Signal()

    def __init__(self, parent: QObject) -> None:
        """Begin at rest."""
        super().__init__(parent)
        self.unsaved = False
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._pause = QTimer(self, singleShot=True, interval=theme.px("remark_delay"))
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._at_least = QTimer(self, singleShot=True, interval=SAVE_AT_LEAST_MS)
        self._settle.timeout.connect(self.settled)
        self._pause.timeout.connect(self.paused)
        self._save.timeout.connect(self.save_now)
        self._at_least.timeout.connect(self.save_now)

    def touch(self) -> None:
        """A key was pressed: the rests begin anew; costs some microseconds."""
        self._settle.start()
        self._pause.start()
        self._save.start()
        if not self.unsaved:
            self.unsaved = True
            self._at_least.start()

    def save_now(self) -> None:
        """Tell `save` if anything was touched since the last time."""
        self._save.stop()
        self._at_least.stop()
        if self.unsaved:
            self.unsaved = False
            self.save.emit()

    def forget(self) -> None:
        """Stop everything, for another text."""
        for timer in (self._settle, self._pause, self._save, self._at_least):
            timer.stop()
        self.unsaved = False
