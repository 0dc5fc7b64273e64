# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""When a save has not come through: the text into a file of the writer's choice, past the profile."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.paths import write_safely
from app.wording import t
from ui import jobs
from ui.editor import Paper
from ui.jobs import Lane


class Elsewhere(QObject):
    """Writes the paper's text into a file.

    Signals
        toast_wanted: a sentence, and None.
    """

    toast_wanted = Signal(str, object)

    def __init__(self, paper: Paper, parent: QWidget) -> None:
        """Keep the paper whose text matters."""
        super().__init__(parent)
        self._paper, self._window = paper, parent

    def choose(self) -> None:
        """Let the writer name a file; returns at once."""
        dialog = QFileDialog(self._window, t("write.save_elsewhere"), t("write.text_file"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, path: str) -> None:
        """Write the text to `path`, whole or not at all, off the GUI thread."""
        data = self._paper.text().encode("utf-8", "replace")

        def work() -> str:
            write_safely(Path(path), data)
            return Path(path).name

        jobs.run(work, self._written, self._not_written, Lane.READ)

    def _written(self, name: str) -> None:
        self.toast_wanted.emit(t("write.saved_elsewhere", name=name), None)

    def _not_written(self, _error: Exception) -> None:
        self.toast_wanted.emit(t("write.elsewhere_failed"), None)
