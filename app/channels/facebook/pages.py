# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""From a writer's token to that of one Page: Meta answers no program on a person's own computer, so it is pasted."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from app.calls import REFUSED, SIGNED_OUT, Calls, Explain, base_of
from app.channels import AppKeys
from app.channels.facebook.wire import listed, path
from app.errors import Fixable
from app.model import Account, Way, new_id
from app.networks import network
from app.signin.grants import Grant
from app.wire import Answer, send

NETWORK = "facebook"


class Pages:
    """The Pages a person may post as."""

    def __init__(self, keys: AppKeys, calls: Calls, explain: Explain) -> None:
        """Keep where the program's key is and what answers mean."""
        self._keys, self._calls, self._explain = keys, calls, explain

    def sign_in(self, answers: Mapping[str, str]) -> tuple[Account, str]:
        """Return the account of a Page and its token, which has no end when made from a lengthened one.

        Raises Fixable("facebook.no_page", "facebook.choose_page", "channel.bad_token", "keys.missing"), TryLater.
        """
        base = base_of(network(NETWORK), answers.get("server", ""))
        token = self._lengthened(base, answers.get("token", "").strip())
        url = base + path("me", "accounts", fields="id,name,access_token", limit="100")
        found = [page for page in listed(self._read(url, token)) if _whole(page)]
        page = _chosen(found, answers.get("page", "").strip())
        name, id = str(page["name"]), str(page["id"])
        account = Account(new_id(), NETWORK, name, Way.DIRECT, server=base, remote_id=id)
        return account, Grant(str(page["access_token"])).secret()

    def _lengthened(self, base: str, token: str) -> str:
        """Exchange a token of an hour or two for one of 60 days: a Page's token made from it lasts."""
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise Fixable("channel.bad_token", network="Facebook")
        key = self._keys.of(NETWORK)
        asked = {
            "grant_type": "fb_exchange_token",
            "client_id": key.id,
            "client_secret": key.secret,
            "fb_exchange_token": token,
        }
        return self._read(f"{base}{path('oauth/access_token')}?{urlencode(asked)}").word("access_token")

    def _read(self, url: str, token: str = "") -> Answer:
        answer = send("GET", url, headers={"Authorization": f"Bearer {token}"} if token else {})
        if answer.ok:
            return answer
        if self._explain(answer.status, answer.text) in (SIGNED_OUT, REFUSED):
            raise Fixable("channel.bad_token", network="Facebook")
        return self._calls.refuse(answer)


def _whole(page: Mapping[str, object]) -> bool:
    return all(isinstance(page.get(key), str) and page[key] for key in ("id", "name", "access_token"))


def _chosen(pages: list[dict[str, object]], wish: str) -> dict[str, object]:
    """Return the one Page, or the one named by id or by name."""
    if not pages:
        raise Fixable("facebook.no_page")
    for page in pages:
        if wish in (page["id"], page["name"]):
            return page
    if len(pages) == 1 and wish in ("", "-"):
        return pages[0]
    raise Fixable("facebook.choose_page", pages=", ".join(f"{page['name']} ({page['id']})" for page in pages))
