# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The right half of the history: one post, its pictures, where and when it went, and using it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QGuiApplication, QImageReader, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model import Photo, Post, Sent, Way
from app.wording import t
from ui import theme
from ui.widgets import when
from ui.widgets.history_came import CameBox
from ui.widgets.kinds import KindPill, Looks
from ui.widgets.plain import button, icon_button, label, picture, plain_tip, rule
from ui.widgets.post_text import PostText
from ui.widgets.scrolled import scrolled

if TYPE_CHECKING:
    from app.desk.answers import Came

THUMB = QSize(92, 62)
COPIED_MS = 2000


def openable(url: str) -> bool:
    """Whether a link may go to the browser: https only, with a host."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    return parsed.isValid() and parsed.scheme() == "https" and bool(parsed.host())


def in_full(url: str) -> str:
    """Return an address as it goes out, every letter of it plain: a name that only looks like another shows itself."""
    return bytes(QUrl(url).toEncoded().data()).decode("ascii", "replace")


def thumbnail(path: str, size: QSize, dpr: float) -> QPixmap | None:
    """Return a picture scaled while it is read (a large one is never held whole), None if it can't be read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isValid():
        reader.setScaledSize(full.scaled(size * dpr, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(dpr)
    return made


def picture_row(photos: tuple[Photo, ...], dpr: float) -> QHBoxLayout:
    """Return small pictures side by side; one that is gone says so, alt texts are names and tooltips."""
    row = QHBoxLayout()
    for photo in photos:
        shown = label("", "caption faint", wrap=True)
        thumb = thumbnail(photo.path, THUMB, dpr)
        if thumb is None:
            shown.setText(t("history.photo_gone"))
        else:
            shown.setPixmap(thumb)
        shown.setFixedSize(THUMB)
        shown.setAccessibleName(photo.alt or t("history.photo"))
        shown.setToolTip(plain_tip(photo.alt))
        row.addWidget(shown)
    row.addStretch(1)
    return row


class PostPreview(QWidget):
    """Shows one post; wishes go out as signals."""

    base_wanted = Signal(str)
    go_on_wanted = Signal(str)
    link_wanted = Signal(str)
    fetch_wanted = Signal(str, bool)
    delete_wanted = Signal(object)
    reply_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing to show."""
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(t("history.preview"))
        self.looks = Looks()
        self._post: Post | None = None
        self._came: CameBox | None = None
        self._known_came: tuple[str, tuple[Came, ...]] = ("", ())
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 16, 26, 18)
        column.setSpacing(theme.px("m"))
        column.addLayout(self._head())
        column.addWidget(self._page(), 1)
        column.addLayout(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.kind = KindPill(self)
        self.copy = icon_button("copy", t("history.copy"), self)
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.kind)
        row.addStretch(1)
        row.addWidget(self.copy)
        return row

    def _page(self) -> QWidget:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px("l"))
        self.text = PostText("writing", inner)
        self.text.setAccessibleName(t("history.text"))
        self._column.addWidget(self.text)
        self._below = QWidget(inner)
        self._column.addWidget(self._below)
        self._column.addStretch(1)
        return scrolled(inner, self)

    def _foot(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px("s"))
        row = QHBoxLayout()
        column.addLayout(row)
        self.base = button(t("history.use"), "primary", "refresh", parent=self)
        self.base.clicked.connect(self._wish_base)
        row.addWidget(self.base)
        self.go_on = button(t("history.go_on"), icon="message-circle", parent=self)
        self.go_on.clicked.connect(self._wish_to_go_on)
        row.addWidget(self.go_on)
        row.addStretch(1)
        note = self.note = label(t("history.original_stays"), "caption faint", wrap=True, parent=self)
        column.addWidget(note)
        return column

    def set_looks(self, known: Looks) -> None:
        """Take the networks' names and icons; the post that is shown takes them too."""
        self.looks = known
        self.show_post(self._post)

    def show_post(self, post: Post | None) -> None:
        """Show a post, or nothing."""
        self._post = post
        for widget in (self.kind, self.copy, self.base, self.go_on, self.note, self.text, self._below):
            widget.setVisible(post is not None)
        if post is None:
            return
        self.kind.show_kind(post.kind)
        self.text.show_text(post.text, post.hits)
        below = self._details(post)
        self._column.replaceWidget(self._below, below)
        self._below.hide()
        self._below.deleteLater()
        self._below = below
        if self._known_came[0] == post.id:
            self.show_came(*self._known_came)  # the same post anew: what is known of it stays in sight

    def _details(self, post: Post) -> QWidget:
        made = QWidget()
        theme.set_role(made, "clear")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("l"))
        if post.photos:
            column.addLayout(picture_row(post.photos, self.devicePixelRatioF()))
        frame = QFrame(made)
        theme.set_role(frame, "card")
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(1, 1, 1, 1)
        rows.setSpacing(0)
        for number, sent in enumerate(post.deliveries):
            if number:
                rows.addWidget(rule(frame))
            rows.addLayout(self._sent(sent, frame))
        frame.setVisible(bool(post.deliveries))
        column.addWidget(frame)
        self._came_place = QVBoxLayout()
        self._came = None
        column.addLayout(self._came_place)
        return made

    def show_came(self, post: str, came: tuple[Came, ...]) -> None:
        """Show what came back to the post, if it is still the one in sight and anything can be told of it."""
        if self._post is None or self._post.id != post or (self._came and self._known_came == (post, came)):
            return
        self._known_came = (post, came)
        if self._came is not None:
            self._came.hide()
            self._came.deleteLater()
            self._came = None
        if any(one.reads or one.deletes or one.answers is not None for one in came):
            networks = {one.delivery: one.network for one in self._post.deliveries}
            known = {one.delivery: self.looks.of(networks.get(one.delivery, "")) for one in came}
            box = self._came = CameBox(came, known, self._below)
            box.fetch_wanted.connect(self._wish_fetch)
            box.delete_wanted.connect(self.delete_wanted)
            box.reply_wanted.connect(self.reply_wanted)
            self._came_place.addWidget(box)

    def _wish_fetch(self, paid: object) -> None:
        if self._post is not None:
            self.fetch_wanted.emit(self._post.id, bool(paid))

    def _sent(self, sent: Sent, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(theme.px("m"))
        row.addWidget(picture(self.looks.of(sent.network).icon, "ink", parent=parent))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(when.full(sent.at), "body ink", parent=parent))
        if sent.deleted_at is not None:
            gone = t("answers.deleted", when=when.full(sent.deleted_at))
            words.addWidget(label(gone, "small faint", wrap=True, parent=parent))
        who = t(f"history.by.{sent.way.value}")
        account = sent.account if sent.way is Way.DIRECT else ""
        words.addWidget(label(", ".join(filter(None, (account, who))), "small faint", wrap=True, parent=parent))
        row.addLayout(words, 1)
        if openable(sent.url) and sent.deleted_at is None:
            link = icon_button("external-link", t("history.open_on", network=self.looks.of(sent.network).name), parent)
            link.setIcon(theme.icon("external-link", "accent"))
            link.setToolTip(plain_tip(f"{link.accessibleName()}\n{in_full(sent.url)}"))
            link.setAccessibleDescription(in_full(sent.url))
            link.setProperty("url", sent.url)
            link.clicked.connect(self._wish_link)
            row.addWidget(link)
        return row

    def _wish_link(self) -> None:
        self.link_wanted.emit(str(self.sender().property("url")))

    def _wish_base(self) -> None:
        if self._post is not None:
            self.base_wanted.emit(self._post.id)

    def _wish_to_go_on(self) -> None:
        if self._post is not None:
            self.go_on_wanted.emit(self._post.id)

    def _copy(self) -> None:
        if self._post is not None:
            QGuiApplication.clipboard().setText(self._post.text)
            self.copy.setToolTip(t("history.copied"))
