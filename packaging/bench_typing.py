# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A key press to the end of its paint with everything live, against a bare QTextEdit in the same run.

The bare editor shows the same letters in a column of the same width: what differs is what the program adds to a key.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit

    from ui.bridge import Bridge
    from ui.editor import Paper

ROOT = Path(__file__).resolve().parent.parent
SIZES = (500, 3_000, 60_000)
KEYS, ROUNDS = 60, 9
P50_BAR, P99_BAR_MS, GROWTH_BAR = 1.8, 8.0, 1.5
PARAGRAPH = (
    "Savi ei ole ikävä maalaji, se on vain hidas. Kuusi viikkoa luimme painumalevyjä joka tiistai, ja joka tiistai "
    "käyrä näytti samalta. Mietin jo, laskinko jotain väärin. Kiitos Sarille, joka kävi lukemat sateessakin. "
    "Soita numeroon 040 123 4567, jos haluat kuulla lisää. Ei tästä perkele mitään tule ilman odottamista. "
    "Miten te selitätte tilaajalle, että odottaminen on joskus parasta suunnittelua? Tänään se viimein taittui, ja "
    "pengerrys saa jatkua. Huomenna luemme levyt taas, ja sen jälkeen juomme kahvit.\n"
)
WORD = "savinäyte "


def text_of(size: int) -> str:
    """Return so many characters in paragraphs of about 500."""
    return (PARAGRAPH * (size // len(PARAGRAPH) + 1))[:size]


def measure(editor: QTextEdit, rest: Callable[[], None]) -> list[float]:
    """Return milliseconds from key event to the end of its paint, one by one, in the middle of the text."""
    from PySide6.QtCore import QCoreApplication, Qt
    from PySide6.QtGui import QTextCursor
    from PySide6.QtTest import QTest

    editor.window().activateWindow()
    editor.setFocus()
    QTest.qWaitForWindowActive(editor.window())
    place = editor.textCursor()
    place.setPosition(editor.document().characterCount() // 2)
    place.movePosition(QTextCursor.MoveOperation.EndOfWord)
    editor.setTextCursor(place)
    editor.ensureCursorVisible()
    times = []
    for number in range(KEYS):
        rest()
        key = WORD[number % len(WORD)]
        begin = time.perf_counter()
        QTest.keyClick(editor, key, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendPostedEvents()  # paints what the key changed
        times.append((time.perf_counter() - begin) * 1000)
    return times


def p99(rounds: list[list[float]]) -> float:
    """Return the 99th percentile of all keys."""
    times = sorted(key for keys in rounds for key in keys)
    return times[min(len(times) - 1, round(len(times) * 0.99))]


def main() -> int:
    """Type into both editors in turn and print the table; 0 when every figure is within its bar."""
    sys.path.insert(0, str(ROOT))
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MUMMO_PROFILE"] = str(Path(folder) / "profile")
        return _run()


def _run() -> int:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    from app.paths import open_profile
    from app.settings import Settings
    from ui import theme
    from ui.start import Program

    Settings(open_profile()).set("first_run_done", True)
    app = QApplication(["mummo", "-style", "fusion"])
    app.setQuitOnLastWindowClosed(False)
    bare_window, bare = QMainWindow(), QTextEdit()
    bare_window.setCentralWidget(bare)
    theme.load_fonts()
    bare.setFont(theme.font("writing"))
    bare_window.resize(theme.px("measure_px") + 20, 800)
    bare_window.show()
    program = Program(app)
    program.begin(None)
    _everything_live(program._bridge)
    paper = program._window.view().paper
    medians, good = {}, True
    for size in SIZES:
        floor, mine = _both(bare, paper, text_of(size))
        medians[size] = statistics.median(key for keys in mine for key in keys)
        ratio = statistics.median(
            statistics.median(ours) / statistics.median(theirs) for theirs, ours in zip(floor, mine, strict=True)
        )
        worst, floor_worst = p99(mine), p99(floor)
        calm = worst <= max(P99_BAR_MS, floor_worst * P50_BAR)  # a busy machine makes the bare editor slow as well
        fine = size == SIZES[-1] or (ratio <= P50_BAR and calm)
        good &= fine
        print(
            f"key to paint at {size:6} characters  p50 {medians[size]:5.2f} ms  x {ratio:.2f} of the bare editor's "
            f"(bar {P50_BAR})  p99 {worst:5.2f} ms (bare {floor_worst:.2f}, bar {P99_BAR_MS:.0f})  {_word(fine)}"
        )
    growth = medians[SIZES[-1]] / medians[SIZES[0]]
    print(f"p50 at {SIZES[-1]} against {SIZES[0]}: x {growth:.2f} (bar {GROWTH_BAR})  {_word(growth <= GROWTH_BAR)}")
    program._gone()
    return 0 if good and growth <= GROWTH_BAR else 1


def _word(fine: bool) -> str:
    return "ok" if fine else "OVER"


def _everything_live(bridge: Bridge) -> None:
    """Wait until the desk is open and the checks are loaded."""
    from PySide6.QtTest import QTest

    from ui.jobs import Lane

    loaded: list[None] = []
    QTest.qWait(1000)
    bridge.ask(lambda desk: desk.reading.warm_up(), loaded.append, lane=Lane.READ)
    while not loaded:
        QTest.qWait(50)
    QTest.qWait(500)


def _both(bare: QTextEdit, paper: Paper, text: str) -> tuple[list[list[float]], list[list[float]]]:
    from PySide6.QtTest import QTest

    def rest() -> None:
        QTest.qWait(1)

    bare.setPlainText(text)
    paper.open("")
    paper.insert(text)
    QTest.qWait(2500)  # Mummo has read it: her marks are under the words
    floor, mine = [], []
    for _ in range(ROUNDS):
        floor.append(measure(bare, rest))
        mine.append(measure(paper, rest))
    return floor, mine


if __name__ == "__main__":
    sys.exit(main())
