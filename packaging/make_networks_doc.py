# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Write docs/networks.md from the networks' data files and from the answers the contract tests play.

--check compares instead of writing, so the page can't grow old.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environment import ROOT

from app.channels import AppKey, Channels, Lent, Question
from app.keychain import Keychain
from app.model import Way
from app.networks import Network, networks

TARGET = ROOT / "docs" / "networks.md"
REPLIES = ROOT / "tests" / "data" / "replies"
ROWS = {
    "accepted": "accepted",
    "too long": "too long",
    "signed out": "signed out",
    "slow down": "slow down",
    "lost": "accepted, but the answer is lost",
    "half": "the answer ends half-way",
    "duplicate": "it is a duplicate",
}
ENDS = {
    "published": "published",
    "Fixable": "told so, the text stays",
    "SignInAgain": "asks to sign in, the text stays",
    "TryLater": "waits, then tries again",
    "OutcomeUnknown": "in doubt: looks first",
}
HEAD = """\
# Networks

Written by `make wording` from `resources/networks` and `tests/data/replies`; a change here is lost, a change there
appears here.

*Directly* means that Mummo publishes by itself, through the network's own interface and with your own permission. *By
hand* means that the text is copied, the pictures are prepared and the network's page is opened; you press the button
there. By hand works on every network, whether it is linked or not.

Linking starts on the page of accounts, or with the command that each network names; what stands in brackets may be
left out. Secrets are never arguments: they are read from standard input, a line each, the key's secret first.

Mummo speaks to the hosts named below and to nobody else. What it may do there is the list of scopes. The sign-in is
kept in your system's key store, never in a file; disconnecting revokes and deletes it, and a sign-in that is made anew
gives the older permission back. No key of ours is inside: where a network knows programs by a key, it is your company's
or your own.

A company lays its keys down in `/etc/mummo/policies/managed/keys.json`, which root alone may write (on macOS in the
managed preferences `io.github.mummo`, with the same names):

    {"keys": {"linkedin": {"id": "…", "secret": "…"}, "x": {"id": "…"}}}
"""
MATRIX = """\
## What every answer leads to

Each cell is played by the contract tests (`tests/contracts/test_channels.py` and `tests/contracts/test_by_hand.py`). A
post in doubt is never sent again unless the network takes a repeat for the same post, or a look showed that it is
missing; otherwise you are asked. `tests/journeys/test_lossy.py` puts every direct network behind a proxy that drops,
cuts, delays or rewrites the answer after the work is done.
"""


def page() -> str:
    """Return the page as it should be."""
    parts = [HEAD, "\n".join(overview()) + "\n", MATRIX, "\n".join(matrix()) + "\n"]
    return "\n".join([*parts, *("\n".join(one(place)) + "\n" for place in networks())]).rstrip() + "\n"


def direct() -> tuple[str, ...]:
    """Return the networks this version publishes to by itself."""
    return _channels().direct()


def seven() -> list[Network]:
    """Return the networks people named: all but practice."""
    return [place for place in networks() if place.way is not Way.PRACTICE]


def overview() -> Iterator[str]:
    """Yield the table on top."""
    yield "| network | way | key needed | cost | longest text | pictures | their words | thread |"
    yield "|" + " --- |" * 8
    for place in seven():
        way = place.about.way or ("directly" if place.id in direct() else "by hand")
        key = "yes" if place.id in direct() and _channels().network(place.id).needs_key else "no"
        words = f"{place.alt_limit} characters" if place.alt_limit else "yes"
        cost = place.about.cost.partition(",")[0]
        cells = [place.name, way, key, cost, _limit(place), str(place.images or "none"), words]
        yield f"| {' | '.join([*cells, 'yes' if place.threads else 'no'])} |"


def matrix() -> Iterator[str]:
    """Yield what the contract tests play: networks across, answers down."""
    yield f"| the network's answer | {' | '.join(place.name for place in seven())} |"
    yield "|" + " --- |" * (len(seven()) + 1)
    for row, shown in ROWS.items():
        yield f"| {shown} | {' | '.join(cell(place.id, row) for place in seven())} |"


def cell(name: str, row: str) -> str:
    """Return how one network's answer ends, as its reply file has it; "" if no play is marked with the row."""
    path = REPLIES / f"{name}.toml"
    replies = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for play in replies.get("by_hand", []):
        if play["row"] == row:
            return str(play["then"])
    for play in replies.get("publish", []):
        if play.get("row") == row:
            ending = ENDS[play["expect"]]
            return f"{ending} (`{play['code']}`)" if "code" in play else ending
    return ""


