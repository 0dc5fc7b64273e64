# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The by-hand card: a small window that stays on top while the writer pastes, adds the picture and presses publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError
from app.model import Delivery
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.drag_picture import DragPicture
from ui.widgets.flow import FlowLayout
from ui.widgets.kinds import Looks
from ui.widgets.plain import button, label, picture
from ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from app.desk.sending import HandOver

WIDTH = 380
EDGE = 24
FRAME = 32
Opener = Callable[[QUrl], object]


class ByHandCard(QWidget):
    """Modeless and freed on close; closing it without an answer leaves the delivery waiting in the history.

    `answered(draft, True)` once the writer said it is out and the history has it, with False when put back.
    """

    answered = Signal(str, bool)

    def __init__(
        self,
        bridge: Bridge,
        parent: QWidget,
        handed: HandOver,
        looks: Looks,
        opener: Opener = QDesktopServices.openUrl,
    ) -> None:
        """Show one delivery; `opener` opens the compose page (and a picture's folder)."""
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.delivery = handed.delivery.id
        self._bridge, self._handed, self._opener = bridge, handed, opener
        look = looks.of(handed.delivery.account.network)
        self.setWindowTitle(t("by_hand.title", network=look.name))
        theme.set_role(self, "by_hand")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(theme.px("m"))
        head = QHBoxLayout()
        head.addWidget(picture(look.icon, "ink", parent=self))
        head.addWidget(label(self.windowTitle(), "heading", parent=self), 1)
        column.addLayout(head)
        if handed.delivery.message:  # why by hand, where it was to go directly
            why = t(handed.delivery.message, **dict(handed.delivery.facts))
            column.addWidget(label(why, "small ink", wrap=True, parent=self))
        column.addLayout(self._paste())
        if handed.photos:
            column.addLayout(self._pictures())
        column.addLayout(self._press())
        column.addLayout(self._answers())
        self.setFixedWidth(WIDTH)
        self._column = column

    # ------------------------------------------------------------ building

    def _step(self, number: int, words: str) -> tuple[QHBoxLayout, QVBoxLayout]:
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        dot = label(str(number), "caption step", parent=self)
        dot.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addWidget(label(words, "body_bold ink", wrap=True, parent=self))
        row.addLayout(column, 1)
        return row, column

    def _paste(self) -> QHBoxLayout:
        row, column = self._step(1, t("by_hand.paste"))
        self.copied = label("", "small calm", parent=self)
        column.addWidget(self.copied)
        holder = QWidget(self)
        flow = FlowLayout(holder)
        whole = len(self._handed.texts)
        self.copies = []
        for number in range(whole):
            words = t("by_hand.copy_part", part=number + 1, parts=whole) if whole > 1 else t("by_hand.copy_again")
            press = button(words, "small_button", "copy", value=number, parent=holder)
            press.chosen.connect(self.copy)
            flow.addWidget(press)
            self.copies.append(press)
        self.page = button(t("by_hand.open_page"), "small_button", "external-link", parent=holder)
        self.page.clicked.connect(self.open_page)
        self.page.setVisible(bool(self._handed.url))
        flow.addWidget(self.page)
        column.addWidget(holder)
        self.trouble = Sentence("", "small", "brow", self)
        self.trouble.hide()
        column.addWidget(self.trouble)
        return row

    def _pictures(self) -> QHBoxLayout:
        row, column = self._step(2, t("by_hand.drag"))
        holder = QWidget(self)
        flow = FlowLayout(holder)
        self.pictures, self.alts = [], []
        for photo in self._handed.photos:
            shown = DragPicture(photo, holder)
            flow.addWidget(shown)
            self.pictures.append(shown)
            if photo.alt:
                alt = button(t("by_hand.copy_alt"), "link", "copy", value=photo.alt, parent=holder)
                alt.chosen.connect(self.copy_alt)
                flow.addWidget(alt)
                self.alts.append(alt)
        folder = button(t("by_hand.folder"), "link", "folder", parent=holder)
        folder.clicked.connect(self._open_folder)
        flow.addWidget(folder)
        column.addWidget(holder)
        return row

    def _press(self) -> QHBoxLayout:
        row, column = self._step(3 if self._handed.photos else 2, t("by_hand.press"))
        self.link = QLineEdit(self)
        self.link.setAccessibleName(t("by_hand.link"))
        self.link.setPlaceholderText(t("by_hand.link"))
        column.addWidget(self.link)
        return row

    def _answers(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(t("by_hand.question"), "body_bold ink", parent=self), 1)
        self.not_done = button(t("by_hand.unfinished"), parent=self)
        self.not_done.clicked.connect(self._put_back)
        self.done = button(t("by_hand.published"), "primary", "check", parent=self)
        self.done.clicked.connect(self._confirm)
        row.addWidget(self.not_done)
        row.addWidget(self.done)
        return row

    # ------------------------------------------------------------ doing

    def appear(self) -> None:
        """Copy the text, open the page, and come up in the corner of the screen."""
        self.copy(0)
        self._fit()
        self._into_corner()
        self.show()
        self.open_page()
        if self._handed.opens_folder:
            self._open_folder()
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Be as high as the steps are at this width (buttons of a long thread go on several lines)."""
        self._column.activate()
        self.setFixedHeight(self._column.totalHeightForWidth(WIDTH))

    def _into_corner(self) -> None:
        """Stand in the lower right corner of the screen, whole."""
        screen = (self.parentWidget() or self).screen().availableGeometry()
        frame = self.frameGeometry().height() - self.geometry().height()
        down = screen.bottom() - self.height() - max(frame, FRAME) - EDGE
        self.move(screen.right() - self.width() - EDGE, max(screen.top(), down))

    def come_forward(self) -> None:
        """Be seen again."""
        self.show()
        self.raise_()
        self.activateWindow()

    def copy(self, part: int) -> None:
        """Put the text, or one part of a thread, on the clipboard and say so."""
        if not self._handed.texts:
            return
        QGuiApplication.clipboard().setText(self._handed.texts[part])
        whole = len(self._handed.texts)
        words = t("by_hand.copied_part", part=part + 1, parts=whole) if whole > 1 else t("by_hand.copied")
        self.copied.setText(words)
        following = self.copies[part + 1] if part + 1 < whole else self.done
        if self.isVisible():
            following.setFocus(Qt.FocusReason.OtherFocusReason)

    def copy_alt(self, words: str) -> None:
        """Put a picture's description on the clipboard: the network has a place for it beside the picture."""
        QGuiApplication.clipboard().setText(words)
        self.copied.setText(t("by_hand.copied_alt"))

    def open_page(self) -> None:
        """Open the network's own page in the browser; if that does not work, say where it is."""
        url = QUrl(self._handed.url)
        if self._handed.url and url.scheme() in ("https", "http") and self._opener(url) is False:
            self._say(t("by_hand.no_browser", url=f"{url.scheme()}://{url.host()}{url.path()}"))

    def _open_folder(self) -> None:
        self._opener(QUrl.fromLocalFile(self._handed.folder))

    def _confirm(self) -> None:
        link = self.link.text().strip()
        if link and QUrl(link).scheme() not in ("https", "http"):
            self._say(t("by_hand.bad_link"))
            self.link.setFocus()
            return
        delivery = self.delivery
        self.done.setEnabled(False)
        self._bridge.ask(lambda desk: desk.sending.confirm(delivery, link), self._confirmed, self._failed, Lane.STORE)

    def _confirmed(self, _delivery: Delivery) -> None:
        self.answered.emit(self._handed.delivery.draft, True)
        self.close()

    def _put_back(self) -> None:
        delivery = self.delivery
        self._bridge.ask(lambda desk: desk.sending.put_back(delivery), self._is_back, self._failed, Lane.STORE)

    def _is_back(self, _nothing: object) -> None:
        self.answered.emit(self._handed.delivery.draft, False)
        self.close()

    def _failed(self, error: AppError) -> None:
        self.done.setEnabled(True)
        self._say(t(error.code, **error.facts))

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        self._fit()
        if self.frameGeometry().bottom() > self.screen().availableGeometry().bottom():
            self._into_corner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc, confirm on Ctrl+Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._confirm()
        else:
            super().keyPressEvent(event)
