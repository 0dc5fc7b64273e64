# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Two parts of the page of remarks: a company's list, and a field to try lists on a sample before using them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Report, WordList
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.cards import MarkedWords
from ui.widgets.plain import button, label

if TYPE_CHECKING:
    from app.desk import Desk

PAUSE_MS = 400
MOST = 12  # remarks shown of a sample
LINES = 4


class TryList(QWidget):
    """Shows what would be remarked on in a pasted sample; nothing is kept."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Begin empty; the sample is read when the hands rest."""
        super().__init__(parent)
        self._bridge = bridge
        self._pack: WordList | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("s"))
        column.addWidget(label(t("remarks.try"), "body_bold ink", parent=self))
        self.sample = QPlainTextEdit(self)
        self.sample.setAccessibleName(t("remarks.try"))
        self.sample.setPlaceholderText(t("remarks.try.place"))
        self.sample.setTabChangesFocus(True)
        self.sample.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 24)
        column.addWidget(self.sample)
        self._found = QVBoxLayout()
        self._found.setSpacing(theme.px("xs"))
        column.addLayout(self._found)
        self._rest = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest.timeout.connect(self.read)
        self.sample.textChanged.connect(self._rest.start)

    def use(self, pack: WordList | None) -> None:
        """Read the sample with this pack too."""
        self._pack = pack
        self.read()

    def read(self) -> None:
        """Read the sample now."""
        text, pack = self.sample.toPlainText(), self._pack
        if not text.strip():
            self._clear()
            return

        def work(desk: Desk) -> Report:
            return desk.remarks.try_words(text, "", pack)

        self._bridge.ask(work, self._show, None, Lane.READ)

    def _clear(self) -> None:
        while item := self._found.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _show(self, report: Report) -> None:
        self._clear()
        if not report.remarks:
            self._found.addWidget(label(t("remarks.try.nothing"), "small faint", parent=self))
        for remark in report.remarks[:MOST]:
            self._found.addWidget(MarkedWords(remark.finding, self))
            self._found.addWidget(label(remark.why, "small soft_ink", wrap=True, parent=self))


class CompanyList(QWidget):
    """A company's list: chosen, shown, tried on the sample, and only then used."""

    changed = Signal()

    def __init__(self, bridge: Bridge, trial: TryList, parent: QWidget | None = None) -> None:
        """Ask for the list in use."""
        super().__init__(parent)
        self._bridge, self._trial = bridge, trial
        self._folder: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("s"))
        column.addWidget(label(t("remarks.pack"), "body_bold ink", parent=self))
        self.said = label(t("remarks.pack.none"), "small faint", wrap=True, parent=self)
        column.addWidget(self.said)
        self.words = label("", "small", wrap=True, parent=self)
        self.words.hide()
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        self.choose = button(t("remarks.pack.choose"), "small_button", parent=self)
        self.choose.clicked.connect(self._ask_folder)
        self.take = button(t("remarks.pack.use"), "soft small_button", parent=self)
        self.take.clicked.connect(self._use)
        self.stop = button(t("remarks.pack.stop"), "small_button", parent=self)
        self.stop.clicked.connect(self._stop)
        for press in (self.choose, self.take, self.stop):
            row.addWidget(press)
        row.addStretch(1)
        column.addLayout(row)
        self.take.hide()
        self.stop.hide()
        bridge.ask(lambda desk: desk.remarks.pack(), self._in_use, self._trouble)

    def try_folder(self, folder: Path) -> None:
        """Show what a folder holds and try it on the sample; it is not used yet."""
        self._folder = folder
        self._bridge.ask(lambda desk: desk.remarks.try_pack(folder), self._tried, self._trouble)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, t("remarks.pack.choose"))
        if chosen:
            self.try_folder(Path(chosen))

    def _tried(self, pack: WordList) -> None:
        self._show(pack)
        self.take.show()
        self.stop.hide()

    def _in_use(self, pack: WordList | None) -> None:
        self._show(pack)
        self.take.hide()
        self.stop.setVisible(pack is not None)

    def _show(self, pack: WordList | None) -> None:
        """Every word of a list can be read: nothing in it is hidden from the writer."""
        listed = [words for row in pack.rows for _, words in row.words] if pack else []
        text = t("remarks.pack.some", name=pack.name, n=len(listed)) if pack else t("remarks.pack.none")
        self.said.setText(text)
        self.words.setText(", ".join(listed))
        self.words.setVisible(bool(listed))
        self._trial.use(pack)
        self.changed.emit()

    def _use(self) -> None:
        folder = self._folder
        self._bridge.ask(lambda desk: desk.remarks.use_pack(folder), self._used, self._trouble)

    def _used(self, _done: None) -> None:
        self.take.hide()
        self.stop.show()

    def _stop(self) -> None:
        self._bridge.ask(lambda desk: desk.remarks.use_pack(None), self._stopped, self._trouble)

    def _stopped(self, _done: None) -> None:
        self._in_use(None)

    def _trouble(self, error: AppError) -> None:
        self.said.setText(t(error.code, **error.facts))
        self.words.hide()
        self.take.hide()
        self.stop.setVisible(bool(self._bridge.settings["word_pack"]))
