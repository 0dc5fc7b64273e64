# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Secrets in the system's own key store, or in memory for one session; never in a file. The only user of keyring."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from app.errors import ProfileUnusable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Mummo"
CHUNK = 1000
"""Characters in one entry: Windows takes 2,560 bytes of UTF-16, which is 1,280 characters."""

ALLOWED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
    }
)
"""Key stores that encrypt. Anything else (plain files, the null one that swallows tokens) counts as no key store."""

_CHAINER = "keyring.backends.chainer.ChainerBackend"


class Keychain:
    """Secrets by account id. A long one is split; the last entry written is a head that names the pieces.

    So a secret is replaced in one step: new pieces first, then the head, read back, and only then do the old pieces go.
    """

    def __init__(self) -> None:
        """Ask the system nothing yet: it may want a password, and keyring takes 60 ms to import."""
        self._session: dict[str, str] = {}

    def check(self) -> None:
        """Write, read and delete a trial entry. Raises ProfileUnusable("keyring.missing" or "keyring.locked")."""
        trial = f"trial-{secrets.token_hex(5)}"
        self.write(trial, trial)
        self.forget(trial)

    def read(self, account: str) -> str | None:
        """Return the secret, None if there is none. Raises ProfileUnusable, also for one that lost a piece."""
        if account in self._session:
            return self._session[account]
        return self._kept(account, _Vault())

    @staticmethod
    def _kept(account: str, vault: _Vault) -> str | None:
        head = vault.get(account)
        if head is None:
            return None
        pieces = [vault.get(name) for name in _names(account, head)]
        text = "".join(piece or "" for piece in pieces)
        if _digest(text) != head.rpartition(" ")[2]:
            raise ProfileUnusable("keyring.damaged")
        secret: str = json.loads(text)
        return secret

    def write(self, account: str, secret: str) -> None:
        """Keep a secret and read it back. Raises ProfileUnusable; what was kept before is then still there.

        An account whose secret lives in memory stays in memory.
        """
        if account in self._session:
            self._session[account] = secret
        else:
            self._store(account, secret)

    def keep(self, account: str, secret: str) -> None:
        """Do as `write`, but in the key store: a secret that lived in memory moves there."""
        self._store(account, secret)
        self.end_session(account)

    def _store(self, account: str, secret: str) -> None:
        vault = _Vault()
        before = vault.get(account)
        text = json.dumps(secret)  # pure ASCII: a character is one UTF-16 unit in every key store
        pieces = [text[start : start + CHUNK] for start in range(0, len(text), CHUNK)]
        head = f"{secrets.token_hex(4)} {len(pieces)} {_digest(text)}"
        for name, piece in zip(_names(account, head), pieces, strict=True):
            vault.set(name, piece)
        vault.set(account, head)
        if self._kept(account, vault) != secret:
            raise ProfileUnusable("keyring.missing")
        if before is not None:
            _drop(vault, _names(account, before))

    def keep_for_session(self, account: str, secret: str) -> None:
        """Keep a secret in memory until the program ends; the key store is not asked."""
        self._session[account] = secret

    def end_session(self, account: str) -> None:
        """Forget a secret that lives in memory; the key store is not asked."""
        self._session.pop(account, None)

    def forget(self, account: str) -> None:
        """Delete a secret wherever it is; nothing there is fine. Raises ProfileUnusable when the key store is shut."""
        self.end_session(account)
        vault = _Vault()
        head = vault.get(account)
        if head is not None:
            _drop(vault, [account, *_names(account, head)])


def _names(account: str, head: str) -> list[str]:
    """Return the entries a head names; a head that is none of ours names nothing."""
    generation, _, rest = head.partition(" ")
    count = rest.partition(" ")[0]
    if not count.isdecimal() or len(count) > 3:
        return []
    return [f"{account}.{generation}.{piece}" for piece in range(int(count))]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _drop(vault: _Vault, names: list[str]) -> None:
    for name in names:
        vault.delete(name)


class _Vault:
    """One key store that encrypts, with its many kinds of exceptions sorted into ours."""

    def __init__(self) -> None:
        """Choose the first such store. A chain is opened up: its other members may write plain files."""
        import keyring

        with _sorted():
            chosen = keyring.get_keyring()
        members = getattr(chosen, "backends", ()) if _full_name(chosen) == _CHAINER else (chosen,)
        found = [backend for backend in members if _full_name(backend) in ALLOWED]
        if not found:
            raise ProfileUnusable("keyring.missing")
        self._backend: KeyringBackend = found[0]

    def get(self, name: str) -> str | None:
        with _sorted():
            return self._backend.get_password(SERVICE, name)

    def set(self, name: str, value: str) -> None:
        with _sorted():
            self._backend.set_password(SERVICE, name, value)

    def delete(self, name: str) -> None:
        """Delete an entry; one that is gone already is fine."""
        from keyring.errors import PasswordDeleteError

        with _sorted(), suppress(PasswordDeleteError):
            self._backend.delete_password(SERVICE, name)


def _full_name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


@contextmanager
def _sorted() -> Iterator[None]:
    from keyring.errors import KeyringLocked

    try:
        yield
    except KeyringLocked as error:
        raise ProfileUnusable("keyring.locked") from error
    except Exception as error:  # a backend raises whatever its system's library raises
        raise ProfileUnusable("keyring.missing", reason=type(error).__name__) from error
