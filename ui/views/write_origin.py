# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Says above the paper which old post a draft began from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import AppError
from app.wording import t

if TYPE_CHECKING:
    from app.model import Post
    from ui.bridge import Bridge
    from ui.widgets.sentence import Sentence


class Origin(QObject):
    """The line of one paper; hidden where a draft began by itself."""

    def __init__(self, bridge: Bridge, line: Sentence) -> None:
        """Belong to the line."""
        super().__init__(line)
        self._bridge, self._line = bridge, line

    def show(self, post: str | None) -> None:
        """Tell of an old post by its id, or of none."""
        self._line.hide()
        if post:
            self._bridge.ask(lambda desk: desk.history.get(post), self._known, self._gone)

    def _known(self, post: Post) -> None:
        from ui.widgets import when

        self._line.setText(t("write.based_on", date=when.day(post.at)))
        self._line.show()

    def _gone(self, error: AppError) -> None:
        """The old post is no longer there: then there is nothing to say of it."""
        self._line.hide()
