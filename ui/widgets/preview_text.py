# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A stretch of a post as a network would set it: links in accent, own words marked; and the line where it folds."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from app.text import code_point_offset, utf16_offsets
from app.wording import t
from ui import theme
from ui.widgets.plain import plain_tip
from ui.widgets.preview_facts import Span
from ui.widgets.preview_shade import Shade

ROLE = "writing_preview"
GAP = 9
"""Height in px of an empty line: networks set paragraphs closer than a sheet of paper does."""
EDGE = 2
FOLD = 22
DASH = (3, 3)


@dataclass(slots=True)
class _Block:
    """One paragraph laid out: where it begins in the text (UTF-16) and how far down."""

    layout: QTextLayout
    start: int
    top: float


class PreviewText(QLabel):
    """Plain text as high as its words need at the width it was given; its text is what a screen reader reads."""

    def __init__(self, shade: Shade, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._shade = shade
        self._accents: tuple[Span, ...] = ()
        self._own: tuple[Span, ...] = ()
        self._offsets: list[int] = [0]
        self._blocks: list[_Block] = []
        self._drop = -1
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(ROLE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, accents: tuple[Span, ...], own: tuple[Span, ...], width: int) -> None:
        """Show a text `width` px wide; `accents` are links and the like, `own` what only this network gets."""
        same = (text, accents, width) == (self.text(), self._accents, self.width()) and bool(self._blocks)
        self._own = own
        if not same:
            self._accents = accents
            self._offsets = utf16_offsets(text)
            self.setText(text)
            self._lay_out(width)
        self.update()

    def y_of(self, offset: int) -> int:
        """Return how far down the line of a code point offset begins."""
        at = self._offsets[min(max(offset, 0), len(self._offsets) - 1)]
        for block in reversed(self._blocks):
            if at >= block.start:
                line = block.layout.lineForTextPosition(at - block.start)
                return round(block.top + (line.lineNumber() * theme.line(ROLE) if line.isValid() else 0))
        return 0

    def offset_at(self, point: QPoint) -> int:
        """Return the code point offset nearest to a point."""
        for block in reversed(self._blocks):
            if point.y() >= block.top and block.layout.lineCount():
                number = min(int((point.y() - block.top) // theme.line(ROLE)), block.layout.lineCount() - 1)
                return code_point_offset(
                    self.text(), block.start + block.layout.lineAt(number).xToCursor(float(point.x()))
                )
        return 0

    def set_drop(self, offset: int) -> None:
        """Show where a dragged cut would fall, before this offset; -1 takes the line away."""
        if offset != self._drop:
            self._drop = offset
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size it was laid out for."""
        return self.size()

    def minimumSizeHint(self) -> QSize:
        """Return the size it was laid out for: nothing of a post is ever cut off."""
        return self.size()

    # ------------------------------------------------------------

    def _lay_out(self, width: int) -> None:
        self._blocks = []
        step, top, start = theme.line(ROLE), 0.0, 0
        for words in self.text().split("\n"):
            layout = self._block(words, start, width)
            self._blocks.append(_Block(layout, start, top))
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                line.setPosition(QPointF(0, number * step + (step - line.height()) / 2))
            top += layout.lineCount() * step if words.strip() else GAP
            start += len(words.encode("utf-16-le", "surrogatepass")) // 2 + 1
        self.setFixedSize(width, max(round(top), step))

    def _block(self, words: str, start: int, width: int) -> QTextLayout:
        layout = QTextLayout(words, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width - EDGE)
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw own words' ground, the words, and the line of a dragged cut."""
        with self._shade.on():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("ink"))
            for block in self._blocks:
                height = block.layout.lineCount() * theme.line(ROLE)
                if block.top <= event.rect().bottom() and block.top + height >= event.rect().top():
                    block.layout.draw(painter, QPointF(EDGE, block.top), self._formats(block))
            if self._drop >= 0:
                y = min(self.y_of(self._drop) + 0.5, self.height() - 1.0)
                painter.setPen(QPen(theme.color("accent"), 2))
                painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
            painter.end()

    def _formats(self, block: _Block) -> list[QTextLayout.FormatRange]:
        end = block.start + len(block.layout.text().encode("utf-16-le", "surrogatepass")) // 2
        made = []
        for spans, token, ground in ((self._own, "ink", "brow_mark"), (self._accents, "accent", "")):
            for first, last in spans:
                a, b = max(self._offsets[first], block.start), min(self._offsets[last], end)
                if a < b:
                    part = QTextLayout.FormatRange()
                    part.start, part.length = a - block.start, b - a
                    look = part.format
                    look.setForeground(theme.color(token))
                    if ground:
                        look.setBackground(theme.color(ground))
                    part.format = look
                    made.append(part)
        return made


class FoldLine(QAbstractButton):
    """Where a network shows "…more": a dashed line with words at its right; pressed, it opens or folds the rest."""

    turned = Signal()

    def __init__(self, shade: Shade, parent: QWidget) -> None:
        """Begin with the rest open."""
        super().__init__(parent)
        self._shade = shade
        self.is_open = True
        self.setFixedHeight(theme.px("target_min"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(theme.font("caption"))
        self.clicked.connect(self.turn)
        self._name()

    def turn(self) -> None:
        """Open or fold the rest."""
        self.is_open = not self.is_open
        self._name()
        self.turned.emit()

    def _name(self) -> None:
        self.setText(t("preview.fold_here") if self.is_open else t("preview.fold_more"))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(t("preview.fold_open") if self.is_open else t("preview.fold_closed"))
        self.setToolTip(plain_tip(self.accessibleDescription()))
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 20, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dashes while the rest is open, the words, and a ring for the focus."""
        with self._shade.on():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font())
            wide = self.fontMetrics().horizontalAdvance(self.text())
            if self.is_open:
                pen = QPen(theme.color("control"), 1)
                pen.setDashPattern([float(part) for part in DASH])
                painter.setPen(pen)
                middle = self.height() / 2 + 0.5
                painter.drawLine(QPointF(0, middle), QPointF(self.width() - wide - 9, middle))
            painter.setPen(theme.color("ink_faint" if self.is_open and not self.underMouse() else "accent"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.text())
            if self.hasFocus():
                painter.setPen(QPen(theme.color("focus"), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
            painter.end()
