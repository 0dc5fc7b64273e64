# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for the accounts. Only delegates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.model import Account

if TYPE_CHECKING:
    from app.channels import Question
    from app.desk import Desk


class AccountDesk:
    """What the accounts page and the chips may ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def all(self) -> tuple[Account, ...]:
        """Return the accounts in the order they were added."""
        raise NotImplementedError

    def questions(self, network: str) -> tuple[Question, ...]:
        """Return what signing in to a network asks for (server, handle, secret …); () if only by hand."""
        raise NotImplementedError

    def add_by_hand(self, network: str, name: str = "") -> Account:
        """Add a network that is published by hand: nothing is asked, nothing is stored but the row."""
        raise NotImplementedError

    def sign_in(self, network: str, answers: Mapping[str, str]) -> Account:
        """Sign in for real, keep the token in the keyring and add the account (practice: no sign-in).

        Raises Fixable (wrong password, bad server), TryLater (no answer), ProfileUnusable("keyring.…").
        """
        raise NotImplementedError

    def remove(self, account: str) -> None:
        """Forget an account and its token. Raises Fixable("account.unknown")."""
        raise NotImplementedError
