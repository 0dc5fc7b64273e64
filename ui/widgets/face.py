# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mummo's face: three moods, a cross-fade between two of them, never more. What she says stands beside it in words."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QSize, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from app.model import Mood
from app.wording import t
from ui import theme
from ui.widgets.plain import plain_tip

ART = {Mood.CALM: "mummo-calm", Mood.EYEBROW: "mummo-brow", Mood.STARTLED: "mummo-startled"}
SMALL = 40
"""Below this size in px the drawing made for small sizes is used."""


def picture(mood: Mood, size: int, dpr: float) -> QPixmap:
    """Return the drawing of a mood, `size` px at 100 %."""
    return theme.art(ART[mood] + ("-24" if size < SMALL else ""), size, dpr)


class Face(QLabel):
    """The face as a graphic named Mummo; its description is what she says."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        """Begin calm; `size` in px at 100 %."""
        super().__init__(parent)
        self._side = size
        self.mood = Mood.CALM
        self._before = Mood.CALM
        self.setFixedSize(size, size)
        self.setAccessibleName(t("app.name"))
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.valueChanged.connect(self._step)
        self.setPixmap(picture(self.mood, size, self.devicePixelRatioF()))

    def set_mood(self, mood: Mood, duration: int = 0) -> None:
        """Change the face; over `duration` ms the old one fades into the new one. The same mood changes nothing."""
        if mood == self.mood:
            return
        self._before, self.mood = self.mood, mood
        self.setPixmap(picture(mood, self._side, self.devicePixelRatioF()))
        self._fade.stop()
        if duration and self.isVisible():
            self._fade.setDuration(duration)
            self._fade.start()
        self.update()

    def is_fading(self) -> bool:
        """Whether two moods are in sight at once."""
        return self._fade.state() == QVariantAnimation.State.Running

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return QSize(self._side, self._side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mood, while fading with the earlier one below it."""
        painter = QPainter(self)
        share = float(self._fade.currentValue() or 0.0) if self.is_fading() else 1.0
        dpr = self.devicePixelRatioF()
        if share < 1.0:
            painter.setOpacity(1.0 - share)
            painter.drawPixmap(0, 0, picture(self._before, self._side, dpr))
        painter.setOpacity(share)
        painter.drawPixmap(0, 0, picture(self.mood, self._side, dpr))

    @Slot()
    def _step(self) -> None:
        self.update()


class FaceButton(QToolButton):
    """The small face of the status bar; opens the panel, its name carries what Mummo says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin calm and silent."""
        super().__init__(parent)
        side = theme.px("mummo_small")
        theme.set_role(self, "icon")
        self.setIconSize(QSize(side, side))
        self.show_mood(Mood.CALM, "")

    def show_mood(self, mood: Mood, words: str) -> None:
        """Show the face of `mood`; `words` become tooltip and name."""
        self.setIcon(picture(mood, theme.px("mummo_small"), self.devicePixelRatioF()))
        self.setToolTip(plain_tip(words))
        self.setAccessibleName(t("panel.face_says", words=words) if words else t("app.name"))
