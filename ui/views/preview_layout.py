# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where the parts of the preview stand: head, columns side by side that scroll both ways, foot."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.empty import EmptyPlace
from ui.widgets.plain import button
from ui.widgets.preview_bar import PreviewBar, PreviewFoot
from ui.widgets.preview_card import KnownCard
from ui.widgets.preview_column import ColumnView
from ui.widgets.preview_facts import Column, Preview
from ui.widgets.preview_shade import Shade

LEAST, MOST, PHONE = 300, 420, 280
MARGIN, GAP, TOP, BAR = 33, 22, 14, 10
BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class _Page(QFrame):
    """What is scrolled; shows a ring inside its edge while the keys scroll it."""

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "canvas")
        self.ringed = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.ringed:
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(self.visibleRegion().boundingRect().adjusted(1, 1, -1, -1))
            painter.end()


class _Area(QScrollArea):
    """Both ways; a stop of its own, so that the arrows scroll."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = _Page()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(t("write.preview"))
        corner = QWidget(self)
        theme.set_role(corner, "clear")
        self.setCornerWidget(corner)
        self.setWidget(self.page)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring(event.reason() in BY_KEY)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        self.page.ringed = on
        self.page.update()


class PreviewLayout(QFrame):
    """The parts and their places; what they show and do is up to the view.

    Signals
        column_made: a ColumnView that nobody listens to yet.
    """

    column_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the parts; there is no column yet."""
        super().__init__(parent)
        theme.set_role(self, "canvas")
        self.shown_now = Preview("")
        self.busy = False
        self.shade = Shade()
        self.images: dict[str, QImage] = {}
        self.columns: dict[str, ColumnView] = {}
        self._build()
        self._order_later = QTimer(self, singleShot=True, interval=0)
        self._order_later.timeout.connect(self._order_stops)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = PreviewBar(self)
        self.foot = PreviewFoot(self)
        self._stack = QStackedWidget(self)
        self.area = _Area(self._stack)
        self.page = self.area.page
        self._row = QHBoxLayout(self.page)
        self._row.setContentsMargins(MARGIN, TOP, MARGIN - BAR, MARGIN)
        self._row.setSpacing(GAP)
        self._row.addStretch(1)  # before and behind the columns: they stand in the middle
        self._row.addStretch(1)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self._empty())
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)

    def _empty(self) -> QWidget:
        empty = EmptyPlace(t("preview.empty"), self._stack)
        self.choose = button(t("preview.choose"), "soft", parent=empty)
        column = empty.layout()
        if isinstance(column, QVBoxLayout):
            column.setSpacing(theme.px("m"))
            column.insertWidget(column.count() - 1, self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        return empty

    # ------------------------------------------------------------ columns

    def place(self, columns: tuple[Column, ...]) -> None:
        """Make, keep or take away columns, so that they stand in the order of the draft's accounts."""
        wanted = {column.account.id: column for column in columns}
        for account in [account for account in self.columns if account not in wanted]:
            self._take(account)
        for number, column in enumerate(columns):
            view = self.columns.get(column.account.id)
            if view is None:
                view = self.columns[column.account.id] = self._made(column)
                self._row.insertWidget(number + 1, view, 0, Qt.AlignmentFlag.AlignTop)

    def _made(self, column: Column) -> ColumnView:
        view = ColumnView(self.shade, self.images, column, self.page)
        self.column_made.emit(view)
        view.dragged.connect(self._scroll_along)
        view.grown.connect(self._order_later.start)
        return view

    def _take(self, account: str) -> None:
        gone = self.columns.pop(account)
        self._row.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def clear(self) -> None:
        """Take every column away."""
        for account in list(self.columns):
            self._take(account)
        self.shown_now = Preview("")

    def known_card(self) -> KnownCard:
        """Return what is known of the link."""
        now = self.shown_now
        return KnownCard(now.link, now.card, now.dropped, self.busy)

    def set_busy(self, busy: bool) -> None:
        """A link's page is being read, or no longer."""
        self.busy = busy
        for view in self.columns.values():
            view.show_known(self.known_card())

    def arrange(self, _turned: object = None) -> None:
        """Give every column in sight its width and its contents."""
        shown = [one for one in self.shown_now.columns if self.bar.network in ("", one.account.network)]
        width = self.column_width(len(shown))
        ids = {column.account.id for column in shown}
        for column in self.shown_now.columns:
            view = self.columns[column.account.id]
            if column.account.id in ids:
                view.show_column(column, self.shown_now.photos, self.known_card(), width)
            view.setVisible(column.account.id in ids)
        self._order_later.start()

    def _order_stops(self) -> None:
        """Let Tab go through head, columns and foot in reading order, whatever was made when."""
        columns = [stop for one in self.shown_now.columns for stop in self.columns[one.account.id].stops()]
        stops = [*self.bar.stops(), self.area, self.choose, *columns, *self.foot.stops()]
        for earlier, later in pairwise(stops):
            self.setTabOrder(earlier, later)

    def column_width(self, count: int) -> int:
        """Return how wide each of `count` columns is: all side by side if they may, never narrower than a phone."""
        if self.foot.phone.isChecked():
            return PHONE
        room = self.width() - 2 * MARGIN - GAP * (count - 1)
        return min(max(room // max(count, 1), LEAST), MOST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.arrange()

    def _scroll_along(self, here: QPoint) -> None:
        spot = self.page.mapFromGlobal(here)
        self.area.ensureVisible(spot.x(), spot.y(), 0, 40)
