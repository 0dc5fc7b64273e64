# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mummo's remarks: one open card with words, why and suggestion; the others on a line each; and what she liked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAction, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from app.model import Finding, Level, Remark
from app.wording import t
from ui import theme
from ui.widgets.plain import IconLabel, button, icon_button, plain_tip
from ui.widgets.roles import set_accessible_role
from ui.widgets.sentence import Sentence

LONGEST = 150
"""Found words longer than this many characters are shown with their middle left out."""
PADDING = 14
_STOPS = frozenset({".", "…", "?", "!"})
"""What is marked where a remark is about a whole text: its end, which says nothing in a row."""
COLOURS = {Level.STARTLED: "startled", Level.EYEBROW: "brow", Level.NUDGE: "brow", Level.PRAISE: "calm"}
MARKS = {
    Level.STARTLED: "startled_mark",
    Level.EYEBROW: "brow_mark",
    Level.NUDGE: "brow_mark",
    Level.PRAISE: "calm_mark",
}
ROW_HEIGHT = 57
DOT = 7


def shown_words(finding: Finding, most: int = LONGEST) -> str:
    """Return the found words on one line, a long stretch with its middle left out; "" for a full stop alone."""
    words = " ".join(finding.words.split())
    if words in _STOPS:
        return ""
    return words if len(words) <= most else f"{words[: most // 2].rstrip()} … {words[-most // 3 :].lstrip()}"


def words_font(size: int) -> QFont:
    """Return the writing font at `size` px: found words look as they do on the paper."""
    made = theme.font("writing_preview")
    made.setPixelSize(size)
    return made


