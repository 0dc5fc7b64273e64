# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`doctor`: one row per part; exit 0 only if all are fine."""

from __future__ import annotations

import argparse

from app.console import Console
from app.wording import t

HELP = "is everything well: database, keyring, languages, fonts, networks"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(console: Console) -> int:
    """Examine every part and say how it is."""
    rows = console.desk.about.doctor()
    lines = [f"{'✓' if row.ok else '·'} {t(f'doctor.{row.name}')}: {t(row.code, **dict(row.facts))}" for row in rows]
    value = [{"part": row.name, "ok": row.ok, "message": t(row.code, **dict(row.facts))} for row in rows]
    console.status = 0 if all(row.ok for row in rows) else 4
    return console.answer({"ok": all(row.ok for row in rows), "parts": value}, *lines)
