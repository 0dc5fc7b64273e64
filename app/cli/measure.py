# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`measure`: a text as one network counts it: length, links, mentions, hashtags, parts of a thread."""

from __future__ import annotations

import argparse
from typing import Any

from app.console import DONE, Console, read_rows, read_text
from app.model import Mark, Measure
from app.wording import t

HELP = "a text as a network counts it"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a file, or - for standard input")
    parser.add_argument("--network", required=True, metavar="N", help="linkedin, x, mastodon, bluesky …")
    parser.add_argument("--jsonl", action="store_true", help='one {"id", "text"} a line in, one answer a line out')


def run(console: Console) -> int:
    """Measure one text or stream many."""
    reading, network = console.desk.reading, console.options.network
    if not console.options.jsonl:
        counted = reading.measure(read_text(console.options.file), network)
        return console.answer(shape(counted), *_for_people(counted))
    reading.measure("", network)  # an unknown network is said before any line is read
    for row in read_rows(console.options.file, {"id": object, "text": str}, {"warning": str}):
        console.json({"id": row["id"], **shape(reading.measure(row["text"], network, row.get("warning") or ""))})
    return DONE


def shape(counted: Measure) -> dict[str, Any]:
    """Return a measure as the contract's JSON; only Bluesky has bytes and facets."""
    value: dict[str, Any] = {
        "network": counted.network,
        "used": counted.used,
        "limit": counted.limit,
        "unit": counted.unit,
        "fits": counted.fits,
        "urls": _marks(counted.urls),
        "mentions": _marks(counted.mentions),
        "hashtags": _marks(counted.hashtags),
        "parts": [{"text": part.text, "used": part.used} for part in counted.parts],
    }
    if counted.facets is not None:
        value["bytes"] = counted.bytes
        value["facets"] = [
            {"kind": facet.kind, "value": facet.value, "byteStart": facet.byte_start, "byteEnd": facet.byte_end}
            for facet in counted.facets
        ]
    return value


def _marks(marks: tuple[Mark, ...]) -> list[dict[str, Any]]:
    return [{"text": mark.text, "start": mark.start, "end": mark.end} for mark in marks]


def _for_people(counted: Measure) -> list[str]:
    lines = [t("measure.used", network=counted.network, used=counted.used, limit=counted.limit)]
    if len(counted.parts) > 1:
        lines.append(t("measure.thread", n=len(counted.parts)))
    elif not counted.fits:
        lines.append(t("measure.over", n=counted.used - counted.limit))
    return lines
