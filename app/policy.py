# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What an organisation laid down for this computer: files that only an administrator can have written.

On Linux /etc/mummo/policies/managed/*.json, in the order of their names, a later file adding to an earlier one; on
macOS the managed preferences that a device manager lays down. A file that others could have changed counts for nothing
and is named. Of a file `keys` is read here: {"keys": {"x": {"id": "…", "secret": "…"}}}, what networks know this
program by. On Windows nothing is read: there policies are values of the registry, which is not built.
"""

from __future__ import annotations

import json
import os
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

from app.model import Facts

FOLDER = Path("/etc/mummo/policies/managed")
PREFERENCES = Path("/Library/Managed Preferences/io.github.mummo.plist")
LARGEST = 1 << 18
"""Bytes of one file."""
_LONGEST = 500
"""Characters of a key."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that counts for nothing: a wording code and its facts (path, reason)."""

    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds. `keys` are (id, secret) by network; a secret may be "". `troubles` are to be shown, not hidden."""

    keys: dict[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    troubles: tuple[Trouble, ...] = ()


def laid_down(system: str = sys.platform, root: Path = Path("/")) -> tuple[Path, ...]:
    """Return the files that may hold a policy on a system (`sys.platform`), the weakest first. `root` is for tests."""
    if system == "win32":
        return ()
    if system == "darwin":
        preferences = root / PREFERENCES.relative_to("/")
        return (preferences,) if preferences.is_file() else ()
    return tuple(sorted((root / FOLDER.relative_to("/")).glob("*.json")))


def read_policy(system: str = sys.platform, root: Path = Path("/"), owner: int = 0) -> Policy:
    """Read every policy file of this computer; none there is fine. The arguments are for tests; `owner`: a user id."""
    keys: dict[str, tuple[str, str]] = {}
    troubles: list[Trouble] = []
    for path in laid_down(system, root):
        try:
            if not _only_an_administrators(path, root, owner):
                raise _Bad("policy.not_trusted")
            keys |= _keys(path)
        except _Bad as bad:
            troubles.append(Trouble(bad.code, (("path", str(path)),)))
        except OSError:
            troubles.append(Trouble("policy.cannot_read", (("path", str(path)),)))
    return Policy(keys, tuple(troubles))


class _Bad(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _only_an_administrators(path: Path, top: Path, owner: int) -> bool:
    """Tell whether the file and every folder above it, up to `top`, belong to `owner` and nobody else may write."""
    above = [path, *path.parents]
    for place in above[: above.index(top) + 1] if top in above else above:
        known = os.lstat(place)
        if known.st_uid != owner or known.st_mode & (stat.S_IWGRP | stat.S_IWOTH) or stat.S_ISLNK(known.st_mode):
            return False
    return True


def _keys(path: Path) -> dict[str, tuple[str, str]]:
    """Return the keys of one file. Unknown names are left alone: a newer Mummo may know them."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    found = _read(path.suffix, content) if len(content) <= LARGEST else None
    if not isinstance(found, dict) or not isinstance(found.get("keys", {}), dict):
        raise _Bad("policy.bad_file")
    return {str(network): _pair(value) for network, value in found.get("keys", {}).items()}


def _read(kind: str, content: bytes) -> object:
    """Return what a file says, None for one that can't be read."""
    import plistlib  # late: only macOS has such files
    from xml.parsers.expat import ExpatError

    try:
        return plistlib.loads(content) if kind == ".plist" else json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError, ExpatError, plistlib.InvalidFileException, OverflowError, KeyError):
        return None


def _pair(value: object) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise _Bad("policy.bad_file")
    id, secret = value.get("id"), value.get("secret", "")
    if not is_key(id) or not (secret == "" or is_key(secret)):
        raise _Bad("policy.bad_file")
    return str(id), str(secret)


def is_key(value: object) -> bool:
    """Tell whether a value can be a key or its secret: one word of plain letters."""
    plain = isinstance(value, str) and 0 < len(value) <= _LONGEST
    return plain and str(value).isascii() and str(value).isprintable() and " " not in str(value)
