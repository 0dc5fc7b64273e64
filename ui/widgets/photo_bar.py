# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The frame of photo care: tools above the picture, the brush and one sentence below it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QWidget

from app.wording import t
from ui import theme
from ui.widgets.photo_canvas import BRUSH_LEAST, BRUSH_MOST, Mode
from ui.widgets.plain import ValueButton, button, icon_button, label

ICONS = {Mode.CROP: "crop", Mode.BLUR: "eye-off", Mode.ORIGINAL: "photo"}


class PhotoBar(QFrame):
    """Signals
    mode_wanted: a Mode.
    """

    mode_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        """Begin with the brush."""
        super().__init__(parent)
        theme.set_role(self, "toolbar")
        self.setFixedHeight(theme.px("toolbar") + 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(theme.px("s"))
        self.back = button(t("photo_care.back"), "plain", "chevron-left", parent=self)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self._segments(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.undo = button(t("photo_care.undo"), "", "arrow-back-up", parent=self)
        self.redo = icon_button("arrow-forward-up", t("photo_care.redo"), self)
        self.done = button(t("photo_care.done"), "primary", parent=self)
        for last in (self.redo, self.undo, self.done):
            row.addWidget(last)

    def _segments(self) -> QFrame:
        segments = QFrame(self)
        theme.set_role(segments, "segments")
        segments.setAccessibleName(t("photo_care.tools"))
        inside = QHBoxLayout(segments)
        inside.setContentsMargins(3, 3, 3, 3)
        inside.setSpacing(2)
        self.modes: dict[Mode, ValueButton] = {}
        for mode, icon in ICONS.items():
            one = button(t(f"photo_care.{mode.value}"), "segment", icon, mode, segments)
            one.setCheckable(True)
            one.setChecked(mode is Mode.BLUR)
            one.chosen.connect(self.mode_wanted)
            inside.addWidget(one)
            self.modes[mode] = one
        return segments

    def show_mode(self, mode: Mode) -> None:
        """Press the segment of a mode."""
        for one, segment in self.modes.items():
            segment.setChecked(one is mode)

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in order."""
        return (self.back, *self.modes.values(), self.redo, self.undo, self.done)


class PhotoFoot(QWidget):
    """The brush's size while there is a brush, and how the picture stands."""

    def __init__(self, radius: int, parent: QWidget) -> None:
        """Begin with a brush of a radius in px of the screen."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 0, 28, 24)
        row.setSpacing(theme.px("s"))
        self._words = label(t("photo_care.brush"), "small faint", parent=self)
        self.brush = QSlider(Qt.Orientation.Horizontal, self)
        self.brush.setRange(BRUSH_LEAST, BRUSH_MOST)
        self.brush.setValue(radius)
        self.brush.setFixedSize(120, theme.px("target_min"))
        self.brush.setAccessibleName(t("photo_care.brush"))
        self.state = label("", "small faint", wrap=True, parent=self)
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words)
        row.addWidget(self.brush)
        row.addWidget(self.state, 1)

    def show_mode(self, mode: Mode) -> None:
        """Show the brush while one blurs."""
        for part in (self.brush, self._words):
            part.setVisible(mode is Mode.BLUR)
