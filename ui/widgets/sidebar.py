# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The sidebar: name, search, a new post, the views of today, the drafts. Receives values, tells wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.nav_row import NavRow
from ui.widgets.plain import plain_tip

if TYPE_CHECKING:
    from app.model import DraftRow
    from ui.widgets.draft_list import DraftList

ICON = 26


@dataclass(frozen=True, slots=True)
class Place:
    """A view of the window as the sidebar shows it; `keys` opens it."""

    name: str
    icon: str
    keys: str


class Sidebar(QFrame):
    """Tells what was pressed: menu_wanted is the gear, view_wanted carries a name, the last two a draft's id."""

    new_wanted = Signal()
    search_wanted = Signal()
    menu_wanted = Signal()
    view_wanted = Signal(str)
    draft_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        """Make the sidebar for these views, in the language in force."""
        super().__init__(parent)
        self._words: list[QWidget] = []
        self._rows: dict[str, NavRow] = {}
        theme.set_role(self, "side")
        self.setAccessibleName(t("sidebar.name"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 8)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addSpacing(15)
        self.new_row = NavRow(t("action.new_post"), "plus", t("sidebar.new_keys"), framed=True, parent=self)
        self.new_row.clicked.connect(self.new_wanted)
        column.addWidget(self.new_row)
        column.addSpacing(theme.px("space.m"))
        self._add_places(places, column)
        self._add_drafts(column)
        column.addLayout(self._foot())
        self.set_narrow(False)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(9)
        self._edges = [row]
        face = QLabel(self)
        face.setPixmap(theme.art("app-icon-32", ICON, self.devicePixelRatioF()))
        name = QLabel(t("app.name"), self)
        theme.set_role(name, "heading")
        self._search = self._tool("search", t("action.search"))
        self._search.clicked.connect(self.search_wanted)
        row.addWidget(face)
        row.addWidget(name, 1)
        row.addWidget(self._search)
        self._words += [name, self._search]
        return row

    def _add_places(self, places: Sequence[Place], column: QVBoxLayout) -> None:
        self._group = QButtonGroup(self)
        for place in places:
            row = NavRow(t(f"view.{place.name}"), place.icon, parent=self)
            row.setCheckable(True)
            row.setAutoExclusive(True)  # a screen reader then says that it is one of several
            row.setProperty("place", place.name)
            self._group.addButton(row)
            self._rows[place.name] = row
            column.addWidget(row)
            column.addSpacing(theme.px("space.xxs"))
        self._group.buttonClicked.connect(self._place_clicked)

    def _add_drafts(self, column: QVBoxLayout) -> None:
        column.addSpacing(16)
        title = QLabel(t("sidebar.drafts"), self)
        theme.set_role(title, "caption")
        title.setContentsMargins(10, 0, 0, 0)
        column.addWidget(title)
        column.addSpacing(5)
        self._list_place = QVBoxLayout()
        column.addLayout(self._list_place, 1)
        column.addStretch(0)
        self._title = title
        self._title.hide()  # until there is a draft
        self.current_draft = ""
        self._drafts: DraftList | None = None

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("space.s"))
        self._edges.append(row)
        self._safe_icon = QLabel(self)
        self._safe = QLabel(t("sidebar.safe"), self)
        theme.set_role(self._safe, "caption")
        gear = self._tool("settings", t("sidebar.menu"))
        gear.clicked.connect(self.menu_wanted)
        self.gear = gear
        row.addWidget(self._safe_icon)
        row.addWidget(self._safe, 1)
        row.addWidget(gear, 0, Qt.AlignmentFlag.AlignRight)
        self._words += [self._safe_icon, self._safe]
        theme.signals.changed.connect(self._recolour)
        self._recolour()
        return row

    def _tool(self, icon: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(theme.icon(icon))
        button.setIconSize(QSize(theme.px("icon"), theme.px("icon")))
        button.setAccessibleName(name)
        button.setToolTip(plain_tip(name))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.set_role(button, "icon")
        return button

    # ------------------------------------------------------------ values in

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only (below 900 px), or all."""
        self._narrow = narrow
        self.setFixedWidth(theme.px("sidebar_icons") if narrow else theme.px("sidebar") + 1)
        for widget in self._words:
            widget.setVisible(not narrow)
        self._title.setVisible(not narrow and self._drafts is not None and self._drafts.model().rowCount() > 0)
        for row in self._edges:
            row.setContentsMargins(4 if narrow else 10, 0, 0, 0)
        for button in (self.new_row, *self._rows.values()):
            button.set_narrow(narrow)

    def set_view(self, name: str) -> None:
        """Mark the view that is shown; one without a row leaves none marked."""
        self._group.setExclusive(False)
        for place, row in self._rows.items():
            row.setChecked(place == name)
        self._group.setExclusive(True)

    def set_planned(self, count: int) -> None:
        """Show beside the calendar how many posts wait for their time; nothing for none."""
        row = self._rows.get("calendar")
        if row is not None:
            row.set_hint(str(count) if count else "", t("sidebar.planned", n=count) if count else "")

    def set_drafts(self, rows: tuple[DraftRow, ...]) -> None:
        """List these drafts; the list is made with the first ones, after the first frame."""
        if self._drafts is None:
            from ui.widgets.draft_list import DraftList

            self._drafts = DraftList(self)
            self._drafts.draft_wanted.connect(self.draft_wanted)
            self._drafts.removal_wanted.connect(self.removal_wanted)
            self._drafts.set_current(self.current_draft)
            self._list_place.addWidget(self._drafts)
            self.setTabOrder(list(self._rows.values())[-1] if self._rows else self.new_row, self._drafts)
            self.setTabOrder(self._drafts, self.gear)
            self._words.append(self._drafts)
            self._drafts.setVisible(not self._narrow)
        self._drafts.set_rows(rows)
        self._title.setVisible(bool(rows) and not self._narrow)

    def set_draft(self, draft: str) -> None:
        """Mark the draft that is open."""
        self.current_draft = draft
        if self._drafts is not None:
            self._drafts.set_current(draft)

    @Slot()
    def _recolour(self) -> None:
        self._safe_icon.setPixmap(
            theme.pixmap("device-laptop", "ink_faint", theme.px("icon_small"), self.devicePixelRatioF())
        )

    @Slot(object)
    def _place_clicked(self, row: QWidget) -> None:
        self.view_wanted.emit(str(row.property("place")))
