# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for what networks know this program by: the company's key, else the writer's own; none ships with it."""

from __future__ import annotations

import json
from collections.abc import Callable

from app.channels import AppKey as AppKey  # the window names it from here
from app.errors import Fixable, ProfileUnusable
from app.keychain import Keychain
from app.networks import network as network_of
from app.policy import Policy, Trouble, is_key, read_policy


class KeyDesk:
    """Keys of the program by network. The policy's are never copied, the writer's live in the keyring alone."""

    def __init__(self, keychain: Keychain, policy: Callable[[], Policy] = read_policy) -> None:
        """Keep where keys are; nothing is read yet."""
        self._keychain, self._policy = keychain, policy

    def of(self, network: str) -> AppKey:
        """Return the key for a network. Raises Fixable("keys.missing"), ProfileUnusable("keyring.…")."""
        laid_down = self._policy().keys.get(network)
        found = AppKey(*laid_down) if laid_down else self._own(network)
        if found is None:
            raise Fixable("keys.missing", network=network_of(network).name)
        return found

    def set(self, network: str, id: str, secret: str = "", session_only: bool = False) -> None:
        """Keep the writer's own key; with `session_only` in memory until the program ends.

        Raises Fixable("keys.policy" where the company's key holds, "keys.bad" for what can't be a key),
        ProfileUnusable("keyring.…") and then the key before is there still.
        """
        name = network_of(network).name
        if self.source(network) == "policy":
            raise Fixable("keys.policy", network=name)
        id, secret = id.strip(), secret.strip()
        if not is_key(id) or not (secret == "" or is_key(secret)):
            raise Fixable("keys.bad", network=name)
        keep = self._keychain.keep_for_session if session_only else self._keychain.keep
        keep(_place(network), json.dumps([id, secret]))

    def forget(self, network: str) -> None:
        """Delete the writer's own key; none there is fine. Raises ProfileUnusable("keyring.…")."""
        self._keychain.forget(_place(network))

    def source(self, network: str) -> str:
        """Return "policy", "own", or "" where there is no key. A key store that is shut counts as none."""
        if network in self._policy().keys:
            return "policy"
        try:
            return "own" if self._own(network) else ""
        except ProfileUnusable:
            return ""

    def troubles(self) -> tuple[Trouble, ...]:
        """Return the policy files that count for nothing, and why."""
        return self._policy().troubles

    def steps(self, network: str) -> tuple[str, ...]:
        """Return the wording codes of the wizard's steps, in order: where to click, what to paste. () without any."""
        return tuple(f"keys.{network}.{number}" for number, _ in enumerate(network_of(network).about.key, 1))

    def page(self, network: str) -> str:
        """Return the address of the network's page where keys are made, "" where none is needed."""
        return network_of(network).reach.console

    def redirect(self, network: str) -> str:
        """Return the address to paste where the network asks whereto it may answer, "" where it needs none."""
        port = network_of(network).reach.port
        return f"http://127.0.0.1:{port}/" if port else ""

    def try_out(self, network: str) -> bool:
        """Ask the network whether it knows the key. Publishes nothing, signs nobody in.

        Returns False where it would not say: the sign-in will tell. Raises Fixable("signin.key_refused",
        "keys.missing") and TryLater.
        """
        from app.signin.oauth2 import Client, knows

        key, reach = self.of(network), network_of(network).reach
        return bool(reach.token) and knows(Client(key.id, key.secret, reach.token, reach.token, (), reach.port))

    def _own(self, network: str) -> AppKey | None:
        kept = self._keychain.read(_place(network))
        if kept is None:
            return None
        try:
            id, secret = json.loads(kept)
        except ValueError as error:
            raise ProfileUnusable("keyring.damaged") from error
        return AppKey(id, secret)


def _place(network: str) -> str:
    """Return the name in the key store; no account's id has a colon."""
    return f"app:{network}"
