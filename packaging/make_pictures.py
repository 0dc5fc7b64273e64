# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Save a picture of each view in fi, en, dark and at 200 % to build/pictures; the README's smaller to docs/pictures.

Everything is the real window over a real profile with made-up posts; nothing leaves the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import demo
from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from app.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
LOOKS = (("fi", "light", "1"), ("en", "light", "1"), ("sv", "light", "1"), ("fi", "dark", "1"), ("fi", "light", "2"))
SIZE, SMALL = (1280, 800), (760, 480)
README_WIDTH = 960
README = {"findings": "write", "calendar": "calendar", "photo-care": "photo-care", "accounts-page": "accounts"}
"""Which of the light Finnish views the README shows, and under which name."""
PAUSE, READ = 300, 1500
"""Milliseconds: until what was opened stands, and until Mummo has begun to read what was written."""


def main() -> int:
    """Take every look in a process of its own: scale and language are fixed when a program starts."""
    out = ROOT / "build" / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    for language, look, scale in LOOKS:
        with tempfile.TemporaryDirectory() as folder:
            env = {
                **os.environ,
                "MUMMO_PROFILE": str(Path(folder) / "profile"),
                "QT_SCALE_FACTOR": scale,
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONPATH": str(ROOT),
                "LANGUAGE": language,
            }
            command = [sys.executable, __file__, language, look, scale, str(out)]
            status = subprocess.run(command, cwd=ROOT, env=env, check=False, timeout=300).returncode
            if status:
                print(f"no pictures for {language} {look} {scale}: status {status}")
                return 1
    print(f"pictures of {len(LOOKS)} looks are in {out}")
    return 0


class Photographer:
    """Drives the real program from picture to picture, each when all that was asked of the desk is answered."""

    def __init__(self, language: str, look: str, scale: str, out: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from app.paths import open_profile
        from app.settings import Settings
        from ui import theme
        from ui.start import Program

        self.it, self.out = demo.demo(language), out
        self.name = f"{language}-{look}" + ("-200" if scale == "2" else "")
        self.small = scale == "2"
        settings = Settings(open_profile())
        settings.set("language", language)
        settings.set("theme", look)
        self.app = QApplication(["mummo", "-style", "fusion"])
        self.app.setQuitOnLastWindowClosed(False)
        self.app.setCursorFlashTime(0)
        theme.load_fonts()
        self.program = Program(self.app)

    def run(self) -> int:
        """Play the story, return the program's exit status."""
        self.program.begin(None)
        self._story = self.story()
        QTimer.singleShot(400, self.app, self._go_on)
        return self.app.exec()

    def _go_on(self) -> None:
        """Play the next scene; after its pause everything asked of the desk is answered first."""
        try:
            wait = next(self._story, None)
        except Exception:  # noqa: BLE001 the program would log it and go on; here it ends the pictures
            traceback.print_exc()
            self.app.exit(1)
            return
        if wait is not None:
            QTimer.singleShot(wait, self.app, self._settle)

    def _settle(self, rounds: int = 3) -> None:
        """Ask every lane a question that goes to its end; an answer may have asked once more, hence the rounds."""
        from ui.jobs import Lane

        waiting = set(Lane)

        def answered(lane: Lane) -> None:
            waiting.discard(lane)
            if not waiting:
                QTimer.singleShot(PAUSE, self.app, partial(self._settle, rounds - 1) if rounds else self._go_on)

        for lane in Lane:
            self.program._bridge.ask(lambda _desk, lane=lane: lane, answered, lane=lane)

    def story(self) -> Iterator[int]:
        """From picture to picture; what is yielded is a pause in milliseconds."""
        self.program._window.resize(*SIZE)
        yield PAUSE
        self.take("first-run")
        self.program._starter_chosen("learned")
        window = self.program._window
        window.resize(*(SMALL if self.small else SIZE))
        yield self.ask(demo.add_accounts)
        self.take("empty")
        window.view().paper.insert(self.it.calm)
        yield READ
        self.take("write")
        yield self.ask(demo.add_drafts)
        yield self.open(self.it.findings)
        window.view().paper.setFocus()
        yield READ
        self.take("findings")
        window.view().publish()
        yield self.ask(demo.publish)
        self.take("send")
        self.close_sheets()
        yield from self.looked_back()

    def looked_back(self) -> Iterator[int]:
        """What was published, the accounts, the preview and photo care."""
        window = self.program._window
        window.show_view("history")
        yield PAUSE
        self.take("history")
        window.sheets.accounts()
        yield PAUSE
        self.take("accounts")
        self.close_sheets()
        yield self.open(self.it.long)
        window.preview(self.draft)
        yield READ
        self.take("preview")
        window.resize(*SMALL)
        yield PAUSE
        self.take("preview-narrow")
        if not self.small:
            window.resize(*SIZE)
        window.show_view("write")
        yield PAUSE
        view = window.view()
        view.pictures.care(view.photos.lines[0].photo.id)
        yield READ
        self.take("photo-care")
        view.pictures.page.close()
        window.open_settings("accounts")
        yield READ
        self.take("accounts-page")
        yield from self.planned()

    def planned(self) -> Iterator[int]:
        """What is planned, what was missed, and the settings."""
        from ui.widgets.calendar_bar import Mode

        window = self.program._window
        yield self.ask(demo.plan)
        window.show_view("calendar")
        yield READ
        self.take("calendar")
        window.view().show_mode(Mode.MONTH)
        yield PAUSE
        self.take("calendar-month")
        window.sheets.plan("")
        yield PAUSE
        self.take("time")
        self.close_sheets()
        yield self.ask(demo.miss)
        window.activateWindow()
        window.late.look()
        yield READ
        self.take("missed")
        self.close_sheets()
        window.show_view("history")
        yield PAUSE
        self.take("waiting")
        window.open_settings()
        yield PAUSE
        self.take("settings")
        window.open_settings("rhythm")
        yield PAUSE
        self.take("rhythm")
        self.program._gone()

    def ask(self, work: Callable[[Desk, demo.Demo], object]) -> int:
        """Let the desk do something with the demo's words; return the pause after it."""
        self.program._bridge.ask(partial(work, it=self.it))
        return PAUSE

    def open(self, text: str) -> int:
        """Make a post with a picture and open it on the paper; return the pause after it."""

        def opened(draft: str) -> None:
            self.draft = draft
            self.program._window.open_draft(draft)

        self.program._bridge.ask(partial(demo.illustrated, it=self.it, text=text, folder=self.out), opened)
        return READ

    def close_sheets(self) -> None:
        """Close whatever sheet lies over the window."""
        from ui.widgets.sheet import Sheet

        for sheet in self.program._window.findChildren(Sheet):
            sheet.close()

    def take(self, view: str) -> None:
        """Save a picture of the window as it stands."""
        window = self.program._window
        picture = window.grab()
        picture.save(str(self.out / f"{self.name}-{view}.png"))
        if self.name == "fi-light" and view in README:
            from PySide6.QtCore import Qt

            small = picture.scaledToWidth(README_WIDTH, Qt.TransformationMode.SmoothTransformation)
            (ROOT / "docs" / "pictures").mkdir(parents=True, exist_ok=True)
            small.save(str(ROOT / "docs" / "pictures" / f"{README[view]}.png"), None, 0)  # 0: pressed hardest


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(Photographer(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])).run())
    sys.exit(main())
