# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Opens the sheets over the window, each imported and built only when wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMainWindow, QWidget

from app.wording import t
from ui import theme
from ui.bridge import Bridge

if TYPE_CHECKING:
    from datetime import datetime

    from ui.widgets.planning import Planner


class Sheets(QObject):
    """Tells draft_wanted (a restored draft), send_wanted (draft, accounts) and look_wanted (at the remarks)."""

    draft_wanted = Signal(str)
    send_wanted = Signal(str, object)
    look_wanted = Signal()

    def __init__(self, window: QMainWindow, bridge: Bridge) -> None:
        """Cover `window` when asked."""
        super().__init__(window)
        self._window, self._bridge = window, bridge
        self._planner: Planner | None = None

    def _host(self) -> QWidget:
        return self._window.centralWidget() or self._window

    def accounts(self, back_to: str = "") -> None:
        """Show the accounts; when they close the send sheet of the draft `back_to` comes again."""
        from ui.dialogs.accounts import AccountsSheet

        sheet = AccountsSheet(self._bridge, self._host())
        if back_to:
            sheet.closed.connect(lambda: self.publish(back_to))
        sheet.appear()

    def network(self, network: str) -> None:
        """Show the accounts of one network."""
        from ui.dialogs.accounts import AccountsSheet

        AccountsSheet(self._bridge, self._host(), network).appear()

    def people(self) -> None:
        """Show the address book."""
        from ui.dialogs.people import PeopleSheet

        PeopleSheet(self._bridge, self._host()).appear()

    def trash(self) -> None:
        """Show the trash."""
        from ui.dialogs.trash import TrashSheet

        sheet = TrashSheet(self._bridge, self._host())
        sheet.restored.connect(self.draft_wanted)
        sheet.appear()

    def remarks(self) -> None:
        """Show what was fine by the writer, and the writer's own lists."""
        from ui.dialogs.remarks import RemarksSheet

        RemarksSheet(self._bridge, self._host()).appear()

    def revisions(self, draft: str) -> None:
        """Show the earlier states of a draft."""
        from ui.dialogs.revisions import RevisionsSheet

        sheet = RevisionsSheet(self._bridge, self._host(), draft)
        sheet.restored.connect(self.draft_wanted)
        sheet.appear()

    def practice(self) -> None:
        """Show the practice feed."""
        from ui.dialogs.practice import PracticeSheet

        PracticeSheet(self._bridge, self._host()).appear()

    def publish(self, draft: str) -> None:
        """Show the send sheet of a draft."""
        from ui.dialogs.send import SendSheet

        sheet = SendSheet(self._bridge, self._host(), draft)
        sheet.send_wanted.connect(lambda accounts: self.send_wanted.emit(draft, accounts))
        sheet.time_wanted.connect(lambda accounts: self.plan(draft, accounts))
        sheet.accounts_wanted.connect(lambda: self.accounts(back_to=draft))
        sheet.look_wanted.connect(self.look_wanted)
        sheet.appear()

    def move(self, deliveries: tuple[str, ...], here: datetime) -> None:
        """Ask for another time for what is planned."""
        from ui.dialogs.time import TimeSheet, of_planned

        sheet = TimeSheet(self._bridge, self._host(), lambda desk: of_planned(desk, deliveries), here)
        sheet.picked.connect(lambda wall, at: self.planner().move(deliveries, wall, at))
        sheet.appear()

    def plan(self, draft: str, accounts: tuple[str, ...] = ()) -> None:
        """Ask for a time for a draft, at these accounts or those it was meant for."""
        from ui.dialogs.time import TimeSheet, of_draft

        sheet = TimeSheet(self._bridge, self._host(), lambda desk: of_draft(desk, draft, accounts))
        sheet.picked.connect(lambda wall, at: self.planner().plan(draft, wall, at, accounts))
        sheet.appear()

    def plan_next(self, draft: str) -> None:
        """Put a draft onto the next own time."""
        self.planner().plan_next(draft)

    def planner(self) -> Planner:
        """Return what plans, made when first wanted."""
        if self._planner is None:
            from ui.widgets.planning import Planner

            self._planner = Planner(self._bridge, self)
            self._planner.toast_wanted.connect(self._bridge.toast_wanted)
        return self._planner

    def keys(self) -> None:
        """Show every key of the window and of the view."""
        from ui.widgets.sheet import Sheet

        sheet = Sheet(self._host(), t("keys.title"))
        for action in self._window.findChildren(QAction):
            if action.text() and not action.shortcut().isEmpty():
                sheet.body.addLayout(_key_row(action))
        sheet.appear()


def _key_row(action: QAction) -> QHBoxLayout:
    row = QHBoxLayout()
    name, keys = QLabel(action.text()), QLabel(action.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
    theme.set_role(name, "body")
    theme.set_role(keys, "caption")
    row.addWidget(name, 1)
    row.addWidget(keys)
    return row
