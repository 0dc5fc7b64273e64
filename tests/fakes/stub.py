# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the stubs of networks share: routes, answers as JSON, the page of permission, posts that are kept.

`python tests/fakes/x.py` serves one until its input ends, for trying the program by hand: it prints its address.
"""

from __future__ import annotations

import json
import re
import sys
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from fakes.loopback import Asked, Loopback, Play


class Stub:
    """A network that behaves. `losses`: what happens to the next answers of the act: "lost" or "half", work done.

    `routes` names methods by verb and pattern of the path; the groups of the pattern are their arguments.
    """

    routes: tuple[tuple[str, str, str], ...] = ()

    def __init__(self) -> None:
        self.posts: dict[str, dict[str, object]] = {}
        self.losses: list[str] = []
        self.server = Loopback()
        self.server.then = self._answer

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *how: object) -> None:
        self.server.__exit__(*how)

    @property
    def url(self) -> str:
        return self.server.url

    def _answer(self, asked: Asked) -> Play:
        path = urlsplit(asked.path).path
        for verb, pattern, name in self.routes:
            found = re.fullmatch(pattern, path)
            if found and verb == asked.method:
                return getattr(self, name)(asked, *found.groups())
        return told({"error": "no such door", "path": path}, 404)

    def page(self, asked: Asked) -> Play:
        """The page of permission of somebody who always says yes, at once."""
        wish = dict(parse_qsl(urlsplit(asked.path).query))
        target = f"{wish['redirect_uri']}?{urlencode({'code': 'the-code', 'state': wish['state']})}"
        return Play(status=302, headers={"Location": target}, body=b"")

    def acted(self, play: Play) -> Play:
        """The answer to the act, unless it gets lost on its way."""
        return Play(self.losses.pop(0), play.status, play.body, play.headers) if self.losses else play

    def texts(self) -> list[str]:
        return [str(post["text"]) for post in self.posts.values()]


def told(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Play:
    return Play(status=status, body=json.dumps(value).encode(), headers=headers or {})


def query(asked: Asked) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(asked.path).query))


def form(asked: Asked) -> dict[str, str]:
    return {key: values[-1] for key, values in parse_qs(asked.body.decode(), keep_blank_values=True).items()}


def serve(stub: type[Stub]) -> None:
    """Serve until the input ends."""
    with stub() as network:
        print(network.url, flush=True)
        sys.stdin.read()
        print(json.dumps(network.posts, indent=1, ensure_ascii=False, default=str))
