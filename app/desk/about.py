# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice about the program itself: what this build contains and whether it is well. Only delegates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import AppError, ProfileUnusable
from app.model import Facts, Way
from app.paths import resource

if TYPE_CHECKING:
    from app.desk import Desk

_FONT_STARTS = (b"\0\1\0\0", b"OTTO", b"true")


@dataclass(frozen=True, slots=True)
class Row:
    """How one part is: its name is wording `doctor.<name>`, what to say is wording `code` with `facts`."""

    name: str
    ok: bool
    code: str
    facts: Facts = ()


class AboutDesk:
    """What `list` and `doctor` ask."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def contents(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of all checks, networks, languages and archives of this build, each sorted.

        Reads the data files alone: neither spaCy nor the profile is touched.
        """
        from app.checks import all_checks
        from app.languages import codes
        from app.networks import networks

        return {
            "checks": tuple(sorted(all_checks())),
            "networks": tuple(sorted(network.id for network in networks())),
            "languages": tuple(sorted(codes())),
            "archives": (),
        }

    def doctor(self) -> tuple[Row, ...]:
        """Examine every part and say how it is. Loads spaCy; tries the keyring with an entry that it deletes again."""
        parts: dict[str, Callable[[], Row]] = {
            "database": self._database,
            "keyring": self._keyring,
            "languages": self._languages,
            "fonts": self._fonts,
            "networks": self._networks,
        }
        return tuple(_examined(name, examine) for name, examine in parts.items())

    def _database(self) -> Row:
        path = self._desk.profile.database
        if not self._desk.store.is_sound():
            raise ProfileUnusable("profile.damaged", path=path)
        return Row("database", True, "doctor.database.well", (("path", str(path)),))

    def _keyring(self) -> Row:
        try:
            self._desk.accounts.keychain.check()
        except ProfileUnusable as error:
            if self._keyring_is_needed():
                return Row("keyring", False, error.code, tuple(error.facts.items()))
            return Row("keyring", True, "doctor.keyring.not_needed")
        return Row("keyring", True, "doctor.keyring.well")

    def _keyring_is_needed(self) -> bool:
        try:
            accounts = self._desk.store.accounts.all()
        except AppError:  # the database row says it
            return False
        return any(account.way is Way.DIRECT and not account.session_only for account in accounts)

    def _languages(self) -> Row:
        from app.languages import analyse, codes, voikko

        read = [code for code in codes() if analyse("Mummo neuloo.", code).keys]
        code = "doctor.languages.voikko" if voikko.is_there() else "doctor.languages.well"
        return Row("languages", bool(read), code, (("names", ", ".join(read)),))

    def _fonts(self) -> Row:
        fonts = sorted(path for path in resource("fonts").glob("*") if path.suffix in (".ttf", ".otf"))
        well = [path.stem for path in fonts if path.read_bytes()[:4] in _FONT_STARTS]
        code = "doctor.fonts.well" if well and len(well) == len(fonts) else "doctor.fonts.missing"
        return Row("fonts", code == "doctor.fonts.well", code, (("names", ", ".join(well)),))

    def _networks(self) -> Row:
        from app.networks import networks

        names = ", ".join(network.name for network in networks())
        code = "doctor.networks.well" if names else "doctor.networks.missing"
        return Row("networks", bool(names), code, (("names", names),))


def _examined(name: str, examine: Callable[[], Row]) -> Row:
    try:
        return examine()
    except AppError as error:
        return Row(name, False, error.code, tuple(error.facts.items()))
    except (OSError, ImportError, ValueError, KeyError) as error:  # a part of the build is missing or broken
        return Row(name, False, "doctor.broken", (("reason", type(error).__name__),))
