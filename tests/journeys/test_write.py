# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Writing for real: keys into the window, words found again by another program, and a kill in mid-sentence."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.checks import late_and_hot
from app.desk import Desk
from app.paths import open_profile
from app.wording import use
from ui import theme
from ui.bridge import Bridge
from ui.views.write import WriteView

ROOT = Path(__file__).resolve().parents[2]
TYPIST = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from app.paths import open_profile
from ui import theme
from ui.bridge import Bridge
from ui.views.write import WriteView

app = QApplication([])
theme.load_fonts()
theme.apply(app, dark=False)
bridge = Bridge(open_profile(sys.argv[1]))
view = WriteView(bridge)
view.resize(1064, 800)
view.show()
written = 0

def press():
    global written
    QTest.keyClick(view.paper, "abcdefghij "[written % 11])
    written += 1
    sys.stdout.write(f"{written} {time.time()}\\n")
    sys.stdout.flush()

keys = QTimer(interval=40)
keys.timeout.connect(press)
bridge.ready.connect(keys.start)
bridge.start()
QTimer.singleShot(60_000, app.quit)
app.exec()
"""


@pytest.fixture
def bridge(qapp, profile, qtbot, monkeypatch):
    monkeypatch.setattr(late_and_hot, "MORNING", 0)  # by the machine's clock; here no hour is late
    monkeypatch.setattr(late_and_hot, "EVENING", 24)
    use("fi")
    theme.load_fonts()
    theme.apply(qapp, dark=False)
    bridge = Bridge(profile)
    with qtbot.waitSignal(bridge.ready):
        bridge.start()
    yield bridge
    bridge.close()
    use("en")


def test_a_finnish_post_is_read_and_mummo_raises_an_eyebrow(bridge, qtbot):
    """The real check: a swear word is found, shown on the paper, and taken as fine."""
    view = WriteView(bridge)
    qtbot.addWidget(view)
    view.resize(1064, 800)
    view.show()
    qtbot.waitExposed(view)
    view.furnish()
    text = "Odotamme kolmatta viikkoa, ja koko homma on perkeleen hidas juttu meille kaikille täällä työmaalla nyt."
    for sign in text:  # QTest.keyClicks stops the program at ä
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QApplication.sendEvent(view.paper, key)
    qtbot.waitUntil(lambda: bool(view.remarks.shown), timeout=20_000)
    (one,) = [one for one in view.remarks.shown if one.remark.finding.words == "perkeleen"]
    assert view.panel.face.mood is view.panel.words.mood
    assert view.panel.words.headline == "Puikot pysähtyivät yhdessä kohdassa."
    view.paper.mark_clicked.emit(one.key)
    qtbot.mouseClick(view.panel.card.fine_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.remarks.shown == (), timeout=10_000)
    view.flush()
    qtbot.waitUntil(lambda: not view.unsaved())
    other = Desk(bridge.profile)
    assert other.drafts.get(view.current_draft()).text == text
    qtbot.waitUntil(lambda: [waiver.words for waiver in other.reading.waivers()] == ["perkeleen"])
    other.close()


def test_a_kill_in_mid_sentence_loses_three_seconds_at_most(profile_folder, qtbot, qapp):
    """Keys go in at 25 a second without any rest; SIGKILL; what is missing was typed within the last 3 s."""
    words = [sys.executable, "-c", TYPIST, str(profile_folder)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as typist:
        keys = []
        begun = time.monotonic()
        for line in typist.stdout:
            keys.append(float(line.split()[1]))
            if len(keys) > 20 and time.monotonic() - begun > 6:
                break
        typist.send_signal(signal.SIGKILL)
    desk = Desk(open_profile(profile_folder))
    kept = desk.drafts.latest()
    desk.close()
    assert kept is not None
    assert kept.text == "".join("abcdefghij "[number % 11] for number in range(len(kept.text)))
    lost = keys[-1] - keys[len(kept.text) - 1]
    assert lost <= 3.3, f"{lost:.1f} s of typing were lost"
