# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is higher than its place scrolls up and down, never sideways, without a frame and without a focus of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import theme


def scrolled(inner: QWidget, parent: QWidget, *, clear: bool = True) -> QScrollArea:
    """Return an area that scrolls `inner`; `clear` lets the ground behind both show through."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if clear:
        for widget in (area, inner):
            theme.set_role(widget, "clear")
    area.setWidget(inner)
    return area
