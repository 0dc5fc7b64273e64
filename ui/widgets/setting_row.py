# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One setting as a row: its words, what it does, and the control its type asks for. Built from the table alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.settings import Setting
from app.wording import knows, t
from ui import theme
from ui.widgets.plain import label
from ui.widgets.sentence import Sentence
from ui.widgets.switch import Switch

FIELD = 220
HIGH = 32


class SettingRow(QWidget):
    """`chosen` tells key and value as soon as the writer changed it; a field of text tells it when it is left."""

    chosen = Signal(str, object)

    def __init__(self, setting: Setting, value: object, parent: QWidget | None = None) -> None:
        """Show a setting with the value in force."""
        super().__init__(parent)
        self.setting = setting
        self._value = value
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 12)
        row.setSpacing(theme.px("l"))
        words = QVBoxLayout()
        words.setSpacing(2)
        name, more = words_of(setting)
        words.addWidget(label(name, "body_bold ink", wrap=True, parent=self))
        if more:
            words.addWidget(Sentence(more, "small", "ink_soft", self))
        row.addLayout(words, 1)
        self.control, self._show = self._made(name)
        self.control.setAccessibleDescription(more)
        if not isinstance(self.control, Switch):
            self.control.setMinimumHeight(HIGH)
        row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._show(value)

    def show_value(self, value: object) -> None:
        """Show a value that was chosen elsewhere, or undone."""
        self._value = value
        blocked = self.control.blockSignals(True)
        self._show(value)
        self.control.blockSignals(blocked)

    def found_by(self, wanted: str) -> bool:
        """Tell whether a search for these words (case-folded) finds this setting."""
        return wanted in " ".join(words_of(self.setting)).casefold()

    def _made(self, name: str) -> tuple[QWidget, Callable[[object], None]]:
        setting = self.setting
        if setting.choices:
            return self._choice(name)
        if isinstance(setting.default, bool):
            return self._switch(name)
        return self._number(name) if isinstance(setting.default, int) else self._field(name)

    def _switch(self, name: str) -> tuple[QWidget, Callable[[object], None]]:
        made = Switch(name, self)
        made.toggled.connect(self._tell)
        return made, lambda value: made.setChecked(bool(value))

    def _choice(self, name: str) -> tuple[QWidget, Callable[[object], None]]:
        made = QComboBox(self)
        made.setAccessibleName(name)
        for value in self.setting.choices:
            made.addItem(_choice_words(self.setting, value), value)
        made.activated.connect(lambda at: self._tell(made.itemData(at)))
        return made, lambda value: made.setCurrentIndex(made.findData(value))

    def _number(self, name: str) -> tuple[QWidget, Callable[[object], None]]:
        made = QSpinBox(self)
        made.setAccessibleName(name)
        made.setRange(int(self.setting.least or 0), int(self.setting.most or 1_000_000))
        made.setKeyboardTracking(False)
        made.valueChanged.connect(self._tell)
        return made, lambda value: made.setValue(value if isinstance(value, int) else 0)

    def _field(self, name: str) -> tuple[QWidget, Callable[[object], None]]:
        made = QLineEdit(self)
        made.setAccessibleName(name)
        made.setFixedWidth(FIELD)
        made.editingFinished.connect(lambda: self._tell(made.text().strip()))
        return made, lambda value: made.setText(str(value))

    def _tell(self, value: object) -> None:
        if value != self._value:
            self._value = value
            self.chosen.emit(self.setting.key, value)


def words_of(setting: Setting) -> tuple[str, str]:
    """Return a setting's name and what it does ("" where the name says it)."""
    more = f"setting.{setting.key}.more"
    return t(f"setting.{setting.key}"), t(more) if knows(more) else ""


def _choice_words(setting: Setting, value: object) -> str:
    if isinstance(value, int):
        return t(f"setting.{setting.key}.value", n=value)
    return t(f"setting.{setting.key}.{value or 'none'}")
