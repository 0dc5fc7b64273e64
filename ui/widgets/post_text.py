# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A published text to read and copy from, as high as its words, with marks painted behind them; never rich text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui import theme
from ui.widgets.history_row import Spans, utf16

LEAST = 120

Mark = tuple[int, int, str]


class PostText(QTextEdit):
    """Read-only text in a type role; `marks` are code point spans with a colour token."""

    def __init__(self, role: str = "writing", parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._role = role
        self._marks: tuple[Mark, ...] = ()
        self.setAcceptRichText(False)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        theme.set_role(self, "clear_text")
        self.setFont(theme.font(role))
        self.viewport().setAutoFillBackground(False)

    def show_text(self, text: str, hits: Spans = (), colour: str = "brow_mark") -> None:
        """Show a text with its found words marked."""
        self.show_marked(text, tuple((start, end, colour) for start, end in hits))

    def show_marked(self, text: str, marks: tuple[Mark, ...]) -> None:
        """Show a text with spans marked in colours of their own."""
        self.setFont(theme.font(self._role))
        self.setPlainText(text)
        self._marks = tuple((utf16(text, start), utf16(text, end), colour) for start, end, colour in marks)
        kind = theme.tokens()["type"][self._role]
        block = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        block.setLineHeight(round(kind["size"] * kind["line"]), fixed)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        self._close_gaps(fixed)
        self._fit()

    def _close_gaps(self, fixed: int) -> None:
        """Show an empty line as a paragraph's gap; the text itself stays as it is."""
        gap = QTextBlockFormat()
        gap.setLineHeight(theme.px("paragraph_gap"), fixed)
        block = self.document().begin()
        while block.isValid():
            if not block.text().strip():
                QTextCursor(block).mergeBlockFormat(gap)
            block = block.next()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        height = round(self.document().size().height()) + 4
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Return the height the words need at the present width."""
        return QSize(320, self.height())

    def minimumSizeHint(self) -> QSize:
        """Return a width that any window has room for."""
        return QSize(LEAST, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words at the new width."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page around."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks under the words."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, colour in self._marks:
            painter.setBrush(theme.color(colour))
            for box in self._boxes(start, end):
                painter.drawRoundedRect(box, 4, 4)
        painter.end()
        super().paintEvent(event)

    def _boxes(self, start: int, end: int) -> list[QRectF]:
        boxes = []
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            origin = self.document().documentLayout().blockBoundingRect(block).topLeft()
            layout = block.layout()
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                left = max(start - block.position(), line.textStart())
                right = min(end - block.position(), line.textStart() + line.textLength())
                if left < right:
                    x1, x2 = (self._x(line.cursorToX(at)) for at in (left, right))
                    corner = origin + QPointF(min(x1, x2) - 2, line.y() + 2)
                    boxes.append(QRectF(corner.x(), corner.y(), abs(x2 - x1) + 4, line.height() - 3))
            block = block.next()
        return boxes

    @staticmethod
    def _x(found: object) -> float:
        return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]  # stubs say object
