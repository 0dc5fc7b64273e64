# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Networks of every kind as they behave in the worst weather: windows of keys, listings with a lag, own schedulers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from app.errors import Fixable, OutcomeUnknown, TryLater
from app.model import SentPart
from app.wire.guard import overdue

KEY_WINDOW_S = 3600
LAG_S = 60
KINDS = ("keyed", "puts", "listing", "blind", "holding")


class Crash(BaseException):
    """The process dies here: not an Exception, so that nothing can catch and tidy up."""


def _lost():
    return OutcomeUnknown("wire.no_answer")


BEFORE = {"crash before": Crash, "lost, not done": _lost}
AFTER = {"crash after": Crash, "lost": _lost, "slept after": _lost, "our fault": lambda: KeyError("uri")}
"""Made anew each time: an exception that is raised again keeps the frames of all its earlier times."""


@dataclass
class Post:
    text: str
    key: str
    parent: str
    id: str
    at: float
    listed: float


@dataclass
class Held:
    id: str
    text: str
    due: float
    listed: float


@dataclass
class Network:
    """One network in one world. `weather` names what happens to the next request: see `Weather` in world.py.

    keyed: a key makes a repeat harmless for an hour (Mastodon). puts: for ever (Bluesky). listing: own posts can be
    read back, a little later (GoToSocial). blind: only the person can look (LinkedIn). holding: keyed, with a
    scheduler of its own that ignores keys.
    """

    kind: str
    world: object
    network: str = "fake"
    posts: list[Post] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    count: int = 0
    needs_key = False

    def repeatable(self, account, since):
        return self.kind == "puts" or (self.kind in ("keyed", "holding") and since < timedelta(minutes=55))

    def new_key(self, now):
        self.count += 1
        return f"key{self.count}"

    # ------------------------------------------------------------ posts

    def publish(self, account, delivery, part, previous, key):
        text, parent = delivery.parts[part].text, previous[-1].remote_id if previous else ""
        return self._ask(lambda: self._sent(self._put(text, parent, key)))

    def find(self, account, delivery, part, previous, key):
        if self.kind == "blind":
            raise OutcomeUnknown("by_hand.ask")
        text = delivery.parts[part].text
        return self._look(lambda: next((self._sent(one) for one in self._listed() if one.text == text), None))

    def _put(self, text, parent, key):
        for post in self.posts:
            known = self.kind == "puts" or (self.kind in ("keyed", "holding") and self._now() - post.at < KEY_WINDOW_S)
            if post.key == key and known:
                return post
        self.count += 1
        lag = 0 if self.kind == "puts" else self.world.dice.uniform(0, LAG_S)
        self.posts.append(Post(text, key, parent, f"id{self.count}", self._now(), self._now() + lag))
        return self.posts[-1]

    def _listed(self):
        self.tick()
        return [post for post in self.posts if post.listed <= self._now()]

    # ------------------------------------------------------------ what it holds

    def tick(self):
        """Publish what is held and due."""
        for one in [one for one in self.held if one.due <= self._now()]:
            self.held.remove(one)
            self.count += 1
            listed = one.due + self.world.dice.uniform(0, LAG_S)
            self.posts.append(Post(one.text, "", "", f"id{self.count}", one.due, listed))

    def schedule(self, account, delivery, key):
        return self._ask(lambda: self._hold(delivery))

    def _hold(self, delivery):
        self.count += 1
        listed = self._now() + self.world.dice.uniform(0, LAG_S)
        self.held.append(Held(f"s{self.count}", delivery.parts[0].text, delivery.at.timestamp(), listed))
        return self.held[-1].id

    def find_scheduled(self, account, delivery, key):
        text = delivery.parts[0].text

        def look():
            self.tick()
            return next((one.id for one in self.held if one.text == text and one.listed <= self._now()), None)

        return self._look(look)

    def reschedule(self, account, held, at):
        self._ask(lambda: setattr(self._waiting(held), "due", at.timestamp()))

    def unschedule(self, account, held):
        self._ask(lambda: self.held.remove(self._waiting(held)))

    def went_out(self, account, held, delivery):
        def look():
            self.tick()
            if any(one.id == held for one in self.held):
                return None
            for post in self._listed():
                if post.text == delivery.parts[0].text:
                    return self._sent(post)
            raise Fixable("schedule.gone")

        return self._look(look)

    def _waiting(self, held):
        self.tick()
        found = next((one for one in self.held if one.id == held), None)
        if found is None:
            raise Fixable("schedule.gone")
        return found

    # ------------------------------------------------------------ the wire

    def _ask(self, work):
        """One request that changes something; what the weather does to it happens before or after `work`."""
        weather = self.world.weather_now()
        if weather == "slept before":
            self.world.shut_lid((30, 600, 4000, 9000))
        if weather == "no connection":
            raise TryLater("wire.no_connection", server="fake")
        if overdue():
            raise TryLater("wire.slept")
        if weather in BEFORE:
            raise BEFORE[weather]()
        self.tick()
        done = work()
        self.world.after_request()
        if weather == "slept after":
            self.world.shut_lid((600, 4000, 9000))
        if weather in AFTER:
            raise AFTER[weather]()
        return done

    def _look(self, work):
        """One request that only reads."""
        weather = self.world.weather_now()
        if weather in ("no connection", "lost, not done", "lost"):
            raise TryLater("wire.no_answer")
        if weather == "slept before":
            self.world.shut_lid((600,))
        if weather in ("crash before", "crash after"):
            raise Crash
        return work()

    def _sent(self, post):
        return SentPart(post.text, f"https://fake.example/{post.id}", post.id)

    def _now(self):
        return self.world.seconds


class Holding(Network):
    """A network with a scheduler."""

    def holds(self, account, delivery, now):
        return len(delivery.parts) == 1 and timedelta(minutes=6) <= delivery.at - now <= timedelta(days=300)


for _name in ("schedule", "find_scheduled", "reschedule", "unschedule", "went_out"):  # the others can't hold anything
    setattr(Holding, _name, getattr(Network, _name))
    delattr(Network, _name)
