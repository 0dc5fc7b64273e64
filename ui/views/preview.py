# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The preview: every network of a draft side by side as it would show the post; cuts are moved here, words are not."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Event
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.views.preview_wishes import Wishes
from ui.views.write_reading import Newest
from ui.widgets.empty import EmptyPlace
from ui.widgets.plain import button
from ui.widgets.preview_bar import PreviewBar, PreviewFoot
from ui.widgets.preview_card import KnownCard
from ui.widgets.preview_column import ColumnView
from ui.widgets.preview_facts import Column, Preview, preview_of
from ui.widgets.preview_pictures import read_picture
from ui.widgets.preview_shade import Shade

if TYPE_CHECKING:
    from app.desk import Desk

LONG = 5_000
"""In characters: a longer text is first shown uncounted, and counted behind the reading of the paper."""
LEAST, MOST, PHONE = 300, 420, 280
MARGIN, GAP, TOP, BAR = 33, 22, 14, 10
BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
KEYS = {"Esc": "back", "Ctrl+Shift+E": "back", "Ctrl+Return": "publish", "Ctrl+Enter": "publish"}
"""Taken as key presses, not as actions: the write view's actions have the same keys in the menus."""
OF_A_DRAFT = ("drafts", "forks")
HEARD = (*OF_A_DRAFT, "accounts", "people")
"""The events that may change what is shown."""


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


