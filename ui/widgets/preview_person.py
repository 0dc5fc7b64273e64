# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Who a post of the preview is from, in words: name, handle, and the letters of a picture nobody has given us."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.model import Account
from app.wording import t
from ui.widgets.kinds import Look


def person_of(account: Account, accounts: tuple[Account, ...], look: Look) -> str:
    """Return the name of the person: this account's, else another one's; a by-hand account may only have its network's.

    Where nobody has told a name yet it is "you".
    """
    for one in (account, *accounts):
        name = one.name.strip()
        brand = look.name if one is account else one.network
        brands = {brand.casefold(), one.network.casefold(), t("network.practice").casefold()}
        if name and not name.startswith("@") and name.casefold() not in brands:
            return name
    return account.name if account.name.startswith("@") else t("preview.you")


def handle_of(account: Account) -> str:
    """Return the handle as people see it, with the server where there are many; else how the post goes out."""
    if not account.handle:
        return t(f"way.{account.way.value}")
    bare = account.handle.lstrip("@")
    host = urlsplit(account.server).hostname or ""
    return f"@{bare}@{host}" if account.network == "mastodon" and "@" not in bare and host else f"@{bare}"


def initials_of(name: str) -> str:
    """Return one or two letters for the round picture nobody has given us."""
    words = [word for word in name.lstrip("@").replace(".", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words[:1])).upper()
