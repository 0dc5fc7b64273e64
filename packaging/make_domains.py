# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Refreshes the lists of top-level domains in resources/text, from the packages the networks themselves use.

X and Mastodon find links with twitter-text's own frozen list; Bluesky's library asks npm's `tlds`, which follows IANA.
Needs npm. Run: python packaging/make_domains.py
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "text"

PRINT_LISTS = """
const text = require('twitter-text');
const rules = (text.default || text).regexen;
console.log(JSON.stringify({
  twitter: [rules.validGTLD.source, rules.validCCTLD.source],
  iana: require('tlds'),
  versions: ['twitter-text', 'tlds'].map(name => name + ' ' + require(name + '/package.json').version),
}));
"""


def fetch() -> dict[str, list[str]]:
    """Install both packages in a throw-away folder and print their lists."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "init", "-y"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", *quiet, "twitter-text@3", "tlds"], cwd=folder, check=True)
        answer = subprocess.run(["node", "-e", PRINT_LISTS], cwd=folder, check=True, capture_output=True, text=True)
    found: dict[str, list[str]] = json.loads(answer.stdout)
    return found


def alternatives(source: str) -> list[str]:
    """Return the words of a pattern like (?:(?:a|b|c)(?=…))."""
    words = re.match(r"\(\?:\(\?:(?P<words>[^()]*)\)", source)
    if not words:
        raise SystemExit("twitter-text keeps its domains in another way now: look at validGTLD")
    return words["words"].split("|")


def write(name: str, origin: str, domains: list[str]) -> None:
    """Write one sorted list, a domain a line."""
    rows = sorted({domain.lower() for domain in domains})
    path = FOLDER / f"domains-{name}.txt"
    path.write_text(
        f"# {len(rows)} top-level domains of {origin}\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8"
    )
    print(f"{path.name}: {len(rows)}")


def main() -> None:
    """Refresh both lists."""
    lists = fetch()
    twitter, iana = lists["versions"]
    write("twitter", f"npm {twitter}", [word for source in lists["twitter"] for word in alternatives(source)])
    write("iana", f"npm {iana}", lists["iana"])


if __name__ == "__main__":
    main()
