# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Notices on the desktop: what they say, and how a process without a window shows one. Never any text of a post."""

from __future__ import annotations

import subprocess  # macOS's own script runner, with fixed words
import sys
from collections.abc import Sequence
from typing import Protocol

from app.wording import t

SHOWN_MS = 10_000
_PATIENCE_S = 2.0
_SCRIPT = ("on run words", "display notification (item 1 of words) with title (item 2 of words)", "end run")


class Told(Protocol):
    """What the desk wants told: `kind` has its words under notice.<kind>."""

    @property
    def kind(self) -> str:
        """What sort of thing waits."""


def in_words(notices: Sequence[Told]) -> str:
    """Return one short sentence for all of them; what is on a lock screen carries no text of a post."""
    kinds = {one.kind for one in notices}
    if len(kinds) == 1:
        return t(f"notice.{notices[0].kind}", n=len(notices))
    return t("notice.many", n=len(notices))


def show(words: str) -> bool:
    """Show a sentence on this person's desktop; tell whether something took it.

    Linux: the service of the Desktop Notifications Specification. macOS: its script runner. On Windows a program needs
    a package and a registration of its own for that: there notices wait for the window.
    """
    if sys.platform == "linux":
        return _over_the_bus(words)
    if sys.platform == "darwin":
        return _by_script(words)
    return False


def _over_the_bus(words: str) -> bool:
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    place = DBusAddress(
        "/org/freedesktop/Notifications", "org.freedesktop.Notifications", "org.freedesktop.Notifications"
    )
    hints = {"desktop-entry": ("s", "mummo"), "urgency": ("y", 1)}
    call = new_method_call(
        place, "Notify", "susssasa{sv}i", (t("app.name"), 0, "mummo", t("app.name"), words, [], hints, SHOWN_MS)
    )
    try:
        with open_dbus_connection(bus="SESSION") as bus:
            answer = bus.send_and_get_reply(call, timeout=_PATIENCE_S)
    except (OSError, LookupError, ValueError, RuntimeError):  # no bus, or nobody on it who answers
        return False
    return answer.header.message_type is MessageType.method_return


def _by_script(words: str) -> bool:
    script = [part for line in _SCRIPT for part in ("-e", line)]
    try:
        done = subprocess.run(  # noqa: S603 fixed words; the sentence is an argument, never part of the script
            ["/usr/bin/osascript", *script, words, t("app.name")], capture_output=True, check=False, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
