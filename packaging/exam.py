# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Puts fresh random texts to the networks' own packages and prints how far Mummo's counting agrees with them.

Installs npm's twitter-text and @atproto/api into a cache folder outside the clone. Needs node and npm.
Run: python packaging/exam.py [--seed N] [--texts N] [--show N]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.measure import measure  # noqa: E402 - the clone's own modules, once its folder is known
from app.model import Measure  # noqa: E402 - see above
from app.networks import network  # noqa: E402 - see above
from app.text import graphemes  # noqa: E402 - see above

PACKAGES = ("twitter-text@3.1.0", "@atproto/api@0.20.44", "unicode-segmenter")

WANTED = {"weight": 100.0, "valid": 100.0, "graphemes": 100.0, "bytes": 100.0, "facets": 99.8, "urls": 99.8}

JUDGE = """
const text = require('twitter-text').default || require('twitter-text');
const { UnicodeString, RichText } = require('@atproto/api');
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const kind = feature => feature.$type.split('#')[1];
console.log(JSON.stringify(texts.map(given => {
  const parsed = text.parseTweet(given);
  const rich = new RichText({ text: given });
  rich.detectFacetsWithoutResolution();
  return {
    weight: parsed.weightedLength, valid: parsed.valid, urls: text.extractUrls(given),
    hashtags: text.extractHashtags(given),
    mentions: text.extractMentions(given), graphemes: rich.unicodeText.graphemeLength, bytes: rich.unicodeText.length,
    facets: (rich.facets || []).map(facet => [kind(facet.features[0]),
      facet.features[0].uri || facet.features[0].did || facet.features[0].tag,
      facet.index.byteStart, facet.index.byteEnd]),
  };
})));
"""

PIECES = tomllib.loads((ROOT / "tests" / "data" / "text" / "exam.toml").read_text(encoding="utf-8"))


def a_piece(dice: random.Random) -> str:
    """Return a word, an emoji, a link or a lone character."""
    kind = dice.random()
    if kind < 0.5:
        return dice.choice(PIECES["words"])
    if kind < 0.65:
        return dice.choice(PIECES["emoji"])
    if kind < 0.95:
        return (
            dice.choice(PIECES["schemes"])
            + dice.choice(PIECES["hosts"])
            + (dice.choice(PIECES["tails"]) if dice.random() < 0.6 else "")
        )
    return chr(
        dice.choice([dice.randrange(0x20, 0x2FF), dice.randrange(0x300, 0xD7FF), dice.randrange(0x1F000, 0x1FAFF)])
    )


def a_text(dice: random.Random) -> str:
    """Return a random text of 1 to 25 pieces, glued together as people (and worse) would."""
    return "".join(a_piece(dice) + dice.choice(PIECES["joins"]) for _ in range(dice.randint(1, 25)))


def cache() -> Path:
    """Return the folder with the packages, installed once."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mummo" / "exam"
    if not (home / "node_modules" / "twitter-text").is_dir():
        home.mkdir(parents=True, exist_ok=True)
        (home / "package.json").write_text('{"name": "exam", "private": true}', encoding="utf-8")
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", *PACKAGES], cwd=home, check=True
        )
    return home


def judged(texts: list[str]) -> list[dict[str, object]]:
    """Return what the packages say of each text."""
    asked = json.dumps(texts)
    answer = subprocess.run(["node", "-e", JUDGE], cwd=cache(), input=asked, capture_output=True, text=True, check=True)
    found: list[dict[str, object]] = json.loads(answer.stdout)
    return found


def ours(text: str) -> dict[str, object]:
    """Return what Mummo says of a text, in the packages' words."""
    x: Measure = measure(text, network("x"))
    bluesky: Measure = measure(text, network("bluesky"))
    return {
        "weight": x.used,
        "valid": x.fits and x.used > 0,
        "urls": [mark.text for mark in x.urls],
        "hashtags": [mark.text[1:] for mark in x.hashtags],
        "mentions": [mark.text[1:] for mark in x.mentions],
        "graphemes": len(graphemes(text)) if bluesky.used == len(graphemes(text)) else -1,
        "bytes": bluesky.bytes,
        "facets": [[facet.kind, facet.value, facet.byte_start, facet.byte_end] for facet in bluesky.facets or ()],
    }


def main() -> int:
    """Print the agreement per field; 1 when it is below what we want."""
    options = argparse.ArgumentParser()
    options.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    options.add_argument("--texts", type=int, default=2000)
    options.add_argument("--show", type=int, default=5)
    chosen = options.parse_args()
    dice = random.Random(chosen.seed)  # noqa: S311 - dice for texts, no secret
    texts = [a_text(dice) for _ in range(chosen.texts)]
    agreed: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    for text, theirs in zip(texts, judged(texts), strict=True):
        for field, answer in ours(text).items():
            if answer == theirs[field]:
                agreed[field] += 1
            elif (shown.update([field]) or shown[field]) <= chosen.show:
                print(f"{field}: {text!a}\n  ours   {answer!a}\n  theirs {theirs[field]!a}")
    print(f"seed {chosen.seed}, {len(texts)} texts")
    shares = {field: 100 * agreed[field] / len(texts) for field in ours("")}
    for field, share in shares.items():
        print(f"  {field:<10} {share:7.2f} %   wanted {WANTED.get(field, 99.0):.1f} %")
    return int(any(share < WANTED.get(field, 99.0) for field, share in shares.items()))


if __name__ == "__main__":
    sys.exit(main())
