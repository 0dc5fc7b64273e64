# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A channel before its stub, signed in, and deliveries to send; what tests/app/test_channels_*.py share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import PIL.Image
from fakes.browser import FakeBrowser, FakeKeys

from app.channels import AppKey, Channels, Lent
from app.errors import AppError
from app.keychain import Keychain
from app.model import Delivery, Photo, SentPart, State


@dataclass
class Signed:
    """One network's channel, its stub and its account."""

    network: str
    stub: object
    folder: Path
    answers: dict[str, str] = field(default_factory=dict)
    key: AppKey | None = None
    keychain: Keychain = field(default_factory=Keychain)
    browser: FakeBrowser = field(default_factory=FakeBrowser)

    def __post_init__(self) -> None:
        keys = FakeKeys({self.network: self.key} if self.key else {})
        self.channel = Channels(Lent(self.keychain, self.folder, keys)).network(self.network)

    def sign_in(self, **answers):
        account, secret = self.channel.sign_in({"server": self.stub.url, **self.answers, **answers}, self.browser)
        self.keychain.write(account.id, secret)
        self.account = account
        return account

    def delivery(self, *texts, at=None, **more):
        parts = tuple(SentPart(text) for text in texts)
        return Delivery("d1", "draft", self.account, State.SENDING, at or datetime.now(UTC), parts, **more)

    def send(self, delivery):
        """Publish every part in its turn and return them."""
        out = ()
        for number in range(len(delivery.parts)):
            key = self.channel.new_key(datetime.now(UTC))
            out += (self.channel.publish(self.account, delivery, number, out, key),)
        return out

    def find(self, delivery, part=0, previous=()):
        return self.channel.find(self.account, delivery, part, previous, "key")

    def photo(self, name="kuva.jpg", alt="Savikuoppa"):
        path = self.folder / name
        PIL.Image.new("RGB", (40, 30), "red").save(path)
        return Photo(name, str(path), alt=alt, width=40, height=30)


def refusal(call) -> AppError:
    """Return the error a call ends in."""
    try:
        call()
    except AppError as error:
        return error
    raise AssertionError("nothing was raised")
