# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The history: search as one types, what was published newest first, one post beside it, what still waits on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.model import Draft, Event, Page
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.models.posts import PAGE, POST, PostsModel
from ui.views.history_came import Coming
from ui.views.history_waits import Waits
from ui.widgets.empty import EmptyPlace
from ui.widgets.flow import FlowLayout
from ui.widgets.history_filter import NetworkFilter
from ui.widgets.history_preview import PostPreview, openable
from ui.widgets.history_row import PostDelegate
from ui.widgets.history_search import SearchField
from ui.widgets.kinds import PRACTICE, Looks, looks
from ui.widgets.plain import button

if TYPE_CHECKING:
    from app.desk import Desk

Found = tuple[int, int, Page | None]


class HistoryView(QWidget):
    """Words are looked for on the reading lane; only the newest question is answered."""

    draft_wanted = Signal(str)
    trash_wanted = Signal()
    practice_wanted = Signal()
    hand_over_wanted = Signal(str)
    send_due_wanted = Signal()
    network_wanted = Signal(str)
    view_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Build the view; it fills itself when the desk is open."""
        super().__init__(parent)
        self._bridge = bridge
        self._revision = [0]
        self.posts = PostsModel(self)
        self.posts.page_wanted.connect(self._fetch)
        self.preview = PostPreview(self)
        self.preview.base_wanted.connect(self._use)
        self.preview.go_on_wanted.connect(self._go_on)
        self.preview.link_wanted.connect(self._open_link)
        self.coming = Coming(bridge, self.preview)
        self.coming.draft_wanted.connect(self.draft_wanted)
        self.coming.toast_wanted.connect(self.toast_wanted)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(1)
        halves.addWidget(self._left())
        halves.addWidget(self.preview)
        halves.setSizes([520, 540])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(halves)
        bridge.announced.connect(self._heard)
        self.preview.show_post(None)
        bridge.ask(looks, self._know, lane=Lane.STORE)
        self.refresh()

    # ------------------------------------------------------------ building

    def _left(self) -> QWidget:
        left = QWidget(self)
        left.setMinimumWidth(280)
        theme.set_role(left, "paper")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(22, 18, 14, 8)
        column.setSpacing(10)
        self.search = SearchField(left)
        self.search.textChanged.connect(self._look)
        self.search.down_pressed.connect(self._into_list)
        column.addWidget(self.search)
        column.addLayout(self._filters())
        self.waits = Waits(self._bridge, left)
        self.waits.grown.connect(self._place_waiting)
        self.waits.calendar_wanted.connect(lambda: self.view_wanted.emit("calendar"))
        answering = self.waits.answering
        for wish in ("network_wanted", "draft_wanted", "hand_over_wanted", "send_due_wanted"):
            getattr(answering, wish).connect(getattr(self, wish))
        answering.settled.connect(self.refresh)
        answering.failed.connect(self._not_done)
        column.addWidget(self.waits)
        self._stack = QStackedWidget(left)
        self._stack.addWidget(self._list())
        self.empty = EmptyPlace(parent=self)
        self._stack.addWidget(self.empty)
        column.addWidget(self._stack, 1)
        return left

    def _filters(self) -> FlowLayout:
        row = FlowLayout(gap=theme.px("s"))
        self.network = NetworkFilter(self)
        self.network.chosen.connect(self._look)
        self.practice = button(t("history.practice"), "link", parent=self)
        self.practice.clicked.connect(self.practice_wanted)
        self.practice.hide()
        trash = button(t("history.trash"), "link", "trash", parent=self)
        trash.clicked.connect(self.trash_wanted)
        row.addWidget(self.network)
        row.addWidget(self.practice)
        row.addWidget(trash)
        return row

    def _list(self) -> QListView:
        self.list = QListView(self)
        self.list.setModel(self.posts)
        self.delegate = PostDelegate(POST, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(t("history.list"))
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.activated.connect(self._to_preview)
        self.list.installEventFilter(self)
        self.posts.dataChanged.connect(self._show_current)
        return self.list

    # ------------------------------------------------------------ what the window may ask

    def search_focus(self) -> None:
        """Put the caret into the search field, its words selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def shown(self) -> None:
        """The view came to the front: look again, and let keys search."""
        self.refresh()
        self.search.setFocus()
        self.coming.look_around()

    def panes(self) -> list[QWidget]:
        """Return the stops of F6."""
        return [self.search, self.list, self.preview.text]

    def refresh(self) -> None:
        """Ask anew for the posts and for what waits."""
        self._look()
        self.waits.refresh()

    # ------------------------------------------------------------ searching

    def _look(self) -> None:
        self._revision[0] += 1
        self._place_waiting()
        self._ask_page(0)

    def _fetch(self, offset: int) -> None:
        self._ask_page(offset)

    def _ask_page(self, offset: int) -> None:
        newest, mine = self._revision, self._revision[0]
        words, network = self.search.text(), self.network.network

        def work(desk: Desk) -> Found:
            if newest[0] != mine:
                return mine, offset, None
            return mine, offset, desk.history.search(words, network, PAGE, offset)

        lane = Lane.READ if words.strip() else Lane.STORE  # without words no language has to be there first
        self._bridge.ask(work, self._arrived, lane=lane)

    def _arrived(self, found: Found) -> None:
        revision, offset, page = found
        if page is None or revision != self._revision[0]:
            return
        if offset:
            self.posts.add_page(offset, page)
            return
        before = self.list.currentIndex().data(POST)
        self.posts.show_page(page)
        self._count(page)
        if page.found:
            row = self.posts.row_of(before.id) if before is not None else 0
            self.list.setCurrentIndex(self.posts.index(max(row, 0)))
        else:
            self.preview.show_post(None)

    def _count(self, page: Page) -> None:
        words = self.search.text().strip()
        searching = bool(words or self.network.network)
        hits = t("history.hits", n=page.found, total=page.total)
        count = hits if searching else t("history.posts", n=page.total)
        self.search.show_count(count if page.total else "", bool(words))
        self._stack.setCurrentIndex(0 if page.found else 1)
        if not page.found:
            self.empty.say(_nothing(words, self.network.network))

    # ------------------------------------------------------------ one post

    def _show_current(self, _index: QModelIndex | None = None) -> None:
        post = self.posts.post(self.list.currentIndex().row())
        if post is not None:
            self.preview.show_post(post)
            self.coming.show_post(post.id)

    def _use(self, post: str) -> None:
        self._bridge.ask(lambda desk: desk.history.as_base(post), self._based, lane=Lane.STORE)

    def _go_on(self, post: str) -> None:
        self._bridge.ask(lambda desk: desk.history.as_reply(post), self._based, lane=Lane.STORE)

    def _based(self, draft: Draft) -> None:
        self.draft_wanted.emit(draft.id)

    def _open_link(self, url: str) -> None:
        if openable(url):
            QDesktopServices.openUrl(QUrl(url))

    def _to_preview(self, _index: QModelIndex) -> None:
        self.preview.base.setFocus(Qt.FocusReason.OtherFocusReason)

    def _into_list(self) -> None:
        if self.posts.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.list.currentIndex(), flag)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back up to the search field from the first row."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
                self.search.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.search_focus()
                return True
        return False

    # ------------------------------------------------------------ what waits

    def _place_waiting(self) -> None:
        """Show what waits above the list, at most 40 % of the height; a search has the room for itself."""
        self.waits.place(not self.search.text(), self.height() * 2 // 5)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what waits its share of the new height."""
        super().resizeEvent(event)
        self._place_waiting()

    def _not_done(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)
        self.refresh()

    # ------------------------------------------------------------ networks and news

    def _know(self, known: Looks) -> None:
        self.delegate.looks = self.waits.rows.looks = known
        self.preview.set_looks(known)
        self.network.offer(known.known)
        self.practice.setVisible(any(look.id == PRACTICE for look in known.known))
        self.list.viewport().update()

    def _heard(self, event: Event) -> None:
        if event.what in ("history", "deliveries"):
            self.refresh()


def _nothing(words: str, network: str) -> str:
    if words:
        return t("history.not_found", words=words)
    return t("history.not_found_network" if network else "history.empty")
