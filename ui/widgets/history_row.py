# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Paints one row of the history: kind, date, networks and two lines of text with the found words marked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.model import Post
from ui import theme
from ui.widgets import when
from ui.widgets.kinds import KIND_COLOURS, KIND_ICONS, Looks

PAD = 14
GAP = 4
LINES = 2
LEAD = 24
EXCERPT = 320

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text on one line, and where the hits stand in it (code points)."""

    text: str
    hits: Spans


def excerpt(text: str, hits: Spans, early: int = 110) -> Excerpt:
    """Return the text from its beginning, or from shortly before the first hit when that stands far inside.

    Runs of white space become one space; the hits follow.
    """
    start = 0
    if hits and hits[0][0] > early:
        start = max(0, hits[0][0] - LEAD)
        space = text.find(" ", start, hits[0][0])
        start = space + 1 if space >= 0 else start
    shown = ["…"] if start else []
    places: dict[int, int] = {}
    end = min(len(text), start + EXCERPT)
    for at in range(start, end):
        blank = text[at].isspace()
        places[at] = len(shown)
        if not (blank and shown and shown[-1] == " "):
            shown.append(" " if blank else text[at])
    places[end] = len(shown)
    inside = tuple((places[a], places[min(b, end)]) for a, b in hits if start <= a < end)
    return Excerpt("".join(shown), inside)


def utf16(text: str, offset: int) -> int:
    """Return where a code point offset stands for Qt, which counts UTF-16 units."""
    return offset + sum(sign > "\uffff" for sign in text[:offset])


def paint_marks(painter: QPainter, layout: QTextLayout, at: QPointF, text: str, hits: Spans, colour: str) -> None:
    """Paint rounded rectangles behind hits, line by line; call it before the layout is drawn."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(colour))
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        for start, end in hits:
            left = max(utf16(text, start), line.textStart())
            right = min(utf16(text, end), line.textStart() + line.textLength())
            if left >= right:
                continue
            x1, x2 = _x(line, left), _x(line, right)
            box = QRectF(at.x() + min(x1, x2) - 1, at.y() + line.y(), abs(x2 - x1) + 2, line.height())
            painter.drawRoundedRect(box, 3, 3)


def _x(line: object, at: int) -> float:
    found = line.cursorToX(at)  # type: ignore[attr-defined]  # PySide6 types it as int or tuple by version
    return float(found[0] if isinstance(found, tuple) else found)


def two_lines(text: str, font_role: str, width: float) -> tuple[QTextLayout, str]:
    """Lay a text out on at most two lines, the second cut with an ellipsis; return the layout and its text."""
    font = theme.font(font_role)
    layout = _laid(text, font_role, width)
    if layout.lineCount() <= LINES:
        return layout, text
    second = layout.lineAt(1)
    rest = _from_utf16(text, second.textStart())
    tail = QFontMetrics(font).elidedText(text[rest:], Qt.TextElideMode.ElideRight, int(width))
    shown = text[:rest] + tail
    return _laid(shown, font_role, width), shown


def _from_utf16(text: str, units: int) -> int:
    seen = 0
    for at, sign in enumerate(text):
        if seen >= units:
            return at
        seen += 2 if sign > "\uffff" else 1
    return len(text)


def _laid(text: str, font_role: str, width: float) -> QTextLayout:
    layout = QTextLayout(text, theme.font(font_role))
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    y = 0.0
    for _ in range(LINES + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() + 1
    layout.endLayout()
    return layout


class PostDelegate(QStyledItemDelegate):
    """Every row has the same height, so a list of 100,000 needs no measuring."""

    def __init__(self, role: int, parent: QObject | None = None) -> None:
        """Read posts from the model under `role`."""
        super().__init__(parent)
        self._role = role
        self.looks = Looks()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of one meta line and two text lines."""
        meta = QFontMetrics(theme.font("small")).height()
        body = QFontMetrics(theme.font("small")).height() + 2
        return QSize(200, 12 + meta + 5 + LINES * body + 10 + GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the row; while its text is being fetched, two grey bars."""
        opt: object = option
        box: QRect = opt.rect.adjusted(0, 0, 0, -GAP)  # type: ignore[attr-defined]  # stubs lack the option's fields
        state: QStyle.StateFlag = opt.state  # type: ignore[attr-defined]  # stubs lack the option's fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, box, state)
        post = index.data(self._role)
        if isinstance(post, Post):
            self._head(painter, box, post)
            self._text(painter, box, post)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("line"))
            painter.drawRoundedRect(QRect(box.left() + PAD, box.top() + 14, 90, 10), 4, 4)
            painter.drawRoundedRect(QRect(box.left() + PAD, box.top() + 36, box.width() // 2, 10), 4, 4)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if chosen else "hover"))
            painter.drawRoundedRect(box, theme.px("radius.control"), theme.px("radius.control"))

    def _head(self, painter: QPainter, box: QRect, post: Post) -> None:
        size = theme.px("icon_small")
        top = box.top() + 11
        theme.icon(KIND_ICONS[post.kind], KIND_COLOURS[post.kind], size).paint(
            painter, QRect(box.left() + PAD - 1, top, size, size)
        )
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink_faint"))
        line = QRect(box.left() + PAD + 21, top, box.width() - 2 * PAD - 21, size)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, when.day(post.at))
        x = box.right() - PAD - size
        for network in reversed(tuple(dict.fromkeys(sent.network for sent in post.deliveries))):
            theme.icon(self.looks.of(network).icon, "ink_soft", size).paint(painter, QRect(x, top, size, size))
            x -= size + 6

    @staticmethod
    def _text(painter: QPainter, box: QRect, post: Post) -> None:
        piece = excerpt(post.text, post.hits)
        layout, shown = two_lines(piece.text, "small", box.width() - 2 * PAD)
        at = QPointF(box.left() + PAD, box.top() + 11 + theme.px("icon_small") + 5)
        hits = tuple((a, min(b, len(shown))) for a, b in piece.hits if a < len(shown))
        paint_marks(painter, layout, at, shown, hits, "brow_mark")
        painter.setPen(theme.color("ink"))
        layout.draw(painter, at)
