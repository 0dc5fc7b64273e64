# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the history asks of the networks: what came back, deleting with some seconds to change one's mind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from app.model import Draft, Event
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.history_preview import PostPreview

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.answers import Came

UNDO_MS = 8_000


class Coming(QObject):
    """Signals
    draft_wanted: a draft to write on.
    toast_wanted: words, and what undoes it or None.
    """

    draft_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, preview: PostPreview) -> None:
        """Serve one preview."""
        super().__init__(preview)
        self._bridge, self._preview = bridge, preview
        self._post = ""
        self._going = ""
        self._pause = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._pause.timeout.connect(self._delete)
        preview.fetch_wanted.connect(self.fetch)
        preview.delete_wanted.connect(self.delete)
        preview.reply_wanted.connect(self.reply)
        bridge.announced.connect(self._heard)

    def show_post(self, post: str) -> None:
        """Show what is known of a post; no network is asked."""
        self._post = post
        self._bridge.ask(lambda desk: (post, desk.answers.of(post)), self._show, self._let_be, Lane.STORE)

    def look_around(self) -> None:
        """Ask for the newest posts, if the writer wants that."""
        if self._bridge.settings["fetch_answers"]:
            self._bridge.ask(lambda desk: desk.answers.fetch_calmly(), None, self._let_be, Lane.SEND)

    def fetch(self, post: str, paid: bool) -> None:
        """Ask the networks now."""
        self._bridge.ask(lambda desk: (post, desk.answers.fetch(post, paid)), self._show, self._failed, Lane.SEND)

    def delete(self, delivery: str) -> None:
        """Delete a post from its network, unless that is undone within eight seconds."""
        if self._going:
            self._delete()
        self._going = delivery
        self._pause.start()
        self.toast_wanted.emit(t("answers.deleting"), self._keep)

    def reply(self, delivery: str, reply: str) -> None:
        """Begin an answer to somebody's reply."""
        self._bridge.ask(lambda desk: desk.answers.reply(delivery, reply), self._replying, self._failed, Lane.STORE)

    def _replying(self, draft: Draft) -> None:
        self.draft_wanted.emit(draft.id)

    def _keep(self) -> None:
        self._pause.stop()
        self._going = ""

    def _delete(self) -> None:
        going, self._going = self._going, ""
        self._pause.stop()
        if going:
            self._bridge.ask(_deleting(going), self._deleted, self._failed, Lane.SEND)

    def _deleted(self, _done: None) -> None:
        self.toast_wanted.emit(t("answers.is_deleted"), None)

    def _show(self, answer: tuple[str, tuple[Came, ...]]) -> None:
        self._preview.show_came(*answer)

    def _heard(self, event: Event) -> None:
        if event.what == "answers" and self._post:
            self.show_post(self._post)

    def _failed(self, error: AppError) -> None:
        self.toast_wanted.emit(t(error.code, **error.facts), None)

    def _let_be(self, error: AppError) -> None:
        """What can't be known now is not told: nobody asked."""


def _deleting(delivery: str) -> Callable[[Desk], None]:
    return lambda desk: desk.answers.delete(delivery)
