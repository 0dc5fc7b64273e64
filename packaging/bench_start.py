# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Start to first painted frame and memory then, against a bare PySide6 window with a text edit, in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
TIME_BAR, MEMORY_BAR = 1.6, 1.6
BARE = """
import os
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit
class Edit(QTextEdit):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: os._exit(0))
app = QApplication([])
window = QMainWindow()
edit = Edit()
edit.setPlainText("Savi ei ole ik\\u00e4v\\u00e4 maalaji. " * 18)
window.setCentralWidget(edit)
window.resize(1280, 800)
window.show()
sys.exit(app.exec())
"""
PREPARE = """
import sys
from app.desk import Desk
from app.paths import open_profile
desk = Desk(open_profile(sys.argv[1]))
desk.settings.set("first_run_done", True)
desk.drafts.new("Savi ei ole ik\\u00e4v\\u00e4 maalaji. " * 18)
desk.close()
"""


def once(command: list[str], env: dict[str, str]) -> tuple[float, int]:
    """Return seconds from the start of a program to its end after the first paint, and its peak memory in KiB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return seconds, usage.ru_maxrss


def main() -> int:
    """Print the table; 0 when both ratios are within their bars."""
    env = {**os.environ, "MUMMO_EXIT_AFTER_PAINT": "1", "PYTHONPATH": str(ROOT)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # a program that was started before has its bytecode
    if not env.get("DISPLAY") and not env.get("WAYLAND_DISPLAY"):
        env.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        profile = str(Path(folder) / "profile")
        env["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
        subprocess.run([sys.executable, "-c", PREPARE, profile], cwd=ROOT, env=env, check=True)
        bare, ours = [sys.executable, "-c", BARE], [sys.executable, "main.py", "--profile", profile]
        with_view = {**env, "MUMMO_EXIT_AFTER_PAINT": "view"}
        once(bare, env), once(ours, env), once(ours, with_view)  # warm the page cache
        rounds = [(once(bare, env), once(ours, env), once(ours, with_view)) for _ in range(ROUNDS)]
    time_ratio = statistics.median(ours[0] / bare[0] for bare, ours, _ in rounds)
    memory_ratio = statistics.median(viewed[1] / bare[1] for bare, _, viewed in rounds)
    view_ratio = statistics.median(viewed[0] / bare[0] for bare, _, viewed in rounds)
    for name, who, number, ratio, bar, unit, scale in (
        ("start to first painted frame", 1, 0, time_ratio, TIME_BAR, "ms", 1000.0),
        ("start to the write view on it", 2, 0, view_ratio, None, "ms", 1000.0),
        ("peak memory by then", 2, 1, memory_ratio, MEMORY_BAR, "MiB", 1 / 1024),
    ):
        floor, mine = (statistics.median(round_[which][number] for round_ in rounds) * scale for which in (0, who))
        said = f"bar {bar}  {_word(ratio, bar)}" if bar else "(told, not judged)"
        print(f"{name:32} {mine:7.0f} {unit:3}  floor {floor:6.0f}  x {ratio:.2f}  {said}")
    return 0 if time_ratio <= TIME_BAR and memory_ratio <= MEMORY_BAR else 1


def _word(ratio: float, bar: float) -> str:
    return "ok" if ratio <= bar else "OVER"


if __name__ == "__main__":
    sys.exit(main())
