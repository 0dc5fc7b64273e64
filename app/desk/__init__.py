# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The front desk: wires rooms together and announces events to plain listeners. The only core room views talk to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model import Event
from app.paths import Profile
from app.settings import Settings

if TYPE_CHECKING:
    from app.store import Store

Listener = Callable[[Event], None]
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class Desk:
    """One profile. Safe to call from several threads: each thread gets its own database connection.

    The database is made, migrated or opened at the first question that needs it, so that `check` or `list` work
    with any profile. From then on every call may raise ProfileUnusable (locked, read-only, newer, damaged).
    """

    def __init__(self, profile: Profile, clock: Clock = utc_now) -> None:
        """Open the profile and its slices; heavy libraries are imported by the slices when first used."""
        from app.desk.about import AboutDesk
        from app.desk.accounts import AccountDesk
        from app.desk.drafts import DraftDesk
        from app.desk.history import HistoryDesk
        from app.desk.reading import ReadingDesk
        from app.desk.sending import SendingDesk
        from app.store import Store

        self.profile = profile
        self.clock = clock
        self.settings = Settings(profile)
        self._listeners: list[Listener] = []
        self.store: Store = Store(profile)
        self.drafts = DraftDesk(self)
        self.reading = ReadingDesk(self)
        self.accounts = AccountDesk(self)
        self.sending = SendingDesk(self)
        self.history = HistoryDesk(self)
        self.about = AboutDesk(self)

    def listen(self, listener: Listener) -> None:
        """Call `listener` with every event, on the thread that caused it; it must return at once."""
        self._listeners.append(listener)

    def announce(self, what: str, id: str = "") -> None:
        """Tell the listeners that something changed."""
        for listener in self._listeners:
            listener(Event(what, id))

    def close(self) -> None:
        """Close the connections of all threads and checkpoint the database. Call it when no job runs any more."""
        self.store.close()
