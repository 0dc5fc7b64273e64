# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The window: carries the wishes of views and sidebar to what grants them. Knows no text itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.window.drafts import DraftRows
from ui.window.frame import Frame
from ui.window.late import Late
from ui.window.leaving import Leaving
from ui.window.outgoing import Outgoing
from ui.window.places import PLACES
from ui.window.safety import Safety
from ui.window.sheets import Sheets
from ui.window.stack import call
from ui.window.undo import Undos
from ui.window.wishes import connect_wishes

if TYPE_CHECKING:
    from app.model import Event
    from ui.window.menus import Menus

WARM_UP_AFTER_MS = 250


class Window(Frame):
    """One open profile.

    Signals
        furnished: the last view stands on it, keys and menus work.
        language_wanted: fi, sv, en or "" for the system's; the caller makes a new window.
        gone: everything is saved and the window is closed.
    """

    furnished = Signal()
    language_wanted = Signal(str)
    gone = Signal()

    def __init__(self, bridge: Bridge, starter: str | None = None) -> None:
        """Build the frame; the last view follows its first picture. `starter` begins a new post with a question."""
        super().__init__(bridge)
        self._bridge = bridge
        self._starter = starter
        self.sheets = Sheets(self, bridge)
        self._undos = Undos(lambda: self.centralWidget() or self, self)
        self._menus: Menus | None = None
        self._actions: dict[str, QAction] = {}
        self._connect()
        self.painted.connect(self._furnish_soon)

    def _connect(self) -> None:
        self.sidebar.new_wanted.connect(self.new_post)
        self.sidebar.search_wanted.connect(self.search)
        self.sidebar.menu_wanted.connect(self._open_gear)
        self.sidebar.view_wanted.connect(self.show_view)
        self.sidebar.draft_wanted.connect(self.open_draft)
        self._rows = DraftRows(self.sidebar, self._bridge, self)
        self._rows.open_wanted.connect(self.open_draft)
        self._rows.new_wanted.connect(self.new_post)
        self._rows.toast_wanted.connect(self.toast)
        self.sheets.draft_wanted.connect(self.open_draft)
        self.views.made.connect(self._view_made)
        self.views.currentChanged.connect(self._undos.forget)
        self.outgoing = Outgoing(self, self._bridge, self._work)
        self.sheets.send_wanted.connect(self.outgoing.send)
        self.outgoing.history_wanted.connect(self._show_history)
        self.outgoing.practice_wanted.connect(self.sheets.practice)
        self.outgoing.published.connect(self._published)
        self.late = Late(self, self._bridge)
        self.late.draft_wanted.connect(self.open_draft)
        self.late.toast_wanted.connect(self.toast)
        self.safety = Safety(self, self._bridge)
        self.safety.show_wanted.connect(self._show_history)
        self.leaving = Leaving(self, self._bridge, self.views, self.outgoing)
        self.sheets.look_wanted.connect(self._look_at_remarks)
        self._bridge.toast_wanted.connect(self.toast)
        self._bridge.announced.connect(self._heard)
        self._bridge.ready.connect(self._ready)
        if self._bridge.is_ready:
            QTimer.singleShot(0, self, self._ready)

    @Slot()
    def _furnish_soon(self) -> None:
        QTimer.singleShot(0, self, self._furnish)

    def _furnish(self) -> None:
        """Add the view, keys and menus, once the first frame is on the screen; then the caret stands on the paper."""
        self.views.current()
        if self.focusWidget() is None:
            getattr(self.view(), "paper", self.view()).setFocus(Qt.FocusReason.OtherFocusReason)
        from ui.window import actions
        from ui.window.menus import Menus

        made = self._actions = actions.make(self)
        chosen = {key: self._bridge.settings[key] for key in ("language", "theme")}
        self._menus = Menus(self, made, chosen)
        self._menus.views = self._view_actions()
        if write := self.views.get("write"):
            self._menus.of_view = write.actions
        self._menus.setting_chosen.connect(self.set_setting)
        QTimer.singleShot(0, self, self.furnished.emit)

    def _view_actions(self) -> list[QAction]:
        made = []
        for place, _ in PLACES:
            action = QAction(t(f"view.{place.name}"), self)
            action.setShortcut(place.keys)
            action.setData(place.name)
            action.triggered.connect(self._view_action)
            self.addAction(action)
            made.append(action)
        return made

    # ------------------------------------------------------------ views

    @Slot(str)
    def show_view(self, name: str) -> QWidget:
        """Show a view by name, made when first wanted; an unknown name shows the first one."""
        return self.views.show_view(name)

    @Slot()
    def _view_action(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.show_view(str(action.data()))

    @Slot()
    def new_post(self) -> None:
        """Begin a new post."""
        call(self.views.for_a_text(), "new_draft")

    @Slot(str)
    def open_draft(self, draft: str) -> None:
        """Open a draft to write on."""
        call(self.views.for_a_text(), "open_draft", draft)

    def preview(self, draft: str) -> None:
        """Show a draft as the networks will."""
        call(self.show_view("preview"), "open_draft", draft)

    def edit_own_text(self, network: str) -> None:
        """Bring a network's own text onto the paper."""
        call(getattr(self.show_view("write"), "forking", None), "edit", network)

    @Slot()
    def search(self) -> None:
        """Go to the history's search field."""
        call(self.show_view("history"), "search_focus")

    @Slot(str, object)
    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a sentence at the foot of the window for some seconds."""
        self._undos.toast(text, undo)

    # ------------------------------------------------------------ the desk

    @Slot()
    def _ready(self) -> None:
        self.views.current()
        if self._starter is not None:
            call(self.views.for_a_text(), "new_draft", self._starter)
        else:
            call(self.views.get("write"), "open_latest")
        self.views.opened = True
        self._rows.refresh()
        self.outgoing.begin()
        self.late.look()
        self.safety.begin()
        if self._bridge.damaged_settings:
            self.toast(t("window.settings_damaged"), None)
        QTimer.singleShot(WARM_UP_AFTER_MS, self, self._warm_up)
        QTimer.singleShot(WARM_UP_AFTER_MS, self, self._settle_into_tray)

    @Slot(QWidget)
    def _view_made(self, view: QWidget) -> None:
        connect_wishes(view, self)

    @Slot()
    def _show_history(self) -> None:
        self.show_view("history")

    @Slot(str)
    def _published(self, draft: str) -> None:
        """Take a post that is out off the list of drafts (the trash keeps it 30 days), and off the paper."""
        if self.sidebar.current_draft == draft:
            call(self.views.get("write"), "new_draft")
            self.draft_opened("")
        self._bridge.ask(lambda desk: desk.drafts.remove(draft))

    @Slot()
    def _look_at_remarks(self) -> None:
        for action in self.show_view("write").actions():
            if action.shortcut().toString() == "F8":
                action.trigger()

    @Slot()
    def _warm_up(self) -> None:
        from ui.jobs import Lane

        self._bridge.ask(lambda desk: desk.reading.warm_up(), lane=Lane.READ)

    @Slot()
    def _settle_into_tray(self) -> None:
        from ui.window.tray import Tray, keep_on_top

        self.tray = Tray(self, self._bridge)
        self.tray.open_wanted.connect(partial(keep_on_top, self))
        self.tray.post_wanted.connect(partial(keep_on_top, self))
        self.tray.post_wanted.connect(self.new_post)
        self.tray.quit_wanted.connect(self.leaving.quit)
        self.leaving.stays = self.tray.may_hide
        self.tray.look()

    @Slot(object)
    def _heard(self, event: Event) -> None:
        if event.what in ("drafts", "deliveries", "history"):
            self._rows.refresh()
        elif (event.what, event.id) == ("settings", "writing_size"):
            call(self.views.get("write"), "set_text_size", self._bridge.settings["writing_size"])

    @Slot(str)
    def draft_opened(self, draft: str) -> None:
        """Mark a draft as the one to come back to."""
        self._undos.forget()
        self.sidebar.set_draft(draft)
        self._rows.refresh()
        if draft and self._bridge.settings["last_draft"] != draft:
            self._bridge.choose("last_draft", draft)

    # ------------------------------------------------------------ settings, place, end

    @Slot()
    def _open_gear(self) -> None:
        if self._menus is None:
            return
        menu = self._menus.gear()
        menu.popup(self.sidebar.gear.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    @Slot()
    def open_settings(self, page: str = "") -> None:
        """Show the settings, at a page if one is named."""
        call(self.show_view("settings"), "show_page", page) if page else self.show_view("settings")

    @Slot(object)
    def do(self, action: str) -> None:
        """Do what an action of the menus does."""
        self._actions[action].trigger()

    @Slot(str, object)
    def set_setting(self, key: str, value: object) -> None:
        """Choose a value; language and look change at once."""
        self._bridge.choose(key, value)
        if key == "language":
            self.views.flush()  # the caller makes a new window: nothing typed may stay in this one
            self.language_wanted.emit(str(value))
        elif key == "theme":
            theme.choose(str(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Watch for Alt; undo the last change where no text has the keys."""
        if self._menus is not None:
            self._menus.alt(event)
        if self._undos.pressed(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Watch for Alt."""
        if self._menus is not None:
            self._menus.alt(event)
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save first; stay open when that did not work, until asked a second time."""
        if self.leaving.may_close():
            event.accept()
            self.gone.emit()
        else:
            event.ignore()
