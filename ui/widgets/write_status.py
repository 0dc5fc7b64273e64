# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The foot of the write view: add a picture, how long the text is, and whether it is safe."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.wording import t
from ui import theme
from ui.widgets.plain import IconLabel, button, icon_button, label
from ui.widgets.sentence import OneLine

if TYPE_CHECKING:
    from app.model import Mood
    from ui.widgets.face import FaceButton

CHARACTERS_A_SECOND = 16
"""How fast a post is read; measured in characters, since Finnish words are long."""
MINUTE = 60


class Saved(StrEnum):
    """Whether the text on the paper is on the disk."""

    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not_saved"


def length_in_words(words: int, characters: int) -> str:
    """Return how long a text is: its words and the time it takes to read."""
    seconds = math.ceil(characters / CHARACTERS_A_SECOND)
    if seconds < MINUTE:
        return f"{t('write.words', n=words)} · {t('write.read_seconds', seconds=seconds)}"
    return f"{t('write.words', n=words)} · {t('write.read_minutes', minutes=round(seconds / MINUTE))}"


class WriteStatus(QFrame):
    """One line at the foot.

    Signals
        photo_wanted, link_wanted, mention_wanted, elsewhere_wanted, panel_wanted: a button was pressed.
    """

    photo_wanted = Signal()
    link_wanted = Signal()
    mention_wanted = Signal()
    elsewhere_wanted = Signal()
    panel_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin saved, with nothing written."""
        super().__init__(parent)
        theme.set_role(self, "statusbar")
        self.setFixedHeight(theme.px("statusbar") + 6)
        self.setAccessibleName(t("write.status"))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 20, 0)
        row.setSpacing(6)
        self._row = row
        self.face: FaceButton | None = None
        self.said = OneLine(parent=self)
        self.photo = self._tool("photo", t("write.add_photo"), self.photo_wanted)
        self.link = self._tool("link", t("write.add_link"), self.link_wanted)
        self.mention = self._tool("at", t("write.add_mention"), self.mention_wanted)
        row.addSpacing(6)
        row.addWidget(self.said, 1)
        self.length = label("", "caption", parent=self)
        row.addWidget(self.length)
        self.dot = label("·", "caption", parent=self)
        row.addSpacing(6)
        row.addWidget(self.dot)
        row.addSpacing(6)
        self.tick = IconLabel("check", "calm", theme.px("icon_small"), self)
        row.addWidget(self.tick)
        row.addSpacing(4)
        self.words = label("", "caption", parent=self)
        row.addWidget(self.words)
        self.elsewhere = button(t("write.save_elsewhere"), "small_button", parent=self)
        self.elsewhere.clicked.connect(self.elsewhere_wanted)
        row.addWidget(self.elsewhere)
        self.set_length(0, 0)
        self.set_saved(Saved.SAVED)

    def _tool(self, icon: str, name: str, wish: SignalInstance) -> QToolButton:
        made = icon_button(icon, name, self)
        made.clicked.connect(wish)
        self._row.addWidget(made)
        return made

    def furnish(self) -> FaceButton:
        """Add the small face, which no first frame needs, and return it."""
        from ui.widgets.face import FaceButton

        self.face = FaceButton(self)
        self.face.hide()
        self.face.clicked.connect(self.panel_wanted)
        self._row.insertWidget(0, self.face)
        return self.face

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [*([self.face] if self.face is not None else []), self.photo, self.link, self.mention, self.elsewhere]

    def show_mood(self, mood: Mood, words: str, whole: str) -> None:
        """Show the small face and, beside it, what fits of Mummo's words; `whole` is for ear and tooltip."""
        if self.face is not None:
            self.face.show_mood(mood, whole)
        self.said.show_text(words)

    def set_face_shown(self, shown: bool) -> None:
        """The small face stands for the panel while that is hidden."""
        if self.face is not None:
            self.face.setVisible(shown)
        self.said.set_shown(shown)

    def set_length(self, words: int, characters: int) -> None:
        """Say how long the text is; nothing for an empty paper."""
        self.length.setText(length_in_words(words, characters) if words else "")
        self.dot.setVisible(bool(words))

    def set_saved(self, state: Saved) -> None:
        """Say whether the text is safe."""
        self.words.setText(t(f"write.{state}"))
        self.tick.setVisible(state is Saved.SAVED)
        theme.set_role(self.words, "caption brow" if state is Saved.NOT_SAVED else "caption")
        self.elsewhere.setVisible(state is Saved.NOT_SAVED)