def one(place: Network) -> Iterator[str]:
    """Yield the chapter of one network."""
    about = place.about
    yield f"## {place.name}\n"
    yield f"{about.why}\n"
    yield from _steps("To link it:", about.link)
    yield from _steps("To get a key:", about.key)
    yield f"- On the command line: `{command(place)}`"
    yield f"- Cost: {about.cost}"
    yield f"- Speaks to: {_hosts(place)}"
    if place.scopes:
        yield f"- May, by its scopes: {', '.join(f'`{scope}`' for scope in place.scopes)}"
    yield f"- Longest text: {_limit(place)}{_links(place)}"
    yield f"- Pictures: {_pictures(place)}"
    if place.options:
        yield f"- Choices: {', '.join(_choice(option.name, option.values) for option in place.options)}"
    yield f"- In doubt: {about.doubt}"
    read = max(source.read for source in place.sources)
    yield f"- Read on {read}: {'; '.join(dict.fromkeys(source.page for source in place.sources))}"


def command(place: Network) -> str:
    """Return how a network is linked without the window; brackets hold what may be left out."""
    words = ["python main.py accounts add", place.id]
    if place.id not in direct():
        return " ".join([*words, "--by-hand"])
    channel = _channels().network(place.id)
    questions = channel.questions()
    pasted = any(one.secret and one.key != "secret" for one in questions)
    if channel.needs_key:
        words += ["--key-id ID", "--key-secret-stdin" if pasted else "[--key-secret-stdin]"]
    return " ".join([*words, *filter(None, map(_asked, questions))])


def _asked(question: Question) -> str:
    """Return the option that answers a question; "" for a server that need not be named."""
    if question.secret:
        return "[--secret-stdin]" if question.key == "secret" else "--secret-stdin"
    if question.key == "server":
        return "" if question.default else "--server SERVER"
    if question.key == "handle":
        return "[--handle HANDLE]"
    return f"[--answer {question.key}={question.key.upper()}]"


def _steps(title: str, steps: tuple[str, ...]) -> Iterator[str]:
    if steps:
        yield f"{title}\n"
        yield from (f"{number}. {step}" for number, step in enumerate(steps, 1))
        yield ""


def _hosts(place: Network) -> str:
    pages = (place.api, place.reach.authorise, place.reach.authorise_public, place.reach.token, place.reach.revoke)
    named = [urlsplit(page).netloc for page in pages if page] + list(place.hosts)
    if named:
        return ", ".join(f"`{host}`" for host in dict.fromkeys(named))
    return "your own server" if place.id in direct() and place.way is Way.DIRECT else "nobody"


def _limit(place: Network) -> str:
    also = f" and {place.bytes} bytes" if place.bytes else ""
    known = {
        "graphemes": "characters",
        "little_text": "characters",
        "utf16": "characters",
        "weighted": "weighted characters",
    }
    unit = known.get(place.unit, "characters")
    own = ", or what the server says" if "{server}" in place.compose_url else ""
    return f"{place.limit} {unit}{also}{own}"


def _links(place: Network) -> str:
    told = [f"a link counts {place.link}"] if place.link else []
    told += [f"at most {place.links} links"] if place.links else []
    told += [f"at most {place.hashtags} hashtags"] if place.hashtags else []
    return f"; {'; '.join(told)}" if told else ""


def _pictures(place: Network) -> str:
    if not place.images:
        return "none"
    size = f", {place.image_bytes / 1_000_000:.1f} MB each at most" if place.image_bytes else ""
    words = (
        f", each with up to {place.alt_limit} characters of description" if place.alt_limit else ", with descriptions"
    )
    return f"{place.images}{size}{words}"


def _choice(name: str, values: tuple[str, ...]) -> str:
    return f"`{name}` ({', '.join(values)})" if values else f"`{name}`"


def _channels() -> Channels:
    return Channels(Lent(Keychain(), Path("unused"), _AnyKey()))


class _AnyKey:
    """Lends a key that opens nothing: the page only asks whether one is needed."""

    def of(self, network: str) -> AppKey:
        return AppKey("none")


def main() -> int:
    """Write the page, or with --check say that it is old."""
    if "--check" not in sys.argv:
        TARGET.write_text(page(), encoding="utf-8")
        return 0
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != page():
        print("docs/networks.md is old: run 'make wording'", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
