# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a post hangs on, and what came back to it: references to earlier posts, likes, shares and replies."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from app.channels.bluesky.records import POST, Record
from app.channels.bluesky.server import Call, Server, error_of
from app.errors import Fixable
from app.model import Account, Answers, Reply, SentPart
from app.wire import Answer

_PAGE = re.compile(r"/profile/([A-Za-z0-9.:_-]{3,253})/post/([A-Za-z0-9._~:-]{1,512})/?")
_URI = re.compile(rf"at://([^/]+)/{re.escape(POST)}/([A-Za-z0-9._~:-]{{1,512}})")
_NOT_HERE = {"MethodNotImplemented", "XRPCNotSupported", "NotImplemented"}
_DEEPEST = 30
_LONGEST = 3000


def record_at(server: Server, account: Account, repo: str, key: str) -> Answer:
    """Read a post; the account's own server knows those of others too."""
    return server.get(account.server, "com.atproto.repo.getRecord", repo=repo, collection=POST, rkey=key)


def after(server: Server, account: Account, previous: tuple[SentPart, ...], answered: str) -> Record | None:
    """Return what the next part hangs on: the parts that are out, else the post answered, else nothing (None)."""
    if not previous:
        return _answering(server, account, answered) if answered else None
    first = record_of(server, account, previous[0])
    parent = _reference(first) if len(previous) == 1 else _reference(record_of(server, account, previous[-1]))
    return {"root": _root(first), "parent": parent}


def record_of(server: Server, account: Account, sent: SentPart) -> Answer:
    """Read an earlier part from the server, which is where its cid is true. Raises Fixable("bluesky.thread_gone")."""
    where = _URI.fullmatch(sent.remote_id)
    if not where:  # the writer's word that it is out does not tell where
        raise Fixable("bluesky.thread_gone")
    answer = record_at(server, account, where[1], where[2])
    if error_of(answer.text)[0] == "RecordNotFound":
        raise Fixable("bluesky.thread_gone")
    return answer if answer.ok else server.refuse(answer, account)


def _answering(server: Server, account: Account, address: str) -> Record:
    """Return the reference to somebody's post by the address of its page. Raises Fixable("channel.no_post_there")."""
    try:
        found = _PAGE.fullmatch(unquote(urlsplit(address).path))
    except ValueError:
        found = None
    if not found:
        raise Fixable("channel.no_post_there", network="Bluesky")
    who, key = found[1], found[2]
    if not who.startswith("did:"):
        answer = server.get(account.server, "com.atproto.identity.resolveHandle", handle=who.lower())
        if not answer.ok and answer.status != 400:
            server.refuse(answer, account)
        who = answer.word("did") if answer.ok else ""
    if not who:
        raise Fixable("channel.no_post_there", network="Bluesky")
    answer = record_at(server, account, who, key)
    if 400 <= answer.status < 500 and answer.status != 429:
        raise Fixable("channel.no_post_there", network="Bluesky")
    if not answer.ok:
        server.refuse(answer, account)
    return {"root": _root(answer), "parent": _reference(answer)}


def _reference(answer: Answer) -> dict[str, str]:
    return {"uri": answer.word("uri"), "cid": answer.word("cid")}


def _root(answer: Answer) -> dict[str, str]:
    """The start of the conversation a post is in: what it says itself, or the post."""
    value = answer.json().get("value")
    reply = value.get("reply") if isinstance(value, dict) else None
    root = reply.get("root") if isinstance(reply, dict) else None
    if isinstance(root, dict) and isinstance(root.get("uri"), str) and isinstance(root.get("cid"), str):
        return {"uri": root["uri"], "cid": root["cid"]}
    return _reference(answer)


# ------------------------------------------------------------ what came back


def answers(server: Server, account: Account, sent: tuple[SentPart, ...], now: datetime) -> Answers:
    """Return likes, shares and replies of all parts together. A server alone in the world keeps no count of them.

    Raises Fixable("channel.no_answers_here" or "channel.no_post_there"), SignInAgain, TryLater.
    """
    tree = _Tree(account.remote_id, {part.remote_id for part in sent})
    for part in sent:
        if part.remote_id not in tree.seen:
            tree.take(_thread(server, account, part.remote_id, min(len(sent), _DEEPEST)))
    return Answers(now, tree.likes, tree.shares, tuple(sorted(tree.replies.values(), key=lambda reply: reply.at)))


def _thread(server: Server, account: Account, uri: str, depth: int) -> object:
    asked = {"uri": uri, "depth": str(depth), "parentHeight": "0"}
    answer = server.signed(account, Call("app.bsky.feed.getPostThread", asked=asked))
    error = error_of(answer.text)[0]
    if answer.status in (404, 501) or error in _NOT_HERE:
        raise Fixable("channel.no_answers_here", network="Bluesky")
    if error == "NotFound":
        raise Fixable("channel.no_post_there", network="Bluesky")
    return answer.json().get("thread") if answer.ok else server.refuse(answer, account)


class _Tree:
    """Adds up a conversation: numbers of the own parts, and what others wrote under them."""

    def __init__(self, own: str, parts: set[str]) -> None:
        self._own, self._parts = own, parts
        self.seen: set[str] = set()
        self.likes: int | None = None
        self.shares: int | None = None
        self.replies: dict[str, Reply] = {}

    def take(self, node: object) -> None:
        """Walk a thread as the network told it; whatever is odd in it is left out."""
        waiting = [node]
        while waiting:
            found = waiting.pop()
            post = found.get("post") if isinstance(found, dict) else None
            if not isinstance(found, dict) or not isinstance(post, dict) or not isinstance(post.get("uri"), str):
                continue
            self._add(post)
            below = found.get("replies")
            waiting += below if isinstance(below, list) else []

    def _add(self, post: dict[str, object]) -> None:
        uri = str(post["uri"])
        if uri in self.seen:
            return
        self.seen.add(uri)
        if uri in self._parts:
            self.likes = _sum(self.likes, post.get("likeCount"))
            for shared in ("repostCount", "quoteCount"):
                self.shares = _sum(self.shares, post.get(shared))
        elif (reply := _reply(uri, post)) and not uri.startswith(f"at://{self._own}/"):
            self.replies[uri] = reply


def _reply(uri: str, post: dict[str, object]) -> Reply | None:
    """Return somebody's answer as plain text, None if it can't be read."""
    author, record, where = post.get("author"), post.get("record"), _URI.fullmatch(uri)
    if not (isinstance(author, dict) and isinstance(record, dict) and where):
        return None
    handle, text = str(author.get("handle") or where[1]), record.get("text")
    try:
        at = datetime.fromisoformat(str(post.get("indexedAt") or record.get("createdAt")))
    except ValueError:
        return None
    if not isinstance(text, str) or at.tzinfo is None:
        return None
    name = str(author.get("displayName") or handle)[:200]
    url = f"https://bsky.app/profile/{where[1]}/post/{where[2]}"
    return Reply(uri, name, f"@{handle[:253]}", text[:_LONGEST], at.astimezone(UTC), url)


def _sum(known: int | None, more: object) -> int | None:
    return (known or 0) + more if type(more) is int and 0 <= more < 1 << 40 else known
