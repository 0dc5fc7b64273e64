# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The parts a linking is told with: a numbered step, a notice, a field, and what the permission means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import IconLabel, ValueButton, button, label
from ui.widgets.sentence import Sentence

DOES: dict[str, tuple[str, ...]] = {
    "bluesky": ("publishes", "answers"),
    "mastodon": ("publishes", "answers"),
    "linkedin": ("publishes", "name_only"),
    "x": ("publishes", "answers_cost", "lasts"),
    "threads": ("publishes", "answers"),
    "facebook": ("publishes_page", "page_list"),
}
NEVER: dict[str, tuple[str, ...]] = {
    "linkedin": ("no_messages", "no_contacts", "no_likes"),
    "facebook": ("no_profile", "no_messages", "no_likes"),
}
"""What a network's scopes let the program do that it asked for, and what it never does, as wording codes."""

USUAL_DOES = ("publishes",)
USUAL_NEVER = ("no_messages", "no_likes")


class Step(QWidget):
    """A numbered step: a dot, a heading, one line of words and what belongs to it."""

    def __init__(self, number: int, heading: str, words: str = "", parent: QWidget | None = None) -> None:
        """Show step `number`, as one that comes later."""
        super().__init__(parent)
        self._number, self._words = number, heading
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        self.dot = label(str(number), "caption step", parent=self)
        self.dot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.dot, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setContentsMargins(0, 2, 0, 0)
        said.setSpacing(1)
        self.heading = label(heading, "body_bold ink", wrap=True, parent=self)
        said.addWidget(self.heading)
        self.words = Sentence(words, "small", "ink_soft", self)
        self.words.setVisible(bool(words))
        said.addWidget(self.words)
        row.addLayout(said, 1)
        whole.addLayout(row)
        self.column = QVBoxLayout()
        self.column.setSpacing(6)
        whole.addLayout(self.column)

    def say(self, words: str) -> None:
        """Show another line below the heading."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def mark(self, state: str) -> None:
        """Show the step as "done", "now" or "later"; the number and the words say it too."""
        self.dot.setText("✓" if state == "done" else str(self._number))
        roles = {"done": "caption step_done", "now": "caption step", "later": "caption step_later"}
        theme.set_role(self.dot, roles[state])
        theme.set_role(self.heading, "body faint" if state == "later" else "body_bold ink")
        done = f"{self._words}, {t('accounts.step.is_done')}" if state == "done" else self._words
        self.heading.setAccessibleName(done)


class Notice(QFrame):
    """Words on a soft ground, and buttons that answer them."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        """Say nothing yet."""
        super().__init__(parent)
        theme.set_role(self, "tip")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        row.addWidget(IconLabel(icon, "accent", theme.px("icon_small"), self))
        self.words = Sentence("", "small", "ink", self)
        row.addWidget(self.words, 1)
        column.addLayout(row)
        self.buttons = QVBoxLayout()
        self.buttons.setSpacing(6)
        column.addLayout(self.buttons)
        self.hide()

    def say(self, words: str) -> None:
        """Show words; screen readers are told the same."""
        self.words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def offer(self, words: str, value: object = None) -> ValueButton:
        """Add a button below the words."""
        made = button(words, "small_button", value=value, parent=self)
        self.buttons.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made


class CodeLine(QFrame):
    """An address to paste elsewhere, whole and selectable, with a button that copies it."""

    copy_wanted = Signal(object)

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        """Show `text`; `name` says what it is."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        shown = QLineEdit(text, self)
        shown.setReadOnly(True)
        shown.setAccessibleName(name)
        shown.setMinimumHeight(theme.px("size.control"))
        row.addWidget(shown, 1)
        copy = button(t("accounts.copy"), "small_button", "copy", value=text, parent=self)
        copy.setAccessibleName(f"{t('accounts.copy')}: {name}")
        copy.chosen.connect(self.copy_wanted)
        row.addWidget(copy)


def field(name: str, secret: bool = False, hint: str = "", parent: QWidget | None = None) -> QLineEdit:
    """Return a field of a linking; a secret one is masked, and no keyboard learns from it."""
    made = QLineEdit(parent)
    made.setAccessibleName(name)
    made.setMinimumHeight(theme.px("size.control"))
    made.setPlaceholderText(hint)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
    else:
        made.setInputMethodHints(Qt.InputMethodHint.ImhNoAutoUppercase | Qt.InputMethodHint.ImhNoPredictiveText)
    return made


def with_icon(made: QLineEdit, icon: str) -> None:
    """Draw an icon at the beginning of a field (Qt's own place for one stands askew under a style sheet)."""
    row = QHBoxLayout(made)
    row.setContentsMargins(10, 0, 0, 0)
    row.addWidget(IconLabel(icon, "ink_faint", theme.px("icon_small"), made))
    row.addStretch(1)
    made.setTextMargins(theme.px("icon_small") + 6, 0, 0, 0)


def named(made: QLineEdit, step: Step) -> QLabel:
    """Put a field with its name above it into a step; return the name's label."""
    name = label(made.accessibleName(), "small soft_ink", parent=step)
    name.setBuddy(made)
    step.column.addWidget(name)
    step.column.addWidget(made)
    return name


def meaning(network: str, parent: QWidget) -> QVBoxLayout:
    """Return what the permission means: what the program does with it, and what it never does."""
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(label(t("accounts.meaning"), "body_bold ink", parent=parent))
    does, never = DOES.get(network, USUAL_DOES), NEVER.get(network, USUAL_NEVER)
    for name in (*does, *never):
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        icon, colour = ("check", "calm") if name in does else ("x", "ink_soft")
        row.addWidget(IconLabel(icon, colour, theme.px("icon_small"), parent), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Sentence(t(f"accounts.meaning.{name}"), "small", "ink_soft", parent), 1)
        column.addLayout(row)
    return column
