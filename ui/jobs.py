# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The only door to threads: work runs on a lane, its answer comes back on the GUI thread. Knows no desk, no widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Lane(StrEnum):
    """One thread each, so work of a lane runs in the order it was asked for."""

    STORE = "store"
    READ = "read"
    SEND = "send"
    PICTURES = "pictures"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of a piece of work, and who wanted to know."""

    done: Callable[[Any], None] | None
    failed: Failed
    value: object = None
    error: Exception | None = None


class Jobs(QObject):
    """The lanes of one program. Made on the GUI thread; it owns the signal, the work is plain functions."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start no thread yet: a lane's thread starts with its first work."""
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None] | None, failed: Failed, lane: Lane) -> None:
        """Run `work` on the lane; then exactly one of `done` and `failed` on the GUI thread.

        An answer for a widget that is gone by then is dropped, an exception never: it goes to `sys.excepthook`.
        """
        from concurrent.futures import ThreadPoolExecutor  # late: nothing runs before the first frame

        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"mummo-{lane}")
        self._lanes[lane].submit(self._work, work, done, failed)

    def shutdown(self) -> None:
        """Wait for the store's work; reading that has not begun is dropped, sending that has begun ends by itself."""
        lanes, self._lanes = self._lanes, {}
        for lane, executor in lanes.items():
            executor.shutdown(wait=lane is Lane.STORE, cancel_futures=lane is not Lane.STORE)

    def _work(self, work: Callable[[], T], done: Callable[[T], None] | None, failed: Failed) -> None:
        try:
            answer = _Answer(done, failed, value=work())
        except Exception as error:  # noqa: BLE001 every exception is handed to the asker, none is swallowed
            answer = _Answer(done, failed, error=error)
        if shiboken6.isValid(self):
            self._arrived.emit(answer)

    @Slot(object)
    def _deliver(self, answer: _Answer) -> None:
        if answer.error is not None:
            if not alive(answer.failed):
                raise answer.error
            answer.failed(answer.error)
        elif answer.done is not None and alive(answer.done):
            answer.done(answer.value)


def alive(callback: Callable[..., None]) -> bool:
    """Whether the object a bound method belongs to still exists on Qt's side."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


_jobs: list[Jobs] = []


def run(work: Callable[[], T], done: Callable[[T], None] | None, failed: Failed, lane: Lane) -> None:
    """Run `work` on a lane of the program (see Jobs.run). Call it on the GUI thread."""
    if not _jobs:
        _jobs.append(Jobs())
    _jobs[0].run(work, done, failed, lane)


def shutdown() -> None:
    """End the program's lanes (see Jobs.shutdown); work asked for later starts new ones."""
    if _jobs:
        _jobs[0].shutdown()
