# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A Mastodon server's answers as a test wants them, and an account that is linked to it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import PIL.Image
import pytest
from fakes.described import check_all
from fakes.loopback import Loopback, Play

from app.channels import Channels, Lent
from app.channels.mastodon import media
from app.keychain import Keychain
from app.model import Account, Delivery, Photo, SentPart, State, Way
from app.signin.grants import Grant

NOW = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)
KNOWN = {"domain": "social.example", "source_url": "https://github.com/mastodon/mastodon", "configuration": {}}


def told(value, status=200, **headers):
    return Play(status=status, body=json.dumps(value).encode(), headers=headers)


def status(id="109", text="Hei", at="2026-11-23T07:12:03.000Z", **more):
    shown = {"id": id, "created_at": at, "in_reply_to_id": None, "content": f"<p>{text}</p>", "account": {"id": "42"}}
    return {**shown, "url": f"https://social.example/@alice/{id}", **more}


@pytest.fixture
def server():
    plays = {"/api/v2/instance": [told(KNOWN)], "/api/v2/media": [told({"id": "22", "url": "https://x.example/1"})]}
    with Loopback({**plays, "/api/v1/statuses": [told(status())]}) as running:
        yield running
    check_all("mastodon", running.asked)


@pytest.fixture
def keychain():
    return Keychain()


@pytest.fixture
def channel(keychain, tmp_path):
    return Channels(Lent(keychain, tmp_path / "practice")).network("mastodon")


@pytest.fixture
def account(server, keychain):
    keychain.write("a1", Grant("token-of-alice", fields={"known": True}).secret())
    return Account("a1", "mastodon", "@alice@social.example", Way.DIRECT, "alice", server.url, "42")


@pytest.fixture
def picture(tmp_path):
    def picture(width=40, height=30, alt="Savikuoppa"):
        path = tmp_path / f"{width}.jpg"
        PIL.Image.new("RGB", (width, height), "red").save(path)
        return Photo("p1", str(path), alt=alt, width=width, height=height, bytes=path.stat().st_size)

    return picture


@pytest.fixture
def waits(monkeypatch):
    """The pauses asked for; none is made."""
    asked = []
    monkeypatch.setattr(media, "pause", asked.append)
    return asked


def delivery(account, text="Hei", at=NOW, photos=(), **chosen):
    parts = tuple(SentPart(one) for one in ([text] if isinstance(text, str) else text))
    return Delivery("d1", "draft", account, State.SENDING, at, parts, photos=photos, options=tuple(chosen.items()))


def publish(channel, account, one, part=0, previous=()):
    return channel.publish(account, one, part, previous, channel.new_key(NOW))


def asked_for(server, end):
    return [one for one in server.asked if one.path.partition("?")[0].endswith(end)]
