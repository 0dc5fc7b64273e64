# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Networks that behave, for playing every fault of sending: what was published is looked at, never what was called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.errors import Fixable, OutcomeUnknown, SignInAgain, TryLater
from app.model import SentPart


class Crash(BaseException):
    """The process dies here: not an Exception, so that nothing can catch and tidy up."""


REFUSALS = {
    "crash before": Crash,
    "later": lambda: TryLater("wire.no_answer", host="fake"),
    "refused": lambda: Fixable("practice.too_long", limit=1),
    "signed out": lambda: SignInAgain("wire.sign_in_again", network="fake"),
    "unknown, not done": lambda: OutcomeUnknown("wire.no_answer", host="fake"),
    "bug": lambda: KeyError("uri"),
}
LOST_ANSWERS = {
    "crash after": Crash,
    "unknown, done": lambda: OutcomeUnknown("wire.no_answer", host="fake"),
    "bug, done": lambda: KeyError("uri"),
}


@dataclass
class Published:
    key: str
    text: str
    parent: str
    id: str


@dataclass
class FakeNetwork:
    """One network. `faults` are taken one per publish request, then all goes well.

    Kinds: `repeatable` (a repeat under the same key is the same post), `listing` (own posts can be read back),
    `blind` (neither: only the person can look).
    """

    kind: str = "repeatable"
    faults: list[str] = field(default_factory=list)
    look_faults: list[str] = field(default_factory=list)
    posts: list[Published] = field(default_factory=list)
    requests: int = 0
    network: str = "fake"
    before: Callable[[], None] = lambda: None

    def repeatable(self, account=None, since=None):
        return self.kind == "repeatable"

    def new_key(self, now):
        self.requests += 1
        return f"key{self.requests}"

    def publish(self, account, delivery, part, previous, key):
        self.before()
        fault = self.faults.pop(0) if self.faults else "ok"
        if fault in REFUSALS:
            raise REFUSALS[fault]()
        sent = self._put(delivery.parts[part].text, previous, key)
        if fault in LOST_ANSWERS:
            raise LOST_ANSWERS[fault]()
        return sent

    def find(self, account, delivery, part, previous, key):
        fault = self.look_faults.pop(0) if self.look_faults else "ok"
        if self.kind == "blind":
            raise OutcomeUnknown("by_hand.ask")
        if fault == "later":
            raise TryLater("wire.no_answer", host="fake")
        if fault == "signed out":
            raise SignInAgain("wire.sign_in_again", network="fake")
        if fault == "bug":
            raise KeyError("records")
        return next((self._sent(post) for post in self.posts if post.key == key), None)

    def _put(self, text, previous, key):
        if self.repeatable():
            for post in self.posts:
                if post.key == key:
                    return self._sent(post)
        parent = previous[-1].remote_id if previous else ""
        post = Published(key, text, parent, f"id{len(self.posts) + 1}")
        self.posts.append(post)
        return self._sent(post)

    @staticmethod
    def _sent(post):
        return SentPart(post.text, f"https://fake.example/{post.id}", post.id)
