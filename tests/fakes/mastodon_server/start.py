# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Start a real, if small, Mastodon server on a free port: mastodon-mock, in an environment of its own.

Run by that environment's Python with the file to write when it is up, as {"url": …, "tokens": {name: token}}.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import uvicorn
from mastodon_mock.app import create_app
from mastodon_mock.config import MastodonMockConfig, SeedAccount, SeedConfig

TOKENS = {name: f"token-of-{name}" for name in ("alice", "bob", "carol")}


def main() -> None:
    ready = Path(sys.argv[1])
    seed = SeedConfig(accounts=[SeedAccount(username=name, access_token=token) for name, token in TOKENS.items()])
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    config = MastodonMockConfig(seed=seed, domain=url.removeprefix("http://"), base_url=url)
    server = uvicorn.Server(uvicorn.Config(create_app(config), log_level="warning", lifespan="on"))
    part = ready.with_suffix(".part")
    part.write_text(json.dumps({"url": url, "tokens": TOKENS}))
    listener.listen(64)  # from here on a caller waits instead of being refused
    part.rename(ready)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
