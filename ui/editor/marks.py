# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Remarks on the paper: anchors that move with edits, rounded marks painted under the text. Never touches the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen, QTextBlock, QTextCursor, QTextDocument

from ui import theme
from ui.editor.spans import Spans

FILLED = {"startled": "startled_mark", "brow": "brow_mark"}
LINED = {"nudge": "brow", "calm": "calm", "me": "me", "work": "work", "own": "accent"}
SIDE = 2.0
UNDERLINE = 2.0
OUTLINE = 1.5
RADIUS = theme.px("radius.small")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A place to mark, in code points of the text as read; `tone` is startled, brow, nudge, calm, me, work or own."""

    key: str
    start: int
    end: int
    tone: str


@dataclass(slots=True)
class Anchor:
    """A highlight that lives in the document."""

    key: str
    tone: str
    cursor: QTextCursor
    start: int = 0
    end: int = 0
    lines: list[QRectF] = field(default_factory=list)
    seen: tuple[int, int, float, float] = (-1, 0, 0.0, 0.0)


class Marks:
    """All marks of one document, in layers (remarks, hats)."""

    def __init__(self, document: QTextDocument) -> None:
        """Begin without marks."""
        self._document = document
        self._layers: dict[str, list[Anchor]] = {}
        self.active: str | None = None

    def show(self, layer: str, highlights: Sequence[Highlight], spans: Spans) -> None:
        """Replace a layer by these places; a mark that stands where it stood keeps its anchor."""
        last = self._document.characterCount() - 1
        before = {(one.key, one.tone, one.start, one.end): one for one in self._layers.get(layer, ())}
        anchors = []
        for place in highlights:
            start, end = min(spans.to_utf16(place.start), last), min(spans.to_utf16(place.end), last)
            if start >= end:
                continue
            if kept := before.get((place.key, place.tone, start, end)):
                anchors.append(kept)
                continue
            cursor = QTextCursor(self._document)
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.setKeepPositionOnInsert(True)
            anchors.append(Anchor(place.key, place.tone, cursor, start, end))
        self._layers[layer] = anchors

    def changed(self, position: int, removed: int, added: int) -> None:
        """Drop the marks whose own words were touched; the others moved along by themselves."""
        for layer, anchors in self._layers.items():
            kept = [anchor for anchor in anchors if not self._touched(anchor, position, removed, added)]
            if len(kept) != len(anchors):
                self._layers[layer] = kept

    @staticmethod
    def _touched(anchor: Anchor, position: int, removed: int, added: int) -> bool:
        before_start, before_end = anchor.start, anchor.end
        if before_end <= position:
            return False
        anchor.start, anchor.end = anchor.cursor.selectionStart(), anchor.cursor.selectionEnd()
        inside = before_start < position or position + removed > before_start
        return inside and (removed > 0 or added > 0) and anchor.end - anchor.start != before_end - before_start

    def __bool__(self) -> bool:
        """Whether there is anything to paint."""
        return any(self._layers.values())

    def clear(self) -> None:
        """Forget every mark."""
        self._layers = {}
        self.active = None

    def drop(self, key: str) -> None:
        """Forget one mark."""
        for layer, anchors in self._layers.items():
            self._layers[layer] = [anchor for anchor in anchors if anchor.key != key]

    def find(self, key: str) -> Anchor | None:
        """Return the living anchor of a key."""
        return next((anchor for anchor in self._all() if anchor.key == key), None)

    def at(self, position: int) -> Anchor | None:
        """Return the anchor whose words hold a document position."""
        inside = (a for a in self._all() if a.start <= position <= a.end)
        return min(inside, key=lambda anchor: anchor.end - anchor.start, default=None)

    def _all(self) -> Iterator[Anchor]:
        for anchors in self._layers.values():
            yield from anchors

    # ------------------------------------------------------------ painting

    def paint(self, painter: QPainter, metrics: QFontMetricsF, area: QRectF, scrolled: QPointF) -> None:
        """Paint the marks that meet `area` (document coordinates); `scrolled` is where the document begins."""
        first, last = self._positions(area)
        shape = (self._document.textWidth(), metrics.ascent())
        for anchor in self._all():
            if anchor.end >= first and anchor.start <= last:
                for rect in self._rects(anchor, metrics, shape):
                    self._paint_one(painter, anchor, rect.translated(scrolled))

    def _positions(self, area: QRectF) -> tuple[int, int]:
        layout = self._document.documentLayout()
        first = layout.hitTest(QPointF(0, area.top()), Qt.HitTestAccuracy.FuzzyHit)
        last = layout.hitTest(QPointF(area.right() + 9999, area.bottom()), Qt.HitTestAccuracy.FuzzyHit)
        return first, last if last >= 0 else self._document.characterCount()

    def _paint_one(self, painter: QPainter, anchor: Anchor, rect: QRectF) -> None:
        active = anchor.key == self.active
        line, fill, edge = _tools(anchor.tone, theme.is_dark())
        if line is not None:
            y = rect.bottom() - 1.5
            painter.setPen(line)
            painter.drawLine(QPointF(rect.left() + SIDE, y), QPointF(rect.right() - SIDE, y))
            if not active:
                return
        painter.setBrush(fill)
        painter.setPen(edge if active else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)

    def _rects(self, anchor: Anchor, metrics: QFontMetricsF, shape: tuple[float, float]) -> list[QRectF]:
        """Return one rectangle a line, in document coordinates; kept while their paragraph stays as it is."""
        block = self._document.findBlock(anchor.start)
        corner = block.layout().position()
        seen = (block.revision(), anchor.start - block.position(), *shape)
        if anchor.seen != seen:
            anchor.seen = seen
            anchor.lines = []
            while block.isValid() and block.position() < anchor.end:
                anchor.lines += [rect.translated(-corner) for rect in self._in_block(block, anchor, metrics)]
                block = block.next()
        return [rect.translated(corner) for rect in anchor.lines]

    @staticmethod
    def _in_block(block: QTextBlock, anchor: Anchor, metrics: QFontMetricsF) -> Iterator[QRectF]:
        layout = block.layout()
        start = max(anchor.start - block.position(), 0)
        end = min(anchor.end - block.position(), block.length() - 1)
        if layout.lineCount() == 0 or start >= end:
            return
        corner = layout.position()
        for number in range(layout.lineForTextPosition(start).lineNumber(), layout.lineCount()):
            line = layout.lineAt(number)
            if line.textStart() >= end:
                return
            left, right = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if right < end:
                right -= _spaces_before(block.text(), right)
            if right > left:
                x1, x2 = sorted((_x(line.cursorToX(left)), _x(line.cursorToX(right))))
                baseline = corner.y() + line.y() + line.ascent()
                top, bottom = baseline - metrics.ascent(), baseline + metrics.descent()
                yield QRectF(QPointF(corner.x() + x1 - SIDE, top), QPointF(corner.x() + x2 + SIDE, bottom))


@cache
def _tools(tone: str, dark: bool) -> tuple[QPen | None, QBrush, QPen]:
    """Return underline, ground and outline of a tone; `dark` only tells the two themes apart."""
    token = LINED.get(tone, tone)
    line = QPen(theme.color(token), UNDERLINE) if tone in LINED else None
    fill = QBrush(theme.color(FILLED[tone])) if tone in FILLED else QBrush(Qt.BrushStyle.NoBrush)
    return line, fill, QPen(theme.color(token), OUTLINE)


def _spaces_before(text: str, offset: int) -> int:
    """Return how many spaces stand before a UTF-16 offset."""
    before = text[: Spans(text).to_code_points(offset)]
    return len(before) - len(before.rstrip())


def _x(answer: object) -> float:
    """PySide answers cursorToX with (x, position); its stubs promise x alone."""
    place = answer[0] if isinstance(answer, tuple) else answer
    return place if isinstance(place, float) else 0.0
