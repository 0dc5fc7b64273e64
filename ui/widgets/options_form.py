# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What can be chosen for one network beside the text, as a small form; built from what the network's file declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import label
from ui.widgets.switch import Switch

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True, slots=True)
class Choosable:
    """One choice: `kind` is choice, yes, text or address; `values` with their words; "" means the network's usual."""

    name: str
    kind: str
    words: str
    values: tuple[tuple[str, str], ...]
    chosen: str


class OptionsForm(QWidget):
    """`chosen` tells name and value as soon as the writer changed it; a line of text when it is left."""

    chosen = Signal(str, str)

    def __init__(self, choices: tuple[Choosable, ...], parent: QWidget | None = None) -> None:
        """Show what is chosen."""
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(30, 0, 0, 8)
        grid.setHorizontalSpacing(theme.px("m"))
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, choice in enumerate(choices):
            words = label(choice.words, "small", wrap=True, parent=self)
            control = self._control(choice)
            control.setAccessibleName(choice.words)
            words.setBuddy(control)
            grid.addWidget(words, row, 0)
            grid.addWidget(control, row, 1)

    def _control(self, choice: Choosable) -> QWidget:
        if choice.kind == "choice":
            return self._box(choice)
        if choice.kind == "yes":
            switch = Switch(choice.words, self)
            switch.setChecked(choice.chosen == "yes")
            switch.toggled.connect(lambda on: self.chosen.emit(choice.name, "yes" if on else ""))
            return switch
        return self._line(choice)

    def _box(self, choice: Choosable) -> QComboBox:
        box = QComboBox(self)
        box.addItem(t("options.usual"), "")
        for value, words in choice.values:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(choice.chosen), 0))
        box.activated.connect(lambda at: self.chosen.emit(choice.name, box.itemData(at)))
        return box

    def _line(self, choice: Choosable) -> QLineEdit:
        line = QLineEdit(choice.chosen, self)
        line.setPlaceholderText("https://…" if choice.kind == "address" else "")
        kept = [choice.chosen]

        def left() -> None:
            if line.text().strip() != kept[0]:
                kept[0] = line.text().strip()
                self.chosen.emit(choice.name, kept[0])

        line.editingFinished.connect(left)
        return line


def choosable(desk: Desk, draft: str, network: str) -> tuple[Choosable, ...]:
    """Return what can be chosen for a draft on a network; meant for a worker."""
    chosen = dict(desk.options.of(draft, network))
    return tuple(
        Choosable(
            one.name,
            one.kind,
            desk.options.label(one.name),
            tuple((value, _words(desk, one.name, value)) for value in one.values),
            chosen.get(one.name, ""),
        )
        for one in desk.options.declared(network)
    )


def _words(desk: Desk, name: str, value: str) -> str:
    if name == "language":
        return QLocale(value).nativeLanguageName().capitalize() or value
    return desk.options.label(name, value)
