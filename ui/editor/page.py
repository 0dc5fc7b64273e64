# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The bare page under the writing: a column in the middle of the sheet, lines of one height, a size to write in."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSizeF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent, QTextBlockFormat
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui import theme
from ui.editor.side import Side

EDGE = 4  # room inside the sheet, so that a mark's rounded end is not cut
SIZE_LEAST, SIZE_MOST = 15, 28


class Page(QTextEdit):
    """How the paper looks; knows nothing of what is written.

    Signals
        size_changed: the size of the writing in px.
    """

    size_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Lay out an empty page."""
        super().__init__(parent)
        self._size = theme.px("writing_px")
        self._above = 0
        self._metrics = QFontMetricsF(theme.font("writing"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(EDGE)
        theme.set_role(self, "paper")
        self._bring_viewport()
        self.setFont(self._font())
        self._sides = (Side(self), Side(self))

    def _bring_viewport(self) -> None:
        """Write on a widget of our own: asking Qt for the one it made looks through all types there are, for 12 ms."""
        sheet = QWidget(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else each key repaints the whole window
        sheet.setCursor(Qt.CursorShape.IBeamCursor)
        self.setViewport(sheet)
        self.document().documentLayout().setPaintDevice(sheet)  # it still pointed at the one that is gone now
        sheet.setAcceptDrops(True)  # the editor's own wish was told to the viewport that is gone

    def text_left(self) -> int:
        """Return where the text column begins, in px from the left edge of the paper."""
        return self.viewportMargins().left() + EDGE

    def set_text_size(self, size: int) -> None:
        """Write in `size` px (15 to 28); does not count as writing and leaves undo as it was."""
        size = max(SIZE_LEAST, min(SIZE_MOST, size))
        if size == self._size:
            return
        self._size = size
        self.setFont(self._font())
        self._place_sheet()
        self.size_changed.emit(size)

    def text_size(self) -> int:
        """Return the size of the writing in px."""
        return self._size

    def set_room_above(self, room: int) -> None:
        """Begin the sheet `room` px below the paper's upper edge."""
        if room != self._above:
            self._above = room
            self._place_sheet()

    def _font(self) -> QFont:
        font = theme.font("writing")
        font.setPixelSize(self._size)
        self._metrics = QFontMetricsF(font)
        return font

    def _block_format(self) -> QTextBlockFormat:
        """Return lines of 31 px at 19 px as a share of the font's own height: another size then needs no new format.

        (A new format would have to be undone like a word. A fixed share of 160 % would be far too airy.) One line break
        leaves no gap, for no network leaves one: what stands apart on the paper has an empty line between it.
        """
        made = QTextBlockFormat()
        share = 100 * (theme.line("writing") - 0.5) / QFontMetricsF(theme.font("writing")).height()
        made.setLineHeight(share, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        return made

    def _place_sheet(self) -> None:
        """Keep the text column in the middle, at most 620 px wide at 19 px."""
        widest = round(theme.px("measure_px") * self._size / theme.px("writing_px")) + 2 * EDGE
        bar = self.verticalScrollBar().sizeHint().width()
        side = max((self.width() - widest) // 2, EDGE * 4)
        right = max(side - bar, EDGE)
        margins = QMargins(side, self._above, right, 0)
        if self.viewportMargins() != margins:
            self.setViewportMargins(margins)
            self.document().setPageSize(QSizeF(self.viewport().width(), -1))  # Qt forgets it before the first show
        for margin, left, width in zip(self._sides, (0, self.width() - right - bar), (side, right), strict=True):
            margin.setGeometry(left, 0, width, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Centre the sheet."""
        super().resizeEvent(event)
        self._place_sheet()
