# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Which hat is talking: both hats on one bar, the words that gave them away, and no judgement."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.model import Hat, Hats
from app.wording import t
from ui import theme
from ui.widgets.flow import FlowLayout
from ui.widgets.hat_chip import HatChip
from ui.widgets.plain import IconLabel, icon_button, label
from ui.widgets.sentence import Sentence

MOSTLY_ME, BOTH = 0.69, 0.46
"""Where the caption changes; the bar itself has no zones."""
CHIPS = 5
BAR, KNOB = 8, 9


def share_of_me(hats: Hats) -> float | None:
    """Return how much of the bar is the person's own, 0 to 1, None when there is too little to go by."""
    if hats.me is None or hats.work is None or hats.me + hats.work <= 0:
        return None
    return hats.me / (hats.me + hats.work)


def caption(share: float | None) -> str:
    """Return the sentence under the bar."""
    if share is None:
        return t("panel.hats.few")
    if share >= MOSTLY_ME:
        return t("panel.hats.me_most")
    return t("panel.hats.both" if share >= BOTH else "panel.hats.work_more")


def evidence_words(hats: Hats, hat: Hat) -> tuple[str, ...]:
    """Return up to five different words that speak for a hat, in the order of the text."""
    words = dict.fromkeys(one.word.strip() for one in hats.evidence if one.hat is hat)
    return tuple("I" if word == "i" else word for word in words)[:CHIPS]


