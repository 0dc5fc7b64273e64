# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`draft add|list|show|remove`: drafts of the profile. Removing rests 30 days."""

from __future__ import annotations

import argparse
from typing import Any

from app.console import DONE, Console, read_text
from app.errors import AppError, Fixable
from app.wording import t

HELP = "write, list, show and remove drafts"


class _PhotoWithAlt(argparse.Action):
    """Collects --photo FILE and the --alt T that follows it as pairs."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: str | None = None) -> None:  # noqa: ANN401 argparse's signature
        """Open a new pair at --photo, fill the last one at --alt."""
        pairs: list[list[str]] = list(namespace.photos or [])
        namespace.photos = pairs
        if option == "--photo":
            pairs.append([values, ""])
        elif pairs and not pairs[-1][1]:
            pairs[-1] = [pairs[-1][0], values]
        else:
            raise Fixable("cli.alt_without_photo")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="add|list|show|remove")
    add = actions.add_parser("add")
    add.add_argument("--text", metavar="T", help="the text, or - for standard input")
    add.add_argument("--photo", dest="photos", metavar="FILE", action=_PhotoWithAlt, default=[])
    add.add_argument("--alt", dest="photos", metavar="T", action=_PhotoWithAlt)
    show, remove, listing = actions.add_parser("show"), actions.add_parser("remove"), actions.add_parser("list")
    show.add_argument("id", metavar="ID")
    remove.add_argument("id", metavar="ID")
    for action in (add, show, remove, listing):
        action.add_argument("--profile", metavar="DIR", default=argparse.SUPPRESS)
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(console: Console) -> int:
    """Do what the action says."""
    return {"add": _add, "list": _list, "show": _show, "remove": _remove}[console.options.action](console)


def _add(console: Console) -> int:
    text, photos = console.options.text, console.options.photos
    if text is None and not photos:
        raise Fixable("cli.draft_needs_text")
    drafts = console.desk.drafts
    draft = drafts.new(read_text("-") if text == "-" else text or "")
    try:
        for path, alt in photos:
            drafts.add_photo(draft.id, path, alt)
    except AppError:
        drafts.remove(draft.id, for_good=True)  # bad input changes nothing
        raise
    return console.answer({"draft": draft.id}, t("draft.added", id=draft.id))


def _list(console: Console) -> int:
    rows = console.desk.drafts.rows()
    value = [
        {"id": row.id, "title": row.title, "saved_at": row.saved_at.isoformat(), "revisions": row.revisions}
        for row in rows
    ]
    lines = [f"{row.id}  {row.saved_at.astimezone():%Y-%m-%d %H:%M}  {row.title}" for row in rows]
    return console.answer({"drafts": value}, *(lines or [t("draft.none")]))


def _show(console: Console) -> int:
    draft = console.desk.drafts.get(console.options.id)
    revisions = console.desk.drafts.revisions(draft.id)
    value = {
        "id": draft.id,
        "text": draft.text,
        "photos": [{"id": photo.id, "alt": photo.alt} for photo in draft.photos],
        "saved_at": draft.saved_at.isoformat(),
        "revisions": [{"id": r.id, "at": r.at.isoformat(), "characters": r.characters} for r in revisions],
    }
    return console.answer(value, draft.text)


def _remove(console: Console) -> int:
    console.desk.drafts.remove(console.options.id)
    console.answer({"draft": console.options.id}, t("draft.removed"))
    return DONE
