# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A modeless sheet inside the window: a scrim, a card in the middle or at the side; Esc closes, focus stays in it."""

from __future__ import annotations

from enum import Enum

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.wording import t
from ui import theme
from ui.widgets.plain import icon_button, label
from ui.widgets.scrolled import scrolled

MARGIN = 16
INSET = 24
SHADOW_STEPS = 12


class Place(Enum):
    """Where the card stands in the window."""

    CENTRE = "centre"
    SIDE = "side"


class Sheet(QWidget):
    """Covers its host; contents go to `body`, buttons to `foot`. It frees itself when closed.

    `head` is the row of the title, `titles` the column it stands in, for those who say more there.
    """

    closed = Signal()

    def __init__(self, host: QWidget, title: str, place: Place = Place.CENTRE, width: int = 460) -> None:
        """Cover `host` (usually the window's central widget); `width` of the card in logical pixels at most."""
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._place, self._width = place, width
        self.default: QPushButton | None = None
        self._before: QWidget | None = host.window().focusWidget()
        self.card = QFrame(self)
        theme.set_role(self.card, "sheet" if place is Place.CENTRE else "panel")
        column = self._column = QVBoxLayout(self.card)
        column.setContentsMargins(INSET, 18, INSET, 20)
        column.setSpacing(theme.px("m"))
        self.head = self._head(title)
        column.addLayout(self.head)
        column.addWidget(self._scroll(), 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px("s"))
        column.addLayout(self.foot)
        host.installEventFilter(self)

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        self.titles = QVBoxLayout()
        self.heading = label(title, "heading", wrap=True, parent=self.card)
        self.titles.addWidget(self.heading)
        close = self._close = icon_button("x", t("sheet.close"), self.card)
        close.clicked.connect(self.close)
        row.addLayout(self.titles, 1)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.setSpacing(theme.px("s"))
        inner.installEventFilter(self)
        self._area = scrolled(inner, self.card)
        return self._area

    def appear(self) -> None:
        """Show the sheet on top and give the focus to its first stop, unless something inside has it."""
        self._arrange()
        self.show()
        self.raise_()
        focused = self.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            self.setFocus()
            self.focus_first()
        else:
            focused.setFocus()

    def focus_soon(self) -> None:
        """Do `focus_first` once what was just added is in sight."""
        QTimer.singleShot(0, self, self.focus_first)

    def focus_first(self) -> None:
        """Give the focus to the first stop of the contents, else of the foot, else to the close button."""
        stops = self._stops()
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self) -> None:
        """Measure anew after the contents changed."""
        self._arrange()

    def add_button(self, button: QPushButton) -> None:
        """Put a button at the right end of the foot."""
        if self.foot.count() == 0:
            self.foot.addStretch(1)
        self.foot.addWidget(button)

    def _arrange(self) -> None:
        host = self.parent()
        if not isinstance(host, QWidget):
            return
        self.setGeometry(host.rect())
        wanted = self._side() if self._place is Place.SIDE else self._middle()
        if wanted != self.card.geometry():
            self.card.setGeometry(wanted)
            self.update()  # the shadow lies outside of the card

    def _side(self) -> QRect:
        width = min(self._width, self.width())
        return QRect(self.width() - width, 0, width, self.height())

    def _middle(self) -> QRect:
        width = min(self._width, self.width() - 2 * MARGIN)
        room = width - 2 * INSET
        self.body.activate()
        high = self.body.totalHeightForWidth(room) if self.body.hasHeightForWidth() else -1
        around = self._column.totalSizeHint().height() - self._area.sizeHint().height()
        height = max(high, self.body.totalSizeHint().height() if high < 0 else 0) + around + 4
        height = min(height, self.height() - 2 * MARGIN)
        top = max(MARGIN, (self.height() - height) // 3)
        return QRect((self.width() - width) // 2, top, width, height)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure once the fonts of the theme are in force."""
        super().showEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size and the contents' wishes."""
        if (event.type() is QEvent.Type.Resize and watched is self.parent()) or (
            event.type() is QEvent.Type.LayoutRequest and watched is not self.parent()
        ):
            self._arrange()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab inside the sheet."""
        stops = self._stops()
        if not stops:
            return False
        focused = self.focusWidget()
        at = stops.index(focused) if focused in stops else (-1 if forward else 0)
        widget = stops[(at + (1 if forward else -1)) % len(stops)]
        widget.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        self._area.ensureWidgetVisible(widget)
        return True

    def _stops(self) -> list[QWidget]:
        """Return what Tab stops at: the contents in the order they were added, the foot, the close button last.

        Qt's own chain is not asked: PySide 6.11 makes what `nextInFocusChain` (or previous…) returns a child of the
        asked wrapper, so that the paper below the sheet would lose its document when the sheet goes.
        """
        inside = self._area.findChildren(QWidget)
        around = [widget for widget in self.card.findChildren(QWidget) if not self._area.isAncestorOf(widget)]
        around.remove(self._close)
        return [widget for widget in (*inside, *around, self._close) if self._is_stop(widget)]

    def _is_stop(self, widget: QWidget) -> bool:
        stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not isinstance(widget, QScrollBar)
        return stops and widget.isEnabled() and widget.isVisibleTo(self)

    def event(self, event: QEvent) -> bool:
        """Take every key before the window's shortcuts do, but for quitting and help: nothing below may act."""
        hold_keys(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc; Enter presses the button in focus, else the main one; swallow the rest."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        event.accept()

    def _enter(self, main: bool) -> None:
        focused = self.focusWidget()
        if not main and isinstance(focused, QToolButton):
            focused.click()
        elif self.default is not None and self.default.isEnabled():
            self.default.click()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close when the scrim is pressed: nothing is lost by it."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.close()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scrim and the card's soft shadow (a graphics effect would redraw the whole card on each change)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.color("scrim"))
        shade = QColor(theme.color("shadow"))
        shade.setAlpha(max(1, shade.alpha() // SHADOW_STEPS))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        for step in range(SHADOW_STEPS):
            edge = QRect(self.card.geometry()).adjusted(-2 * step, 8 - 2 * step, 2 * step, 8 + 2 * step)
            painter.drawRoundedRect(edge, 14 + 2 * step, 14 + 2 * step)
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give the focus back to where it was and say goodbye."""
        host = self.parent()
        if host is not None:
            host.removeEventFilter(self)
        before = self._before
        self._before = None
        if before is not None and shiboken6.isValid(before) and not self.isAncestorOf(before):
            before.setFocus()
        super().closeEvent(event)
        self.closed.emit()


def hold_keys(event: QEvent) -> None:
    """Take a key before the window's shortcuts do, but those for quitting and help."""
    if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not (control and event.key() == Qt.Key.Key_Q) and event.key() != Qt.Key.Key_F1:
            event.accept()