class MarkedWords(Sentence):
    """The found words as on the paper: writing font, highlighted and underlined in the colour of their level."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        """Show the words of `finding`."""
        super().__init__(shown_words(finding), "body", "ink", parent)
        self._line = 23
        self._level = finding.level
        self.setFont(words_font(16))
        self.setContentsMargins(2, 0, 2, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the highlight of each line, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px("radius.small")
        for number, words in enumerate(self.line_rects(self.width())):
            box = QRectF(words.left(), number * self._line + 0.5, words.width() + 4, self._line - 2)
            painter.setPen(Qt.PenStyle.NoPen)
            if self._level is not Level.NUDGE:
                painter.setBrush(theme.color(MARKS[self._level]))
                painter.drawRoundedRect(box, radius, radius)
            painter.setPen(QPen(theme.color(COLOURS[self._level]), 2))
            painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.translate(2, -1)
        painter.setPen(theme.color("ink"))
        self._laid_out(self.width()).draw(painter, QPoint(0, 0))


class RemarkCard(QFrame):
    """The open remark. Reading order: words, why, suggestion, buttons.

    Signals, each with the remark's key
        try_wanted: put the replacement there.
        fine_wanted: the writer is fine with these words here.
        never_wanted: the writer is fine with this kind everywhere.
    """

    try_wanted = Signal(str)
    fine_wanted = Signal(str)
    never_wanted = Signal(str)

    def __init__(self, remark: Remark, key: str = "", parent: QWidget | None = None) -> None:
        """Show one remark; `key` comes back with the wishes."""
        super().__init__(parent)
        self.remark = remark
        self.key = key
        finding = remark.finding
        theme.set_role(self, "card")
        set_accessible_role(self, QAccessible.Role.Grouping)
        self.setAccessibleName(shown_words(finding) or remark.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING, PADDING, PADDING, PADDING - 2)
        column.setSpacing(6)
        if shown_words(finding):
            column.addWidget(MarkedWords(finding, self))
        self.why = Sentence(remark.why, "small", "ink_soft", self)
        column.addWidget(self.why)
        if remark.suggestion:
            lead = t("panel.how_about")
            self.suggestion = Sentence(f"{lead} {remark.suggestion}", "small", "ink", self)
            self.suggestion.lead = (lead, "ink_faint")
            column.addWidget(self.suggestion)
        self.reason = Sentence(_reason(finding), "caption", "ink_faint", self)
        self.reason.hide()
        column.addWidget(self.reason)
        column.addSpacing(2)
        column.addLayout(self._buttons(finding))

    def _buttons(self, finding: Finding) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.try_button = button(t("panel.try"), "soft small_button", parent=self)
        self.try_button.setFont(_medium())
        self.try_button.clicked.connect(self._try)
        self.try_button.setVisible(finding.replacement is not None)
        self.fine_button = button(t("panel.fine"), "small_button", parent=self)
        self.fine_button.setFont(_medium())
        self.fine_button.clicked.connect(self._fine)
        self.more = icon_button("dots", t("panel.more"), self)
        self.more.setMenu(self._menu())
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.try_button)
        row.addWidget(self.fine_button)
        row.addStretch(1)
        row.addWidget(self.more)
        return row

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        self.show_reason = QAction(t("panel.show_why"), self, checkable=True)
        self.show_reason.toggled.connect(self.reason.setVisible)
        self.never = QAction(t("panel.never"), self)
        self.never.triggered.connect(self._never)
        menu.addActions([self.show_reason, self.never])
        return menu

    def _try(self) -> None:
        self.try_wanted.emit(self.key)

    def _fine(self) -> None:
        self.fine_wanted.emit(self.key)

    def _never(self) -> None:
        self.never_wanted.emit(self.key)


class RemarkRow(QAbstractButton):
    """A remark on a line of its own; pressing opens it."""

    opened = Signal(str)

    def __init__(self, remark: Remark, key: str = "", parent: QWidget | None = None) -> None:
        """Show the words and why, shortened to the width; `key` comes back with `opened`."""
        super().__init__(parent)
        self.remark = remark
        self.key = key
        words = shown_words(remark.finding)
        self._under = remark.why if words else remark.suggestion
        self.setText(words or remark.why)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._under)
        self.setToolTip(plain_tip(self._under))
        self.setFixedHeight(ROW_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def sizeHint(self) -> QSize:
        """Return a comfortable width; the panel decides."""
        return QSize(220, ROW_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw card, dot, words, why and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.px("radius.card")
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "line_strong"), 2 if focus else 1))
        painter.setBrush(theme.color("hover") if self.underMouse() else Qt.BrushStyle.NoBrush)
        inset = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        self._draw_dot(painter)
        side = theme.px("icon_small")
        arrow = theme.pixmap("chevron-right", "ink_soft", side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - 11, (self.height() - side) // 2, arrow)
        room = QRect(34, 0, self.width() - 34 - side - 16, self.height())
        self._line(painter, room.adjusted(0, 11, 0, 0), words_font(15), "ink", self.text())
        self._line(painter, room.adjusted(0, 31, 0, 0), theme.font("small"), "ink_soft", self._under)

    def _draw_dot(self, painter: QPainter) -> None:
        """A filled dot for what moves the mood, a ring for a nudge."""
        level = self.remark.finding.level
        hollow = level is Level.NUDGE
        painter.setPen(QPen(theme.color(COLOURS[level]), 1.5) if hollow else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if hollow else theme.color(COLOURS[level]))
        painter.drawEllipse(QRectF(16, (self.height() - DOT) / 2, DOT, DOT))

    @staticmethod
    def _line(painter: QPainter, room: QRect, font: QFont, colour: str, text: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.color(colour))
        shortened = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shortened)

    def _open(self) -> None:
        self.opened.emit(self.key)


class PraiseRow(QWidget):
    """One thing Mummo liked."""

    def __init__(self, remark: Remark, parent: QWidget | None = None) -> None:
        """Show the sentence beside two hands in a heart."""
        super().__init__(parent)
        self.remark = remark
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(IconLabel("heart-handshake", "calm", 18, self), 0, Qt.AlignmentFlag.AlignTop)
        self.words = Sentence(remark.why, "small", "ink_soft", self)
        row.addWidget(self.words, 1)
        self.setAccessibleName(remark.why)


def _medium() -> QFont:
    made = theme.font("small")
    made.setWeight(QFont.Weight.Medium)
    return made


def _reason(finding: Finding) -> str:
    rule = finding.rule or finding.check
    return t("panel.reason", rule=rule, words=shown_words(finding, 60), strength=t(f"panel.level.{finding.level}"))
