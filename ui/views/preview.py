# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The preview: every network of a draft side by side as it would show the post; cuts are moved here, words are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.model import Event
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.views.preview_layout import PreviewLayout
from ui.views.preview_wishes import Wishes
from ui.views.write_reading import Newest
from ui.widgets.preview_facts import Preview, preview_of
from ui.widgets.preview_pictures import read_picture

if TYPE_CHECKING:
    from app.desk import Desk

LONG = 5_000
"""In characters: a longer text is first shown uncounted, and counted behind the reading of the paper."""
KEYS = {
    "Esc": "back",
    "Ctrl+Shift+E": "back",
    "Ctrl+Return": "publish",
    "Ctrl+Enter": "publish",
    "Ctrl+T": "plan_next",
    "Ctrl+Shift+T": "plan",
}
"""Taken as key presses, not as actions: the write view's actions have the same keys in the menus."""
OF_A_DRAFT = ("drafts", "forks")
HEARD = (*OF_A_DRAFT, "accounts", "people")
"""The events that may change what is shown."""


class PreviewView(PreviewLayout):
    """One draft as it will be seen.

    Signals
        view_wanted: "write", to go back to the text.
        publish_wanted, plan_wanted, plan_next_wanted: the draft's id.
        own_text_wanted: a network's id: the text of that network alone, on the paper.
        toast_wanted: a sentence, and what undoes it or None.
    """

    view_wanted = Signal(str)
    publish_wanted = Signal(str)
    plan_wanted = Signal(str)
    plan_next_wanted = Signal(str)
    own_text_wanted = Signal(str)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Build the frame; `open_draft` fills it."""
        super().__init__(parent)
        self._bridge = bridge
        self.draft = ""
        self.wishes = Wishes(bridge, self)
        self._quick = Newest(bridge, self, Lane.STORE)
        self._slow = Newest(bridge, self)
        self._quick.answered.connect(self._arrived)
        self._slow.answered.connect(self._counted)
        self._connect()

    def _connect(self) -> None:
        self.column_made.connect(self.wishes.connect_column)
        self.wishes.toast_wanted.connect(self.toast_wanted)
        self.wishes.own_text_wanted.connect(self.own_text_wanted)
        self.wishes.busy.connect(self.set_busy)
        self.wishes.fetched.connect(self.refresh)
        self.choose.clicked.connect(self.back)
        self.bar.back_wanted.connect(self.back)
        self.bar.publish_wanted.connect(self.publish)
        self.bar.plan_wanted.connect(self.plan)
        self.bar.filtered.connect(self.arrange)
        self.foot.theme_turned.connect(self._turn_theme)
        self.foot.width_turned.connect(self.arrange)
        self.foot.numbering_turned.connect(self.wishes.number_parts)
        self._bridge.announced.connect(self._heard)
        theme.signals.changed.connect(self._theme_changed)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.refresh)

    # ------------------------------------------------------------ what the window asks

    def open_draft(self, draft: str) -> None:
        """Show a draft; its text is safe in the store by then."""
        if draft != self.draft:
            self.clear()
            self.wishes.shown = Preview(draft)
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

    def plan(self) -> None:
        """Wish for a time to be picked."""
        if self.bar.plan.isEnabled():
            self.plan_wanted.emit(self.draft)

    def plan_next(self) -> None:
        """Wish for the next own time."""
        if self.bar.plan.isEnabled():
            self.plan_next_wanted.emit(self.draft)

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
        self.shown_now = self.wishes.shown = found
        looks = tuple({column.look.id: column.look for column in found.columns}.values())
        self.bar.offer(looks)
        self.foot.show_photos(found.photos)
        self.foot.show_numbering(found.has_thread, found.numbered)
        self.bar.set_sendable(any(part.text.strip() for column in found.columns for part in column.parts))
        self._stack.setCurrentIndex(0 if found.columns else 1)
        self.place(found.columns)
        self.arrange()
        self._read_pictures(found)

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
