# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Compile resources/wording/*.po to the .mo files the program reads. --check compares instead of writing."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

BEGINNING = datetime(2026, 11, 23, tzinfo=UTC)
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "wording"


def compiled(source: Path) -> bytes:
    """Return the .mo bytes of one .po file."""
    out = io.BytesIO()
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.stem)
    catalog.creation_date = BEGINNING  # Babel would write this minute, and no two compilations would be alike
    write_mo(out, catalog)
    return out.getvalue()


def main() -> int:
    """Write every .mo, or with --check say which one is old."""
    old = [po.name for po in sorted(FOLDER.glob("*.po")) if "--check" in sys.argv and stale(po)]
    if "--check" not in sys.argv:
        for po in sorted(FOLDER.glob("*.po")):
            po.with_suffix(".mo").write_bytes(compiled(po))
    for name in old:
        print(f"{name}: run 'make wording', the compiled file is old", file=sys.stderr)
    return bool(old)


def stale(po: Path) -> bool:
    """Say whether the .mo beside `po` differs from what Babel makes of it."""
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.read_bytes() != compiled(po)


if __name__ == "__main__":
    sys.exit(main())
