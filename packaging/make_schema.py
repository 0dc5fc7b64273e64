# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Writes resources/store/schema.sql, the schema a new profile gets, by taking every step of app/store/steps.py."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.store import steps  # noqa: E402 the path must be set first


def main() -> None:
    """Write the file and say so."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    steps.take(connection, 0)
    path = ROOT / "resources" / "store" / "schema.sql"
    path.parent.mkdir(exist_ok=True)
    path.write_text(steps.schema(connection), encoding="utf-8")
    print(f"{path.relative_to(ROOT)}: {len(steps.STEPS)} steps")


if __name__ == "__main__":
    main()
