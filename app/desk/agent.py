# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the background sender: staying and sending without a window, at sign-in or not, and notices."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.desk.times import naive_here
from app.errors import Fixable, ProfileUnusable
from app.model import Delivery
from app.settings import Settings
from app.store.lock import held
from app.store.notes import Notice

if TYPE_CHECKING:
    from app.desk import Desk

LONGEST_S = 20.0
"""Seconds between two looks around: a machine that woke up, another process that planned something, a network."""
IDLE = timedelta(minutes=10)
"""So often all is gone through although nothing seems to be due: zones, texts that may leave early by now."""
NOTICES_A_DAY = 3
LEFT_TO_WINDOW = timedelta(seconds=90)
"""So long a notice is left to an open window, which looks every minute: where that is in front, nothing pops up."""
TELL = timedelta(minutes=1)
"""So often the background sender looks whether there is something to tell."""
ENDING_DAYS = 3
_SWITCH = {
    "by_hand": "notice_by_hand",
    "not_sent": "notice_not_sent",
    "unclear": "notice_not_sent",
    "slept": "notice_slept",
    "zone": "notice_slept",
    "sent": "notice_sent",
    "ending": "notice_ending",
}
"""The setting that switches a kind of notice."""
Wait = Callable[[float], bool]
"""Waits for so many seconds or until it is told to stop; returns True when it was."""


@dataclass(frozen=True, slots=True)
class AgentState:
    """`at_sign_in`: it starts by itself. `running`: some process is it just now."""

    at_sign_in: bool
    running: bool


class AgentDesk:
    """What the tray, the settings and `mummo agent` may ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def on(self) -> None:
        """Send in the background from now on and at each sign-in. Raises Fixable("agent.no_manager", reason=…)."""
        from app.desk.at_sign_in import command_of, here

        here().on(command_of(self._desk.profile))
        self._desk.announce("agent")

    def off(self) -> None:
        """Send only while the window is open."""
        from app.desk.at_sign_in import here

        here().off()
        self._desk.announce("agent")

    def state(self) -> AgentState:
        """Return how it stands."""
        from app.desk.at_sign_in import here

        with self._alone() as alone:
            return AgentState(here().is_on(), not alone)

    def stay(
        self,
        wait: Wait,
        told: Callable[[Delivery], None] = lambda delivery: None,
        show: Callable[[str], bool] = lambda words: False,
    ) -> None:
        """Send whatever is due until `wait` is told to stop; a delivery under way is finished first.

        `show` puts a sentence on the desktop and tells whether something took it; what nobody took waits for the
        window. Raises Fixable("agent.already") when another process of this profile stays already.
        """
        with self._alone() as alone:
            if not alone:
                raise Fixable("agent.already")
            _Staying(self._desk, wait, told, _Telling(self._desk, show)).run()

    # ------------------------------------------------------------ notices

    def notices(self) -> tuple[Notice, ...]:
        """Return what a system notification may tell now: () in quiet hours, and after three in 24 hours.

        Show them together as one, without any text of a post, then call `shown`.
        """
        desk = self._desk
        now = desk.clock()
        self._tell_endings(now)
        if desk.schedule.rhythm().is_quiet(naive_here(now, desk.schedule.zone())):
            return ()
        if desk.store.notes.shown_since(now - timedelta(days=1)) >= NOTICES_A_DAY:
            return ()
        return tuple(one for one in desk.store.notes.unshown() if desk.settings[_SWITCH[one.kind]])

    def shown(self, notices: tuple[Notice, ...]) -> None:
        """Note that these were shown, or seen in the window: they are told no more."""
        self._desk.store.notes.mark_shown(tuple(one.id for one in notices), self._desk.clock())

    def _tell_endings(self, now: datetime) -> None:
        """Keep one notice for each sign-in that ends within three days, once for each end."""
        desk = self._desk
        for account in desk.accounts.all():
            left, until = desk.accounts.days_left(account), account.signed_in_until
            name = f"ending:{account.id}"
            if left is None or until is None or left > ENDING_DAYS or desk.store.notes.get(name) == until.isoformat():
                continue
            desk.store.notes.tell("ending", account.id, now)
            desk.store.notes.put(name, until.isoformat())

    def _alone(self) -> AbstractContextManager[bool]:
        self._desk.store.open()
        return held(self._desk.profile.root / "mummo.agent.lock")


class _Telling:
    """The notices of a sender without a window; the count of a day is shared with the window's."""

    def __init__(self, desk: Desk, show: Callable[[str], bool]) -> None:
        self._desk, self._show = desk, show
        self._looked: datetime | None = None
        self._pause = TELL

    def look(self) -> None:
        """Show what an open window would have shown by now; where nothing takes it, try again in ten minutes."""
        agent, now = self._desk.agent, self._desk.clock()
        if self._looked is not None and timedelta(0) <= now - self._looked < self._pause:
            return
        self._looked, self._pause = now, TELL
        waiting = agent.notices()
        if not waiting or now - waiting[0].at < LEFT_TO_WINDOW:
            return
        from app.notices import in_words

        if self._show(in_words(waiting)):
            agent.shown(waiting)
        else:
            self._pause = IDLE


class _Staying:
    """The loop of the background sender: nothing but a wait between one thing to do and the next."""

    def __init__(self, desk: Desk, wait: Wait, told: Callable[[Delivery], None], telling: _Telling) -> None:
        self._desk, self._wait, self._told, self._telling = desk, wait, told, telling
        self._stopped = False
        self._seen: tuple[object, ...] = ()
        self._ran: datetime | None = None
        self._held_up = 0.0  # seconds, while something is due that may not go from here

    def run(self) -> None:
        while not self._stopped:
            try:
                due = self._look_around()
                self._telling.look()
            except ProfileUnusable:  # locked by another process for long, a full disk: the entry stays, try again
                due = None
            self._pause(due)

    def _look_around(self) -> datetime | None:
        """Send if there may be something to send; return when there is something next."""
        desk = self._desk
        desk.safety.let_go_if_damaged()
        desk.sending.network.look()
        due = desk.sending.next_due()
        seen = desk.store.database.version(), _mark(desk)
        now = desk.clock()
        idle = self._ran is None or not timedelta(0) <= now - self._ran < IDLE
        if seen != self._seen or idle or (due is not None and due <= now):
            self._ran = now
            if self._seen and seen[1] != self._seen[1]:
                desk.settings = Settings(desk.profile)
            for delivery in desk.sending.send_due(lambda: self._stopped or self._pause_for(0)):
                self._told(delivery)
            desk.safety.copy_of_today()
            self._seen = desk.store.database.version(), _mark(desk)
            due = desk.sending.next_due()
        return due

    def _pause(self, due: datetime | None) -> None:
        left = (due - self._desk.clock()).total_seconds() if due is not None else LONGEST_S
        self._held_up = min(max(2 * self._held_up, 0.5), LONGEST_S) if left <= 0 else 0.0
        self._pause_for(min(max(left, self._held_up, 0.05), LONGEST_S))

    def _pause_for(self, seconds: float) -> bool:
        self._stopped = self._stopped or self._wait(seconds)
        return self._stopped


def _mark(desk: Desk) -> float:
    """Return when the settings were written last."""
    try:
        return desk.profile.settings.stat().st_mtime
    except OSError:
        return 0.0
