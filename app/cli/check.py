# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`check`: what Mummo says of a text, or of each line of a JSON Lines file. Findings are never an error."""

from __future__ import annotations

import argparse
from typing import Any

from app.console import DONE, Console, read_rows, read_text
from app.errors import Fixable
from app.model import Finding, Hat, Remark, Report
from app.wording import LANGUAGES, t

HELP = "what Mummo says of a text"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a file, or - for standard input")
    parser.add_argument("--lang", choices=LANGUAGES, default="", help="the language, otherwise recognised")
    parser.add_argument("--jsonl", action="store_true", help='one {"id", "text"} a line in, one answer a line out')


def run(console: Console) -> int:
    """Check one text or stream many."""
    if console.options.jsonl:
        return _stream(console)
    report = console.desk.reading.check(read_text(console.options.file), console.options.lang)
    return console.answer(shape(report), *_for_people(report))


def _stream(console: Console) -> int:
    optional = {"lang": str, "account_hat": str}
    for number, row in enumerate(read_rows(console.options.file, {"id": object, "text": str}, optional), 1):
        language = row.get("lang") or console.options.lang
        if language and language not in LANGUAGES:
            raise Fixable("input.wrong_value", line=number, key="lang", expected="fi, sv, en")
        report = console.desk.reading.check(row["text"], language, _hat(row.get("account_hat"), number))
        console.json({"id": row["id"], **shape(report)})
    return DONE


def _hat(value: str | None, number: int) -> Hat | None:
    if value is None:
        return None
    try:
        return Hat(value)
    except ValueError as error:
        raise Fixable("input.wrong_value", line=number, key="account_hat", expected="me, work") from error


def shape(report: Report) -> dict[str, Any]:
    """Return a report as the contract's JSON."""
    hats = report.hats
    evidence = [{"start": word.start, "end": word.end, "hat": str(word.hat)} for word in hats.evidence]
    return {
        "lang": report.lang,
        "mood": str(report.mood),
        "tone": str(report.tone),
        "hats": {"me": hats.me, "work": hats.work, "evidence": evidence},
        "findings": [_finding(remark) for remark in report.remarks],
    }


def _finding(remark: Remark) -> dict[str, Any]:
    found: Finding = remark.finding
    return {
        "check": found.check,
        "category": found.category,
        "level": str(found.level),
        "start": found.start,
        "end": found.end,
        "words": found.words,
        "why": remark.why,
        "suggestion": remark.suggestion,
    }


def _for_people(report: Report) -> list[str]:
    lines = [t(f"check.mood.{report.mood}")]
    for remark in report.remarks:
        lines += ["", f"  {remark.finding.words}", f"    {remark.why}"]
        if remark.suggestion:
            lines.append(f"    {t('check.how_about')} {remark.suggestion}")
    if report.hats.me is not None and report.hats.work is not None:
        words = {hat: ", ".join(sorted({e.word for e in report.hats.evidence if e.hat == hat})) for hat in Hat}
        lines += [
            "",
            f"  {t('check.hat.me')}: {words[Hat.ME] or '–'}",
            f"  {t('check.hat.work')}: {words[Hat.WORK] or '–'}",
        ]
    return lines
