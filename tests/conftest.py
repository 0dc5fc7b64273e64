# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every test gets: a new profile, a clock that stands still, an in-memory keyring, no address but loopback."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


LONGEST = (
    *("tests/app/test_simulator.py", "tests/app/test_check_robust.py", "tests/journeys/", "tests/app/test_photos"),
    *("tests/app/test_soak.py", "tests/app/test_lemmas.py", "tests/app/test_delivery.py", "tests/ui/"),
)


def pytest_collection_modifyitems(config, items):
    """Where workers share the files, the longest come first: no worker shall be left alone with one at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: next((at for at, start in enumerate(LONGEST) if item.nodeid.startswith(start)), 99))


class Clock:
    """A clock that stands still until told to move; UTC."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 7, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(autouse=True)
def profile_folder(tmp_path, monkeypatch):
    """A new, empty profile folder for every test, also for child processes."""
    folder = tmp_path / "profile"
    monkeypatch.setenv("MUMMO_PROFILE", str(folder))
    return folder


@pytest.fixture
def profile(profile_folder):
    from app.paths import open_profile

    return open_profile(profile_folder)


@pytest.fixture
def desk(profile, clock):
    from app.desk import Desk

    desk = Desk(profile, clock)
    yield desk
    desk.close()


@pytest.fixture(autouse=True)
def spoken():
    """English until a test says otherwise, whatever the test before it spoke."""
    from app.wording import use

    use("en")


@pytest.fixture(autouse=True)
def memory_keyring(monkeypatch):
    """An in-memory keyring, allowed for this one test; the real daemon has its own journey."""
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError

    class MemoryKeyring(KeyringBackend):
        priority = 1

        def __init__(self):
            super().__init__()
            self.kept = {}

        def get_password(self, service, username):
            return self.kept.get((service, username))

        def set_password(self, service, username, password):
            self.kept[service, username] = password

        def delete_password(self, service, username):
            if (service, username) not in self.kept:
                raise PasswordDeleteError(username)
            del self.kept[service, username]

    from app import keychain

    name = f"{MemoryKeyring.__module__}.{MemoryKeyring.__qualname__}"
    monkeypatch.setattr(keychain, "ALLOWED", keychain.ALLOWED | {name})
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield keyring.get_keyring()
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch):
    """Fail a test that reaches for any address but loopback; the look at this machine's own addresses finds none."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.type == socket.SOCK_DGRAM and address[0] in ("192.0.2.1", "2001:db8::1"):
            raise OSError(f"no network for {address}")
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert address[0] in ("127.0.0.1", "::1", "localhost"), f"a test reached for {address}"
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
