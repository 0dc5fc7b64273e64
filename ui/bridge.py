# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Between the window and the desk: desk calls become jobs, desk events become signals. Holds no view and no text."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import AppError, OurFault
from app.paths import Profile
from app.settings import Settings
from app.wording import t
from ui import jobs
from ui.jobs import Lane

if TYPE_CHECKING:
    from app.desk import Desk
    from app.model import Event

T = TypeVar("T")
Failed = Callable[[AppError], None]
MINUTE_MS, LOOK_MS = 60_000, 20_000
"""How often it is looked whether something is due: what another process that died has left waits no longer."""
AFTER_MS = 150
"""How long after the whole minute it is told: timers may run a little fast."""


class Bridge(QObject):
    """One open profile as the window sees it.

    Signals
        ready: the desk is open; what was asked before runs now.
        unusable: the profile can't be opened; carries the AppError.
        announced: an app.model.Event, always on the GUI thread.
        toast_wanted: a sentence, and what undoes it (a callable without arguments) or None.
        crashed: a bug of ours; carries the exception.
        minute: at each whole minute of the clock while the desk is open.
        look: three times a minute, first of all at the whole minute.
    """

    ready = Signal()
    unusable = Signal(object)
    announced = Signal(object)
    toast_wanted = Signal(str, object)
    crashed = Signal(object)
    minute = Signal()
    look = Signal()
    _heard = Signal(object)

    def __init__(self, profile: Profile, parent: QObject | None = None) -> None:
        """Read the settings (one small file); the desk opens with `start`."""
        super().__init__(parent)
        self.profile = profile
        self._settings = Settings(profile)
        self.damaged_settings = self._settings.damaged
        self._desk: Desk | None = None
        self._problem: AppError | None = None
        self._waiting: list[Callable[[], None]] = []
        self._heard.connect(self._pass_on)
        self._clock = QTimer(self, singleShot=True)
        self._clock.timeout.connect(self._look_around)
        self._minutes = 0

    @property
    def settings(self) -> Settings:
        """The values in force; change them with `choose`, which saves off the GUI thread."""
        return self._desk.settings if self._desk else self._settings

    @property
    def is_ready(self) -> bool:
        """Whether the desk is open."""
        return self._desk is not None

    def start(self) -> None:
        """Open the desk on the store's lane: `ready` or `unusable` follows."""
        jobs.run(self._open, self._opened, self._not_opened, Lane.STORE)

    def ask(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        lane: Lane = Lane.STORE,
    ) -> None:
        """Run `work` with the desk on a lane, then `done` or `failed` on the GUI thread; waits for the desk to open.

        `failed` gets an AppError, OurFault for a bug (which is noted by itself); without it the sentence is toasted.
        """
        if self._problem is not None:
            self._failed(self._problem, failed)
        elif self._desk is None:
            self._waiting.append(lambda: self.ask(work, done, failed, lane))
        else:
            desk = self._desk
            jobs.run(lambda: work(desk), done, lambda error: self._failed(error, failed), lane)

    def choose(self, key: str, value: object) -> None:
        """Set a setting and save it; an Event("settings", key) follows."""

        def save(desk: Desk) -> None:
            desk.settings.set(key, value)
            desk.announce("settings", key)

        self.ask(save)

    def close(self) -> None:
        """Finish what the store was asked and close the profile; nothing can be asked after this."""
        self._clock.stop()
        if self._desk is not None:
            desk, self._desk = self._desk, None
            self._problem = OurFault("app.closing")
            jobs.run(desk.close, None, lambda _error: None, Lane.STORE)
        jobs.shutdown()

    def _open(self) -> Desk:
        from app.desk import Desk

        desk = Desk(self.profile)
        desk.store.open()
        desk.listen(self._heard.emit)
        return desk

    @Slot(object)
    def _pass_on(self, event: Event) -> None:
        self.announced.emit(event)

    def _opened(self, desk: Desk) -> None:
        self._desk = desk
        self._wait()
        self.ready.emit()
        waiting, self._waiting = self._waiting, []
        for again in waiting:
            again()

    def _wait(self) -> None:
        """Wait for the clock's next look: what is planned for a whole minute goes at once, not at the end of it."""
        now_ms = int(time.time() * 1000)
        self._minutes = now_ms // MINUTE_MS
        self._clock.start(LOOK_MS - now_ms % LOOK_MS + AFTER_MS)

    @Slot()
    def _look_around(self) -> None:
        before = self._minutes
        self._wait()
        if self._minutes != before:
            self.minute.emit()
        self.look.emit()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self.crashed.emit(error)
            error = OurFault("app.fault")
        self._problem = error
        self.unusable.emit(error)
        waiting, self._waiting = self._waiting, []
        for again in waiting:
            again()

    def _failed(self, error: Exception, failed: Failed | None) -> None:
        known: Any = error
        if not isinstance(error, AppError):
            self.crashed.emit(error)
            known = OurFault("app.fault")
        if failed is not None and jobs.alive(failed):
            failed(known)
        elif isinstance(error, AppError) and self._problem is None:
            self.toast_wanted.emit(t(known.code, **known.facts), None)
