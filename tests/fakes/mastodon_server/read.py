# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Read an account back with Mastodon.py, which shares no line with the program: posts and schedules as JSON.

Run by the environment of its own: read.py URL TOKEN, or read.py URL TOKEN METHOD ARGUMENT… to do something as well.
"""

from __future__ import annotations

import json
import sys

from mastodon import Mastodon


def main() -> None:
    url, token, *wish = sys.argv[1:]
    client = Mastodon(access_token=token, api_base_url=url, ratelimit_method="throw")
    done = getattr(client, wish[0])(*wish[1:]) if wish else None
    me = client.me()
    found = {
        "me": me["acct"],
        "posts": client.account_statuses(me["id"], limit=40),
        "scheduled": client.scheduled_statuses(),
        "done": done,
    }
    json.dump(found, sys.stdout, default=str)


if __name__ == "__main__":
    main()
