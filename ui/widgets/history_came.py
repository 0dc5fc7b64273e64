# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What came back to a post, under it in the history: numbers, replies as plain text, answering, deleting there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model import Reply
from app.wording import t
from ui import theme
from ui.widgets import when
from ui.widgets.kinds import Look
from ui.widgets.plain import button, label, picture, plain_tip, rule

if TYPE_CHECKING:
    from app.desk.answers import Came

MOST = 20


class CameBox(QFrame):
    """Signals
    fetch_wanted: whether networks that want money are meant too.
    delete_wanted: a delivery.
    reply_wanted: a delivery and the id of somebody's reply.
    link_wanted: an address.
    """

    fetch_wanted = Signal(object)
    delete_wanted = Signal(object)
    reply_wanted = Signal(str, str)
    link_wanted = Signal(str)

    def __init__(self, came: tuple[Came, ...], looks: Mapping[str, Look], parent: QWidget | None = None) -> None:
        """Show what is known; `looks` by delivery."""
        super().__init__(parent)
        self._looks = looks
        theme.set_role(self, "card")
        self.setAccessibleName(t("answers.title"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._head(came))
        for one in came:
            if one.reads or one.deletes or one.answers is not None:
                column.addLayout(self._network(one))
        shown = [(one, reply) for one in came if one.answers is not None for reply in one.answers.replies]
        for number, (one, reply) in enumerate(shown[-MOST:]):
            if number == 0:
                column.addWidget(rule(self))
            column.addWidget(self._reply(one, reply))

    def _head(self, came: tuple[Came, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(t("answers.title"), "body_bold ink", parent=self), 1)
        if any(one.reads and one.cost is None for one in came):
            self.fetch = button(t("answers.fetch"), "small_button", "refresh", value=False, parent=self)
            self.fetch.chosen.connect(self.fetch_wanted)
            row.addWidget(self.fetch)
        return row

    def _network(self, one: Came) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        look = self._looks[one.delivery]
        row.addWidget(picture(look.icon, "ink_soft", theme.px("icon_small"), self))
        row.addWidget(label(in_words(one), "small soft_ink", wrap=True, parent=self), 1)
        if one.reads and one.cost is not None:
            cost = t(one.cost.code, **dict(one.cost.facts))
            pay = button(t("answers.fetch"), "small_button", value=True, parent=self)
            pay.setToolTip(plain_tip(cost))
            pay.setAccessibleDescription(cost)
            pay.chosen.connect(self.fetch_wanted)
            row.addWidget(pay)
        if one.deletes:
            delete = button(t("answers.delete"), "link", value=one.delivery, parent=self)
            delete.setAccessibleName(t("answers.delete_from", network=look.name))
            delete.chosen.connect(self.delete_wanted)
            row.addWidget(delete)
        return row

    def _reply(self, one: Came, reply: Reply) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        name = " ".join(filter(None, (reply.author, f"@{reply.handle.lstrip('@')}" if reply.handle else "")))
        head.addWidget(label(name, "small ink", wrap=True, parent=made), 1)
        head.addWidget(label(when.short(reply.at), "caption faint", parent=made))
        column.addLayout(head)
        column.addWidget(label(reply.text, "body soft_ink", wrap=True, parent=made))
        row = QHBoxLayout()
        answer = button(
            t("answers.reply"), "small_button", "message-circle", value=(one.delivery, reply.id), parent=made
        )
        answer.setAccessibleName(t("answers.reply_to", name=reply.author or reply.handle))
        answer.chosen.connect(self._wish_reply)
        row.addWidget(answer)
        row.addStretch(1)
        column.addLayout(row)
        return made

    def _wish_reply(self, value: object) -> None:
        if isinstance(value, tuple):
            self.reply_wanted.emit(*value)


def in_words(one: Came) -> str:
    """Return what came back in one line, and why there is nothing newer."""
    words = []
    if one.answers is not None:
        from app.desk.answers import told

        words.append(t("answers.told", what=told(one.answers), when=when.short(one.answers.at)))
    if one.code:
        words.append(t(one.code, **dict(one.facts)))
    if not words and one.cost is not None:
        words.append(t(one.cost.code, **dict(one.cost.facts)))
    return " ".join(words) or t("answers.not_asked" if one.reads else "answers.silent")