class HatsBar(QSlider):
    """A slider nobody can move: its value is the share of "me" in per cent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing to go by."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._share: float | None = None
        self.setRange(0, 100)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(2 * KNOB + 6)

    def set_share(self, share: float | None) -> None:
        """Put the border at `share` of the bar; None leaves the bar empty."""
        self._share = share
        self.setValue(round(100 * (share or 0)))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Read-only: take the focus, move nothing."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read-only."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Read-only: the panel scrolls instead."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read-only: keys belong to the panel."""
        event.ignore()

    def sizeHint(self) -> QSize:
        """Return a comfortable width; the layout stretches it."""
        return QSize(200, 2 * KNOB + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both hats' parts and the knob on their border."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        bar = QRectF(0, middle - BAR / 2, self.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._share is None:
            painter.setBrush(theme.color("line_strong"))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        else:
            x = KNOB + self._share * (self.width() - 2 * KNOB)
            self._draw_halves(painter, bar, x)
            painter.setPen(QPen(theme.color("control"), 1))
            painter.setBrush(theme.color("raised"))
            painter.drawEllipse(QPointF(x, middle), KNOB - 0.5, KNOB - 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("ink"))
            painter.drawEllipse(QPointF(x, middle), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.px("control"), theme.px("control")
            )

    def _draw_halves(self, painter: QPainter, bar: QRectF, x: float) -> None:
        for token, left, right in (("me", bar.left(), x), ("work", x, bar.right())):
            painter.save()
            painter.setClipRect(QRectF(left, bar.top(), right - left, bar.height()))
            painter.setBrush(theme.color(token))
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            painter.restore()


class HatsMeter(QWidget):
    """Title, bar, the words behind it and a sentence.

    Signals
        evidence_shown: whether the words are in sight now; the paper may underline them meanwhile.
        wrong: the Hat and the word that the writer says does not belong to it.
        rearranged: the words are other ones now.
    """

    evidence_shown = Signal(bool)
    wrong = Signal(object, str)
    rearranged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing to go by."""
        super().__init__(parent)
        self._always = False
        self._hovered = False
        self._pinned = False
        self._hats = Hats()
        self._shown: tuple[tuple[Hat, str], ...] = ()
        self.chips: list[HatChip] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._title_row())
        column.addSpacing(4)
        column.addLayout(self._ends_row())
        column.addSpacing(1)
        self.bar = HatsBar(self)
        self.bar.setAccessibleName(t("panel.hats.title"))
        self.bar.installEventFilter(self)
        column.addWidget(self.bar)
        self.words = QWidget(self)
        self._words_column = QVBoxLayout(self.words)
        self._words_column.setContentsMargins(0, 6, 0, 2)
        self._words_column.setSpacing(4)
        column.addWidget(self.words)
        column.addSpacing(5)
        self.caption = Sentence("", "small", "ink_soft", self)
        column.addWidget(self.caption)
        self.set_hats(Hats())

    def set_hats(self, hats: Hats) -> None:
        """Show what the check found."""
        self._hats = hats
        share = share_of_me(hats)
        self.bar.set_share(share)
        self.caption.setText(caption(share))
        self._fill_words()
        named = [word for hat in Hat for word in evidence_words(hats, hat)]
        spoken = t("panel.hats.spoken", caption=caption(share), words=", ".join(named)) if named else caption(share)
        self.bar.setAccessibleDescription(spoken)
        self._show_words()

    def set_calm(self, calm: bool) -> None:
        """On calm moments the words are always in sight, else only on hover, focus or after the info button."""
        self._always = calm
        self._show_words()

    def words_shown(self) -> bool:
        """Whether the words behind the bar are in sight."""
        return not self.words.isHidden()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order; words out of sight are passed over."""
        return [self.info, self.bar, *self.chips]

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the words while the pointer is here."""
        self._hovered = True
        self._show_words()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the words again."""
        self._hovered = False
        self._show_words()
        super().leaveEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Show the words while the bar or one of them has the focus."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show_words(focused=event.type() is QEvent.Type.FocusIn or self._has_focus())
        return False

    def _has_focus(self) -> bool:
        """Whether the focus is on the bar, on a word or in a word's menu."""
        focused = QApplication.focusWidget()
        return focused is self.bar or focused in self.chips or any(chip.offer.isVisible() for chip in self.chips)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        title = label(t("panel.hats.title"), "small ink", parent=self)
        bold = theme.font("small")
        bold.setWeight(QFont.Weight.DemiBold)
        title.setFont(bold)
        row.addWidget(title)
        row.addStretch(1)
        self.info = icon_button("info-circle", t("panel.hats.about"), self)
        self.info.setIcon(theme.icon("info-circle", "ink_soft", theme.px("icon_small")))
        self.info.setCheckable(True)
        self.info.toggled.connect(self._pin)
        row.addWidget(self.info)
        return row

    def _ends_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        side = theme.px("icon_small")
        row.addWidget(IconLabel("user", "me", side, self))
        row.addWidget(label(t("panel.hats.me"), "caption me", parent=self))
        row.addStretch(1)
        row.addWidget(label(t("panel.hats.work"), "caption work", parent=self))
        row.addWidget(IconLabel("building", "work", side, self))
        return row

    def _fill_words(self) -> None:
        """Make the words anew, but only if they are others: the focus stays where it is, or goes to the next one."""
        hats = Hat if share_of_me(self._hats) is not None else ()
        wanted = tuple((hat, word) for hat in hats for word in evidence_words(self._hats, hat))
        if wanted == self._shown:
            return
        focused = next((place for place, chip in enumerate(self.chips) if chip.hasFocus()), None)
        self._shown = wanted
        self._clear_words()
        for hat in Hat:
            self._add_line([(one, word) for one, word in wanted if one is hat])
        if focused is not None:
            heir = self.chips[min(focused, len(self.chips) - 1)] if self.chips else self.bar
            heir.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rearranged.emit()

    def _clear_words(self) -> None:
        self.chips = []
        while item := self._words_column.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def _add_line(self, words: list[tuple[Hat, str]]) -> None:
        if not words:
            return
        line = QWidget(self.words)
        flow = FlowLayout(line, gap=4, line_gap=4)
        for hat, word in words:
            chip = HatChip(word, hat, line)
            chip.wrong.connect(self.wrong)
            chip.installEventFilter(self)
            flow.addWidget(chip)
            self.chips.append(chip)
        self._words_column.addWidget(line)

    def _pin(self, on: bool) -> None:
        self._pinned = on
        self._show_words()

    def _show_words(self, focused: bool | None = None) -> None:
        has_focus = self._has_focus() if focused is None else focused
        wanted = self._always or self._hovered or self._pinned or has_focus
        shown = wanted and self._words_column.count() > 0
        if shown is self.words.isHidden():
            self.words.setVisible(shown)
        self.evidence_shown.emit(shown and not self._always)
