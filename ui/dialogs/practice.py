# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The practice network's own feed: a small timeline of what was published there, on this computer only."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Event, Post
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets import when
from ui.widgets.empty import EmptyPlace
from ui.widgets.history_preview import picture_row
from ui.widgets.kinds import KindPill
from ui.widgets.plain import button, label, picture
from ui.widgets.post_text import PostText
from ui.widgets.sheet import Place, Sheet

WIDTH = 520


class PracticeSheet(Sheet):
    """Follows what is published while it is open."""

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        """Ask for the feed."""
        super().__init__(host, t("practice.title"), Place.SIDE, WIDTH)
        self._bridge = bridge
        self._page: QWidget | None = None
        self.body.addWidget(label(t("practice.words"), "small faint", wrap=True, parent=self))
        close = button(t("sheet.close"), parent=self)
        close.clicked.connect(self.close)
        self.add_button(close)
        bridge.announced.connect(self._heard)
        self._ask()

    def _ask(self) -> None:
        self._bridge.ask(lambda desk: desk.history.feed(), self._show, self._trouble, Lane.STORE)

    def _heard(self, event: Event) -> None:
        if event.what == "history":
            self._ask()

    def _show(self, posts: tuple[Post, ...]) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("m"))
        for post in posts:
            column.addWidget(self._card(post, page))
        if not posts:
            column.addWidget(EmptyPlace(t("practice.empty"), page), 1)
        else:
            column.addStretch(1)
        self._swap(page)

    def _card(self, post: Post, parent: QWidget) -> QFrame:
        made = QFrame(parent)
        theme.set_role(made, "card")
        column = QVBoxLayout(made)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(theme.px("s"))
        head = QHBoxLayout()
        head.setSpacing(theme.px("s"))
        head.addWidget(picture("school", "work", parent=made))
        name = post.deliveries[0].account if post.deliveries else t("practice.title")
        head.addWidget(label(name, "body_bold ink", parent=made))
        head.addWidget(label(when.short(post.at), "small faint", parent=made))
        head.addStretch(1)
        pill = KindPill(made)
        pill.show_kind(post.kind)
        head.addWidget(pill)
        column.addLayout(head)
        text = PostText("writing_preview", made)
        text.show_text(post.text)
        column.addWidget(text)
        if post.photos:
            column.addLayout(picture_row(post.photos, self.devicePixelRatioF()))
        return made

    def _trouble(self, error: AppError) -> None:
        self._swap(label(t(error.code, **error.facts), wrap=True))

    def _swap(self, page: QWidget) -> None:
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self.body.addWidget(page, 1)
