# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Has the paper's text read and counted on the reading lane: the newest text wins, late answers are dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.model import Account, Report
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.pill import Counter, counter
from ui.widgets.voice import QUIET_WORDS

if TYPE_CHECKING:
    from app.desk import Desk

SLOW_MS = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a text."""

    revision: int
    characters: int
    report: Report


@dataclass(frozen=True, slots=True)
class Counts:
    """How long a text is, and what is left by account id; `forked` are the networks with a text of their own."""

    revision: int
    words: int
    characters: int
    counters: dict[str, Counter]
    forked: frozenset[str] = frozenset()


class Newest(QObject):
    """One question at a time; while one is open only the newest waiting one is kept.

    Signals
        answered: the answer to a question that nothing newer has overtaken.
        slow: an answer has not come within 300 ms.
        missed: no answer came, and no newer question waits.
    """

    answered = Signal(object)
    slow = Signal()
    missed = Signal()

    def __init__(self, bridge: Bridge, parent: QObject, lane: Lane = Lane.READ) -> None:
        """Begin with no question."""
        super().__init__(parent)
        self._bridge = bridge
        self._lane = lane
        self._busy = False
        self._next: Callable[[Desk], object] | None = None
        self._patience = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._patience.timeout.connect(self.slow)

    def ask(self, work: Callable[[Desk], object]) -> None:
        """Ask now, or after the question that is open."""
        if self._busy:
            self._next = work
            return
        self._busy = True
        self._patience.start()
        self._bridge.ask(work, self._done, self._failed, self._lane)

    def drop(self) -> None:
        """Forget the waiting question; the open one's answer still comes."""
        self._next = None
        self._patience.stop()

    def _done(self, answer: object) -> None:
        self._busy = False
        self._patience.stop()
        if self._next is None:
            self.answered.emit(answer)
        self._go_on()

    def _failed(self, error: AppError) -> None:
        """A reading that failed changes nothing on the paper; the bridge has noted it."""
        self._busy = False
        self._patience.stop()
        if self._next is None:
            self.missed.emit()
        self._go_on()

    def _go_on(self) -> None:
        work, self._next = self._next, None
        if work is not None:
            self.ask(work)


def is_little(text: str) -> bool:
    """Whether there is too little text to read (ux.md 3A); looks at no more than it must. A link alone is read."""
    words = text.split(maxsplit=QUIET_WORDS)
    return len(words) < QUIET_WORDS and not any("://" in word for word in words)


def reading_of(text: str, revision: int, draft: str) -> Callable[[Desk], Reading]:
    """Return the work that reads a text."""

    def work(desk: Desk) -> Reading:
        return Reading(revision, len(text), desk.reading.check(text, draft=draft))

    return work


def counts_of(
    text: str, revision: int, accounts: tuple[Account, ...], draft: str = "", own: str = ""
) -> Callable[[Desk], Counts]:
    """Return the work that counts what some accounts get: their network's own text or the common one.

    `text` is what is on the paper: the common text, or that of the network `own`.
    """

    def work(desk: Desk) -> Counts:
        variants = desk.variants
        counters = {}
        for account in accounts:
            network = account.network
            common = None if own else text
            gets = text if network == own else variants.text_for(draft, network, common)
            counters[account.id] = counter(desk.variants_of(account).measured(draft, network, gets))
        return Counts(revision, len(text.split()), len(text), counters, frozenset(variants.forks(draft)))

    return work
