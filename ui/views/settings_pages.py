# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The pages of the settings, one row each; what stands on them comes from the table of settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.settings import TABLE, Setting
from ui.bridge import Bridge

MEASURE = 700


@dataclass(frozen=True, slots=True)
class Page:
    """`actions` are codes of the window's actions offered as buttons; `make` builds what no row can show.

    `whole`: what `make` builds is the whole page, with title and scrolling of its own."""

    name: str
    icon: str
    actions: tuple[str, ...] = ()
    make: Callable[[Bridge, QWidget], QWidget] | None = None
    whole: bool = False
    measure: int = MEASURE

    def settings(self) -> tuple[Setting, ...]:
        """Return the settings of this page in the order of the table."""
        return tuple(row for row in TABLE if row.page == self.name)


def _rhythm(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.widgets.rhythm_page import RhythmPage

    return RhythmPage(bridge, parent)


def _accounts(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.widgets.account_page import AccountsPage

    return AccountsPage(bridge, parent)


PAGES: tuple[Page, ...] = (
    Page("me", "user", actions=("people",)),
    Page("accounts", "plug-connected", make=_accounts, whole=True),
    Page("writing", "feather"),
    Page("remarks", "eye", actions=("remarks",)),
    Page("rhythm", "clock", make=_rhythm),
    Page("notices", "bell"),
    Page("look", "palette"),
    Page("access", "accessible"),
    Page("privacy", "shield-check"),
    Page("keys", "keyboard", actions=("keys",)),
)
