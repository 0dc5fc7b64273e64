# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`check`: what Mummo says of a text, or of each line of a JSON Lines file. Findings are never an error."""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app import packs
from app.console import DONE, Console, read_rows, read_text
from app.errors import Fixable
from app.model import Around, Finding, Hat, Remark, Report
from app.wording import LANGUAGES, t

HELP = "what Mummo says of a text"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a file, or - for standard input")
    parser.add_argument("--lang", choices=LANGUAGES, default="", help="the language, otherwise recognised")
    parser.add_argument("--jsonl", action="store_true", help='one {"id", "text"} a line in, one answer a line out')
    parser.add_argument("--explain", action="store_true", help="also the rule, the level and the data file of each")
    parser.add_argument("--pack", type=Path, metavar="DIR", help="try a company pack: a folder with one TOML file")


def run(console: Console) -> int:
    """Check one text or stream many."""
    if console.options.jsonl:
        return _stream(console)
    text, explain = read_text(console.options.file), console.options.explain
    report = console.desk.reading.check(text, console.options.lang, around=_around(console))
    return console.answer(shape(report, explain), *_for_people(report, explain))


def _around(console: Console) -> Around | None:
    """What the options say of the texts' surroundings; None if they say nothing."""
    return Around(lists=(packs.load(console.options.pack),)) if console.options.pack else None


def _at(given: Around | None, at: str | None, line: int) -> Around | None:
    if at is None:
        return given
    try:
        return replace(given or Around(), hour=datetime.fromisoformat(at).hour)
    except ValueError as error:
        raise Fixable("input.wrong_value", line=line, key="at", expected="2026-11-24T09:00") from error


def _stream(console: Console) -> int:
    optional = {"lang": str, "account_hat": str, "at": str}
    given = _around(console)
    for number, row in enumerate(read_rows(console.options.file, {"id": object, "text": str}, optional), 1):
        language = row.get("lang") or console.options.lang
        if language and language not in LANGUAGES:
            raise Fixable("input.wrong_value", line=number, key="lang", expected="fi, sv, en")
        hat, around = _hat(row.get("account_hat"), number), _at(given, row.get("at"), number)
        report = console.desk.reading.check(row["text"], language, hat, around=around)
        console.json({"id": row["id"], **shape(report, console.options.explain)})
    return DONE


def _hat(value: str | None, number: int) -> Hat | None:
    if value is None:
        return None
    try:
        return Hat(value)
    except ValueError as error:
        raise Fixable("input.wrong_value", line=number, key="account_hat", expected="me, work") from error


def shape(report: Report, explain: bool = False) -> dict[str, Any]:
    """Return a report as the contract's JSON; `explain` adds the rule and the data file of each finding."""
    hats = report.hats
    evidence = [{"start": word.start, "end": word.end, "hat": str(word.hat)} for word in hats.evidence]
    return {
        "lang": report.lang,
        "mood": str(report.mood),
        "tone": str(report.tone),
        "hats": {"me": hats.me, "work": hats.work, "evidence": evidence},
        "findings": [_finding(remark) | (_reason(remark.finding) if explain else {}) for remark in report.remarks],
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


def _reason(finding: Finding) -> dict[str, str]:
    file = dict(finding.facts).get("file") or f"resources/checks/{finding.check}.toml"
    return {"rule": finding.rule, "file": file}


def _for_people(report: Report, explain: bool) -> list[str]:
    lines = [t(f"check.mood.{report.mood}")]
    for remark in report.remarks:
        lines += ["", f"  {remark.finding.words}", f"    {remark.why}"]
        if remark.suggestion:
            lines.append(f"    {t('check.how_about')} {remark.suggestion}")
        if explain:
            reason = _reason(remark.finding)
            where = f"{remark.finding.start}–{remark.finding.end}"
            told = (remark.finding.category, str(remark.finding.level), f"«{reason['rule']}»", where, reason["file"])
            lines.append(f"    {' · '.join(told)}")
    if report.hats.me is not None and report.hats.work is not None:
        words = {hat: ", ".join(sorted({e.word for e in report.hats.evidence if e.hat == hat})) for hat in Hat}
        lines += [
            "",
            f"  {t('check.hat.me')}: {words[Hat.ME] or '–'}",
            f"  {t('check.hat.work')}: {words[Hat.WORK] or '–'}",
        ]
    return lines
