# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The front desk: wires rooms together and announces events to plain listeners. The only core room views talk to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.model import Account, Event
from app.paths import Profile
from app.settings import Settings
from app.store import Store
from app.store.once import once

if TYPE_CHECKING:
    from app.desk.about import AboutDesk
    from app.desk.accounts import AccountDesk
    from app.desk.agent import AgentDesk
    from app.desk.answers import AnswerDesk
    from app.desk.cards import CardDesk
    from app.desk.drafts import DraftDesk
    from app.desk.history import HistoryDesk
    from app.desk.options import OptionDesk
    from app.desk.people import PeopleDesk
    from app.desk.photos import PhotoDesk
    from app.desk.reading import ReadingDesk
    from app.desk.remarks import RemarksDesk
    from app.desk.safety import SafetyDesk
    from app.desk.schedule import ScheduleDesk
    from app.desk.sending import SendingDesk
    from app.desk.variants import VariantDesk

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
        """Read the settings; slices and their libraries are read when first used."""
        self.profile = profile
        self.clock = clock
        self.settings = Settings(profile)
        self.store = Store(profile)
        self._listeners: list[Listener] = []

    @once
    def drafts(self) -> DraftDesk:
        """The write view: drafts, revisions, pictures, trash."""
        from app.desk.drafts import DraftDesk

        return DraftDesk(self)

    @once
    def photos(self) -> PhotoDesk:
        """The pictures of a draft: strip and photo care."""
        from app.desk.photos import PhotoDesk

        return PhotoDesk(self)

    @once
    def reading(self) -> ReadingDesk:
        """Mummo's panel: the check, the counters, what was fine by the writer."""
        from app.desk.reading import ReadingDesk

        return ReadingDesk(self)

    @once
    def accounts(self) -> AccountDesk:
        """The accounts and their sign-ins."""
        from app.desk.accounts import AccountDesk

        return AccountDesk(self)

    @once
    def cards(self) -> CardDesk:
        """The cards of links."""
        from app.desk.cards import CardDesk

        return CardDesk(self)

    @once
    def sending(self) -> SendingDesk:
        """The send sheet, the sending bar and the outbox."""
        from app.desk.sending import SendingDesk

        return SendingDesk(self)

    @once
    def agent(self) -> AgentDesk:
        """The background sender, and notices."""
        from app.desk.agent import AgentDesk

        return AgentDesk(self)

    @once
    def safety(self) -> SafetyDesk:
        """The day's copy of the database, and what was done about a damaged one."""
        from app.desk.safety import SafetyDesk

        return SafetyDesk(self)

    @once
    def schedule(self) -> ScheduleDesk:
        """The calendar: what is planned when, own times, what was missed."""
        from app.desk.schedule import ScheduleDesk

        return ScheduleDesk(self)

    @once
    def answers(self) -> AnswerDesk:
        """What came back to a post, and deleting it from its network."""
        from app.desk.answers import AnswerDesk

        return AnswerDesk(self)

    @once
    def history(self) -> HistoryDesk:
        """What was published."""
        from app.desk.history import HistoryDesk

        return HistoryDesk(self)

    @once
    def variants(self) -> VariantDesk:
        """One text on several networks: own texts, cuts of threads."""
        from app.desk.variants import VariantDesk

        return VariantDesk(self)

    def variants_of(self, account: Account) -> VariantDesk:
        """Return the same slice counting and cutting with the limits of an account's own server."""
        from app.desk.variants import VariantDesk

        return VariantDesk(self, account)

    @once
    def options(self) -> OptionDesk:
        """What is chosen for one network beside the text."""
        from app.desk.options import OptionDesk

        return OptionDesk(self)

    @once
    def people(self) -> PeopleDesk:
        """The address book, and what completes @ and #."""
        from app.desk.people import PeopleDesk

        return PeopleDesk(self)

    @once
    def remarks(self) -> RemarksDesk:
        """The page of Mummo's remarks: own lists, a company pack, names of the work, what rests."""
        from app.desk.remarks import RemarksDesk

        return RemarksDesk(self)

    @once
    def about(self) -> AboutDesk:
        """What this build contains, and whether it is well."""
        from app.desk.about import AboutDesk

        return AboutDesk(self)

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
