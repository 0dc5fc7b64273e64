# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Only SQL lives here: one file per group of tables, wired together by Store; steps.py says how the schema grew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.paths import Profile
from app.store.accounts import Accounts
from app.store.cards import Cards
from app.store.database import Database
from app.store.drafts import Drafts
from app.store.once import once
from app.store.pictures import Pictures
from app.store.revisions import Revisions
from app.store.waivers import Waivers

if TYPE_CHECKING:
    from app.store.answers import AnswerBook
    from app.store.calendar import Calendar
    from app.store.clock import ClockRows
    from app.store.early import EarlyRows
    from app.store.forks import Forks
    from app.store.history import History
    from app.store.notes import Notes
    from app.store.options import Options
    from app.store.outbox import Outbox
    from app.store.own import Own
    from app.store.people import People
    from app.store.sender import Sender


class Store:
    """All that one profile keeps in its database. Every call of its parts may raise ProfileUnusable.

    Nothing touches the disk before the first question (or `open`). Safe to share between threads.
    """

    def __init__(self, profile: Profile, patience: float = 5.0) -> None:
        """Lay out the parts; wait at most `patience` seconds for another process's write."""
        self.profile = profile
        self.database = Database(profile, patience)
        self.accounts = Accounts(self.database)
        self.pictures = Pictures(self.database)
        self.drafts = Drafts(self.database, self.pictures)
        self.cards = Cards(self.database, self.pictures)
        self.revisions = Revisions(self.database)
        self.waivers = Waivers(self.database)

    @once
    def outbox(self) -> Outbox:
        """The writer's side of sending."""
        from app.store.outbox import Outbox

        return Outbox(self.database, self.pictures, self.cards, self.options)

    @once
    def sender(self) -> Sender:
        """The sender's side of sending."""
        from app.store.sender import Sender

        return Sender(self.database)

    @once
    def calendar(self) -> Calendar:
        """What is planned when."""
        from app.store.calendar import Calendar

        return Calendar(self.database)

    @once
    def notes(self) -> Notes:
        """What the sender keeps from run to run, and what it tells the person."""
        from app.store.notes import Notes

        return Notes(self.database)

    @once
    def early(self) -> EarlyRows:
        """Posts that networks hold until their time."""
        from app.store.early import EarlyRows

        return EarlyRows(self.database)

    @once
    def clock(self) -> ClockRows:
        """Moments that follow the machine's clock."""
        from app.store.clock import ClockRows

        return ClockRows(self.database)

    @once
    def history(self) -> History:
        """What was published, and its search."""
        from app.store.history import History

        return History(self.database, self.pictures)

    @once
    def forks(self) -> Forks:
        """What single networks have of their own in a draft."""
        from app.store.forks import Forks

        return Forks(self.database)

    @once
    def options(self) -> Options:
        """What the writer chose for single networks beside the text."""
        from app.store.options import Options

        return Options(self.database)

    @once
    def people(self) -> People:
        """The address book."""
        from app.store.people import People

        return People(self.database)

    @once
    def answers(self) -> AnswerBook:
        """What came back to published posts."""
        from app.store.answers import AnswerBook

        return AnswerBook(self.database)

    @once
    def own(self) -> Own:
        """The writer's own lists for the check."""
        from app.store.own import Own

        return Own(self.database)

    def open(self) -> None:
        """Make or migrate the database now; without this call it happens at the first question."""
        self.database.open()

    def is_sound(self) -> bool:
        """Examine the whole file (0.5 to 1 s at a million posts)."""
        return self.database.first("PRAGMA quick_check(1)") == ("ok",)

    def close(self) -> None:
        """Close the connections of all threads; the last one moves the write-ahead log into the database."""
        self.database.close()