class PreviewView(QFrame):
    """One draft as it will be seen.

    Signals
        view_wanted: "write", to go back to the text.
        publish_wanted: the draft's id.
        own_text_wanted: a network's id: the text of that network alone, on the paper.
        toast_wanted: a sentence, and what undoes it or None.
    """

    view_wanted = Signal(str)
    publish_wanted = Signal(str)
    own_text_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Build the frame; `open_draft` fills it."""
        super().__init__(parent)
        theme.set_role(self, "canvas")
        self._bridge = bridge
        self.draft = ""
        self.shown_now = Preview("")
        self.shade = Shade()
        self.images: dict[str, QImage] = {}
        self.columns: dict[str, ColumnView] = {}
        self._busy = False
        self._build()
        self.wishes = Wishes(bridge, self)
        self._quick = Newest(bridge, self, Lane.STORE)
        self._slow = Newest(bridge, self)
        self._quick.answered.connect(self._arrived)
        self._slow.answered.connect(self._counted)
        self._connect()

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
        self.choose.clicked.connect(self.back)
        column = empty.layout()
        if isinstance(column, QVBoxLayout):
            column.setSpacing(theme.px("m"))
            column.insertWidget(column.count() - 1, self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        return empty

    def _connect(self) -> None:
        self.bar.back_wanted.connect(self.back)
        self.bar.publish_wanted.connect(self.publish)
        self.bar.filtered.connect(self._arrange)
        self.foot.theme_turned.connect(self._turn_theme)
        self.foot.width_turned.connect(self._arrange)
        self.foot.numbering_turned.connect(self.wishes.number_parts)
        self._bridge.announced.connect(self._heard)
        theme.signals.changed.connect(self._theme_changed)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.refresh)
        self._order_later = QTimer(self, singleShot=True, interval=0)
        self._order_later.timeout.connect(self._order_stops)

    # ------------------------------------------------------------ what the window asks

    def open_draft(self, draft: str) -> None:
        """Show a draft; its text is safe in the store by then."""
        if draft != self.draft:
            self._clear()
        self.draft = draft
        self.refresh()

    def shown(self) -> None:
        """Be the view in sight; the arrows scroll it."""
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """Return what F6 steps through."""
        return [self.bar, self._stack, self.foot]

    def back(self) -> None:
        """Go back to the text."""
        self.view_wanted.emit("write")

    def publish(self) -> None:
        """Wish for the send sheet."""
        if self.draft:
            self.publish_wanted.emit(self.draft)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the text or publish."""
        combination = event.keyCombination().toCombined() & ~Qt.KeyboardModifier.KeypadModifier.value
        calls = KEYS.get(QKeySequence(combination).toString())
        if calls is not None:
            getattr(self, calls)()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ what is shown

    def refresh(self) -> None:
        """Ask how the draft looks now."""
        draft = self.draft
        if draft:
            self._quick.ask(lambda desk: _quickly(desk, draft))

    def _heard(self, event: Event) -> None:
        mine = event.id == self.draft or event.what not in OF_A_DRAFT
        if self.draft and self.isVisible() and event.what in HEARD and mine:
            self._again.start()

    def _arrived(self, found: object) -> None:
        if not isinstance(found, Preview):
            if self.isVisible():
                self.back()
            return
        if found.draft != self.draft:
            return
        if not all(column.is_counted for column in found.columns):
            draft = self.draft
            self._slow.ask(lambda desk: preview_of(desk, draft))
            if self.columns:
                return
        self._show(found)

    def _counted(self, found: object) -> None:
        if isinstance(found, Preview) and found.draft == self.draft:
            self._show(found)

    def _show(self, found: Preview) -> None:
        self.shown_now = found
        looks = tuple({column.look.id: column.look for column in found.columns}.values())
        self.bar.offer(looks)
        self.foot.show_photos(found.photos)
        self.foot.show_numbering(found.has_thread, found.numbered)
        self.bar.publish.setEnabled(any(part.text.strip() for column in found.columns for part in column.parts))
        self._stack.setCurrentIndex(0 if found.columns else 1)
        self._place(found.columns)
        self._arrange()
        self._read_pictures(found)

    def _place(self, columns: tuple[Column, ...]) -> None:
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
        self.wishes.connect_column(view)
        view.dragged.connect(self._scroll_along)
        view.grown.connect(self._order_later.start)
        return view

    def _take(self, account: str) -> None:
        gone = self.columns.pop(account)
        self._row.removeWidget(gone)
        gone.hide()
        gone.deleteLater()

    def _clear(self) -> None:
        for account in list(self.columns):
            self._take(account)
        self.shown_now = Preview("")

    def known_card(self) -> KnownCard:
        """Return what is known of the link."""
        now = self.shown_now
        return KnownCard(now.link, now.card, now.dropped, self._busy)

    def set_busy(self, busy: bool) -> None:
        """A link's page is being read, or no longer."""
        self._busy = busy
        for view in self.columns.values():
            view.show_known(self.known_card())

    def _arrange(self, _turned: object = None) -> None:
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
            self._arrange()

    def _scroll_along(self, here: QPoint) -> None:
        spot = self.page.mapFromGlobal(here)
        self.area.ensureVisible(spot.x(), spot.y(), 0, 40)

    # ------------------------------------------------------------ pictures, theme

    def _read_pictures(self, found: Preview) -> None:
        card = (found.card.picture,) if found.card and found.card.picture else ()
        wanted = {photo.path for photo in (*found.photos, *card)}
        for path in [path for path in self.images if path not in wanted]:
            del self.images[path]
        for path in wanted - set(self.images):
            self.images[path] = QImage()
            self._bridge.ask(_picture_of(path), self._picture_read, self._not_read, Lane.READ)

    def _picture_read(self, read: tuple[str, QImage]) -> None:
        path, image = read
        if path in self.images:
            self.images[path] = image
            for view in self.columns.values():
                view.repaint_pictures()

    def _not_read(self, error: AppError) -> None:
        """A picture that can't be read stays a calm surface; the send sheet says so when it matters."""

    def _turn_theme(self, other: bool) -> None:
        self.shade.other = other
        with self.shade.on():
            self.area.setPalette(theme.palette())
            self.area.setStyleSheet(theme.style_sheet() if other else "")
        self.page.update()

    def _theme_changed(self) -> None:
        self.foot.show_theme()
        self._turn_theme(self.foot.other.isChecked())


def _quickly(desk: Desk, draft: str) -> Preview | None:
    """Return the preview, uncounted if the text is so long that counting is felt."""
    found = preview_of(desk, draft, counted=False)
    long = found is not None and any(len(part.text) > LONG for column in found.columns for part in column.parts)
    return found if found is None or long else preview_of(desk, draft)


def _picture_of(path: str) -> Callable[[Desk], tuple[str, QImage]]:
    def work(_desk: Desk) -> tuple[str, QImage]:
        return path, read_picture(path)

    return work
