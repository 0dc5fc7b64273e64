# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Ten thousand planned posts: how long a month takes to gather and to draw, beside a month with nothing in it."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["QT_QPA_PLATFORM"] = "offscreen"

POSTS = 10_000
MONTHS = 12
ROUNDS = 15
BAR_MS = 50.0


def planned(folder: str) -> Desk:
    """Return a desk with ten thousand posts planned over a year; only the first is queued the long way."""
    from app.desk import Desk
    from app.paths import open_profile

    desk = Desk(open_profile(folder))
    account = desk.accounts.add_by_hand("linkedin")
    draft = desk.drafts.new("Savi ei ole ikävä maalaji. Se on vain hidas.", to=(account.id,))
    start = desk.clock() + timedelta(hours=1)
    (first,) = desk.sending.queue(draft.id, (account.id,), start, wall="2026-11-24T09:00", zone=desk.schedule.zone())
    step = timedelta(days=365) / POSTS
    with desk.store.database.write() as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(deliveries)")]
        row = dict(
            zip(names, connection.execute("SELECT * FROM deliveries WHERE id = ?", (first.id,)).fetchone(), strict=True)
        )
        rows = []
        for number in range(1, POSTS):
            at = (start + number * step).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
            rows.append({**row, "id": f"d{number}", "draft": f"t{number}", "at": at, "next_at": at})
        marks = ", ".join(f":{name}" for name in names)
        connection.executemany(f"INSERT INTO deliveries VALUES ({marks})", rows)  # noqa: S608 names of our own table
        connection.executemany(
            "INSERT INTO parts (delivery, number, state, key, url, remote_id, unknowns, text)"
            " VALUES (?, 0, 'todo', '', '', '', 0, 'Savi')",
            [(one["id"],) for one in rows],
        )
    return desk


def median_ms(work: Callable[[], object]) -> float:
    """Return the median of some rounds in milliseconds."""
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def main() -> int:
    """Measure and print; 0 if the month is drawn in time."""
    from PySide6.QtWidgets import QApplication

    from app.wording import use
    from ui import theme
    from ui.widgets.calendar_facts import Span, page_of_month, span_of
    from ui.widgets.calendar_month import MonthGrid

    use("fi")
    app = QApplication(["mummo", "-style", "fusion"])
    theme.load_fonts()
    theme.apply(app, dark=False)
    with tempfile.TemporaryDirectory() as folder:
        desk = planned(folder)
        day = desk.clock().date() + timedelta(days=40)
        first = page_of_month(day)
        gathering = median_ms(lambda: span_of(desk, first, 42))
        full = span_of(desk, first, 42)
        other = span_of(desk, page_of_month(day + timedelta(days=70)), 42)
        empty = Span(full.first, full.days, full.now, looks=full.looks)
        grid = MonthGrid()
        grid.resize(813, 747)
        grid.show()

        def drawn(span: Span) -> None:
            grid.show_span(span, day.month)
            grid.repaint()
            app.processEvents()

        floor = median_ms(lambda: drawn(empty))
        turns = iter(range(10_000))
        month = median_ms(lambda: drawn((full, other)[next(turns) % 2]))
        desk.close()
    print(f"{POSTS} posts planned over a year, {len(full.entries)} of them on the page")
    print(f"gathered off the GUI thread      {gathering:6.1f} ms")
    print(f"an empty month drawn             {floor:6.1f} ms")
    print(f"the full month drawn             {month:6.1f} ms   {month / floor:.2f} x   (bar {BAR_MS:.0f} ms)")
    return int(month > BAR_MS)


if __name__ == "__main__":
    sys.exit(main())
