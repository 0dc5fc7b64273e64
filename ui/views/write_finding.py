# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Finds words in the text on the paper: all places are underlined, one is selected; the text itself stays as it is."""

from __future__ import annotations

import re
from itertools import islice

from PySide6.QtCore import QObject, Qt

from ui.editor import Highlight, Paper
from ui.widgets.find_line import FindLine
from ui.widgets.panel import MummoPanel

LAYER = "find"
MOST = 500
"""So many places are marked and counted; nobody steps through more."""


class Finding(QObject):
    """The search of one paper."""

    def __init__(self, paper: Paper, line: FindLine, panel: MummoPanel) -> None:
        """Connect line and paper; the line owns this. The panel's open remark is outlined again afterwards."""
        super().__init__(line)
        self._paper, self._line, self._panel = paper, line, panel
        self._places: tuple[tuple[int, int], ...] = ()
        self._here = 0
        line.typed.connect(self._look)
        line.stepped.connect(self._step)
        line.closed.connect(self.close)
        paper.settled.connect(self._text_changed)

    def open(self) -> None:
        """Show the line; words that are selected are looked for."""
        chosen = self._paper.textCursor().selectedText()
        if chosen and "\u2029" not in chosen:
            self._line.field.setText(chosen)
        self._line.show()
        self._line.field.selectAll()
        self._line.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look()

    def close(self) -> None:
        """Hide the line; the caret stands where the search has come to."""
        self._line.hide()
        self._places = ()
        self._paper.show_marks((), self._paper.revision, LAYER)
        self._paper.activate(self._panel.open_key or None, seek=False)
        self._paper.setFocus()

    def _look(self) -> None:
        """Find all places, and go to the first one from the caret on."""
        self._find()
        caret = self._paper.selection()[0]
        self._here = next((number for number, place in enumerate(self._places) if place[0] >= caret), 0)
        self._show()

    def _find(self) -> None:
        words = self._line.field.text()
        found = re.finditer(re.escape(words), self._paper.text(), re.IGNORECASE) if words else iter(())
        self._places = tuple(one.span() for one in islice(found, MOST))
        marks = [Highlight(f"{LAYER}/{start}", start, end, "own") for start, end in self._places]
        self._paper.show_marks(marks, self._paper.revision, LAYER)

    def _show(self) -> None:
        self._line.say(self._here + 1, len(self._places))
        if self._places:
            start, end = self._places[self._here]
            self._paper.select(start, end)
            self._paper.activate(f"{LAYER}/{start}")

    def _step(self, by: int) -> None:
        if self._places:
            self._here = (self._here + by) % len(self._places)
            self._show()

    def _text_changed(self) -> None:
        """Mark anew what stands there now; the caret stays with the writer."""
        if self._line.isVisible():
            self._find()
            self._here = min(self._here, max(len(self._places) - 1, 0))
            self._line.say(self._here + 1, len(self._places))
