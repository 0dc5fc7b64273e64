# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a started @ or # may become, in a small list under the caret. The paper keeps the focus and all typing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QVBoxLayout, QWidget

from app.wording import t
from ui import theme

if TYPE_CHECKING:
    from app.desk.people import Suggestion

STARTED = re.compile(r"(?:^|(?<=[\s(\[{\"'”“„«»‘’–—,;:]))[@#]\w[\w.@-]*\Z")
"""An @ or # behind a space, a bracket or a quotation mark, with at least one letter."""

LONGEST = 100
WIDEST = 360
ROW = 30
KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
ACCEPTS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


@dataclass(frozen=True, slots=True)
class Started:
    """The @ or # word before the caret, and where it begins in the document (UTF-16, as Qt counts)."""

    words: str
    start: int


def started(paper: QTextEdit) -> Started | None:
    """Return the @ or # word that ends at the caret; looks at the LONGEST characters before it only."""
    caret = paper.textCursor()
    if caret.hasSelection():
        return None
    before = QTextCursor(caret)
    begin = max(caret.block().position(), caret.position() - LONGEST)
    before.setPosition(begin, QTextCursor.MoveMode.KeepAnchor)
    cut_off = "" if begin == caret.block().position() else "…"
    found = STARTED.search(cut_off + before.selectedText())
    if found is None:
        return None
    after = QTextCursor(caret)
    after.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    if after.selectedText()[:1].isalnum():
        return None
    length = len(found[0].encode("utf-16-le", "surrogatepass")) // 2
    return Started(found[0], caret.position() - length)


class Completion(QFrame):
    """The list. Up and down choose, Enter, Tab or a click takes, Esc closes it until the next word; typing goes on.

    Signals
        taken: the Suggestion whose words now stand on the paper.
    """

    taken = Signal(object)

    def __init__(self, paper: QTextEdit, parent: QWidget) -> None:
        """Stand over `parent`, hidden, and listen to the keys of `paper` while shown."""
        super().__init__(parent)
        theme.set_role(self, "popover")
        self.setAccessibleName(t("completion.list"))
        self._paper, self._host = paper, parent
        self._word: Started | None = None
        self._closed_at = -1
        self.rows: list[_Row] = []
        self._current = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(0)
        self.hide()
        paper.installEventFilter(self)
        paper.cursorPositionChanged.connect(self._caret_moved)

    def wanted(self) -> str:
        """Return the word that may be completed now, "" for none or when the writer has closed the list for it."""
        word = started(self._paper) if self._paper.hasFocus() else None
        if word is not None and word.start == self._closed_at:
            word = None
        else:
            self._closed_at = -1
        self._word = word
        if word is None:
            self.hide()
        return word.words if word else ""

    def offer(self, typed: str, suggestions: tuple[Suggestion, ...]) -> None:
        """Show what `typed` may become, if that is still what stands before the caret."""
        word = started(self._paper)
        if word is None or word.words != typed or not suggestions or not self._paper.hasFocus():
            self.hide()
            return
        self._word = word
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [_Row(suggestion, self) for suggestion in suggestions]
        for row in self.rows:
            self._column.addWidget(row)
            row.pressed.connect(self._take)
        self._choose(0)
        self._place()
        self.show()
        self.raise_()
        self._say(t("completion.offered", n=len(self.rows), first=self.rows[0].spoken()))

    def current(self) -> Suggestion | None:
        """Return the chosen suggestion while the list is shown."""
        return self.rows[self._current].suggestion if self.isVisible() and self.rows else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose; all others go on to the paper."""
        if not self.isVisible():
            return False
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            ours = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and (
                event.key() in KEYS or event.key() in ACCEPTS or event.key() == Qt.Key.Key_Escape
            )
            if ours and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif ours:
                self._pressed(event.key())
            return ours
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        return False

    def _pressed(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self._closed_at = self._word.start if self._word else -1
            self.hide()
        elif key in ACCEPTS:
            self._take(self.rows[self._current].suggestion)
        else:
            self._choose(self._current + KEYS[Qt.Key(key)])
            self._say(self.rows[self._current].spoken())

    def _choose(self, place: int) -> None:
        self._current = place % len(self.rows)
        for number, row in enumerate(self.rows):
            row.set_chosen(number == self._current)

    def _take(self, suggestion: Suggestion) -> None:
        """Put the words in place of what was typed, as one step to undo."""
        word = started(self._paper)
        self.hide()
        if word is None:
            return
        place = self._paper.textCursor()
        end = place.position()
        place.setPosition(word.start)
        place.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        place.beginEditBlock()
        place.insertText(suggestion.words)
        place.endEditBlock()
        self._paper.setTextCursor(place)
        self._closed_at = word.start
        self.taken.emit(suggestion)

    def _caret_moved(self) -> None:
        if self.isVisible() and (now := started(self._paper)) != self._word:
            same = now is not None and self._word is not None and now.start == self._word.start
            if not same:
                self.hide()

    def _place(self) -> None:
        """Stand under the word, or above it where there is no room below; never past the edges."""
        host = self._host
        width = max(row.sizeHint().width() for row in self.rows) + 10
        self.setFixedSize(min(width, WIDEST), len(self.rows) * ROW + 10)
        if self._word is None:
            return
        place = QTextCursor(self._paper.document())
        place.setPosition(self._word.start)
        line = self._paper.cursorRect(place)
        below = self._paper.viewport().mapTo(host, line.bottomLeft()) + QPoint(-8, 4)
        above = self._paper.viewport().mapTo(host, line.topLeft()).y() - self.height() - 4
        fits = below.y() + self.height() <= host.height() or above < 0
        left = max(min(below.x(), host.width() - self.width() - 4), 4)
        self.move(left, below.y() if fits else above)

    def _say(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))


class _Row(QWidget):
    """One suggestion: what goes into the text, who that is, and where."""

    pressed = Signal(object)

    def __init__(self, suggestion: Suggestion, parent: QWidget) -> None:
        super().__init__(parent)
        self.suggestion = suggestion
        self._chosen = False
        self.setFixedHeight(ROW)
        self.setAccessibleName(self.spoken())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(filter(None, (self.suggestion.words, self._name(), self.suggestion.note)))

    def _name(self) -> str:
        return "" if self.suggestion.name == self.suggestion.words else self.suggestion.name

    def set_chosen(self, on: bool) -> None:
        """Show whether Enter takes this one."""
        self._chosen = on
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for words and name."""
        words = self.fontMetrics().horizontalAdvance(f"{self.suggestion.words}  {self._beside()}")
        return QSize(words + 34, ROW)

    def _beside(self) -> str:
        return "  ·  ".join(filter(None, (self._name(), self.suggestion.note)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take this one."""
        self.pressed.emit(self.suggestion)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words, and faintly who that is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected"))
            painter.drawRoundedRect(self.rect(), theme.px("radius.small"), theme.px("radius.small"))
        metrics, room = self.fontMetrics(), self.rect().adjusted(10, 0, -10, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        words = metrics.elidedText(self.suggestion.words, Qt.TextElideMode.ElideMiddle, room.width())
        painter.setPen(theme.color("ink"))
        painter.drawText(room, middle, words)
        room.setLeft(room.left() + metrics.horizontalAdvance(words) + 12)
        painter.setPen(theme.color("ink_faint"))
        painter.drawText(room, middle, metrics.elidedText(self._beside(), Qt.TextElideMode.ElideRight, room.width()))
        painter.end()
