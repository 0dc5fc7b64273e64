# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The history as a Qt list: as many rows as were found, texts fetched page by page when a row comes into sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.model import Page, Post
from app.wording import t

PAGE = 50
KEPT_PAGES = 40
POST = Qt.ItemDataRole.UserRole
"""The role under which a row hands out its app.model.Post; None until the row is fetched."""

Index = QModelIndex | QPersistentModelIndex


class PostsModel(QAbstractListModel):
    """Rows of one search. A row asked for before it is here makes `page_wanted(offset)`, once a page.

    The scroll bar is honest from the start and 100,000 posts cost no more than the pages that were seen.
    """

    page_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._found = 0
        self._pages: dict[int, tuple[Post, ...]] = {}
        self._asked: list[int] = []
        self._unsaid: list[int] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._ask)

    def show_page(self, page: Page) -> None:
        """Begin anew with the first page of a search."""
        self.beginResetModel()
        self._found = page.found
        self._pages = {0: page.posts}
        self._asked, self._unsaid = [], []
        self.endResetModel()

    def add_page(self, offset: int, page: Page) -> None:
        """Take in a page that was asked for; the oldest pages are let go."""
        number = offset // PAGE
        if number in self._asked:
            self._asked.remove(number)
        self._pages.pop(number, None)
        self._pages[number] = page.posts
        while len(self._pages) > KEPT_PAGES:
            del self._pages[next(iter(self._pages))]
        last = min(offset + PAGE, self._found) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset), self.index(last))

    def post(self, row: int) -> Post | None:
        """Return the post of a row if it is here; otherwise ask for its page."""
        if not 0 <= row < self._found:
            return None
        page = self._pages.get(row // PAGE)
        if page is None:
            self._want(row // PAGE)
            return None
        at = row % PAGE
        return page[at] if at < len(page) else None

    def row_of(self, post: str) -> int:
        """Return the row of a fetched post, -1 if it is not among them."""
        for number, page in self._pages.items():
            for at, one in enumerate(page):
                if one.id == post:
                    return number * PAGE + at
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's signature
        """Return how many posts were found."""
        return 0 if parent.isValid() else self._found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 Qt's signature
        """Return the text, the sentence for a screen reader, or the post itself."""
        post = self.post(index.row()) if index.isValid() else None
        if role == POST:
            return post
        if role == Qt.ItemDataRole.DisplayRole:
            return post.text if post else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(post)
        return None

    @staticmethod
    def _spoken(post: Post | None) -> str:
        if post is None:
            return t("history.fetching")
        return ", ".join([t(f"kind.{post.kind.value}"), post.text, *(sent.account for sent in post.deliveries)])

    def _want(self, number: int) -> None:
        if number not in self._asked:
            self._asked.append(number)
            self._unsaid.append(number)
            self._soon.start()

    def _ask(self) -> None:
        unsaid, self._unsaid = self._unsaid, []
        for number in unsaid:
            self.page_wanted.emit(number * PAGE)
