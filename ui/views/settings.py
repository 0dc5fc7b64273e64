# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The settings: pages at the left, one of them beside, a search over all. A change acts at once and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.model import Event
from app.settings import TABLE
from app.wording import knows, t
from ui import theme
from ui.bridge import Bridge
from ui.views.settings_pages import PAGES, Page
from ui.widgets.nav_row import NavRow
from ui.widgets.plain import button, label, rule
from ui.widgets.scrolled import scrolled
from ui.widgets.sentence import Sentence
from ui.widgets.setting_row import SettingRow, words_of

LIST_WIDTH = 213
MEASURE = 640
SEARCH_MS = 120


@dataclass(frozen=True, slots=True)
class _Built:
    """A page as it stands in the window."""

    page: Page
    nav: NavRow
    rows: tuple[SettingRow, ...]


class SettingsView(QFrame):
    """Signals
    setting_wanted: key and value; the window saves it, and changes language and look.
    action_wanted: the code of an action of the window that a page offers.
    toast_wanted: what was changed, and what undoes it.
    """

    setting_wanted = Signal(str, object)
    action_wanted = Signal(object)
    toast_wanted = Signal(str, object)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Build the list; a page is built when it is first shown."""
        super().__init__(parent)
        self._bridge = bridge
        theme.set_role(self, "paper")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._pages = QStackedWidget(self)
        self._built: dict[str, _Built] = {}
        self._nav: dict[str, NavRow] = {}
        row.addWidget(self._list())
        row.addWidget(self._pages, 1)
        self._searching = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._searching.timeout.connect(self._search)
        bridge.announced.connect(self._heard)
        self.show_page(PAGES[0].name)

    def panes(self) -> list[QWidget]:
        """Return what F6 goes through."""
        return [self._side, self._pages]

    def shown(self) -> None:
        """Put the caret into the search, as in every settings window."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Show a page by name; an unknown one shows the first."""
        page = next((page for page in PAGES if page.name == name), PAGES[0])
        if page.name not in self._built:
            self._build(page)
        self._nav[page.name].setChecked(True)
        self._pages.setCurrentIndex(list(self._built).index(page.name))

    # ------------------------------------------------------------ the list

    def _list(self) -> QFrame:
        self._side = side = QFrame(self)
        side.setFixedWidth(LIST_WIDTH)
        side.setAccessibleName(t("settings.title"))
        theme.set_role(side, "panel_left")
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 16, 14, 16)
        column.setSpacing(2)
        column.addWidget(label(t("settings.title"), "heading", parent=side))
        column.addSpacing(8)
        self.search = QLineEdit(side)
        self.search.setPlaceholderText(t("settings.search"))
        self.search.setAccessibleName(t("settings.search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda: self._searching.start())
        self.search.returnPressed.connect(self._search)
        column.addWidget(self.search)
        column.addSpacing(8)
        group = QButtonGroup(self)
        for page in PAGES:
            nav = NavRow(t(f"settings.page.{page.name}"), page.icon, parent=side)
            nav.setCheckable(True)
            nav.setProperty("page", page.name)
            group.addButton(nav)
            self._nav[page.name] = nav
            column.addWidget(nav)
        group.buttonClicked.connect(self._pressed)
        column.addStretch(1)
        return side

    @Slot(QObject)
    def _pressed(self, nav: QObject) -> None:
        self.show_page(str(nav.property("page")))

    @Slot()
    def _search(self) -> None:
        """Leave only the pages and settings that hold the words; go to the first of them."""
        wanted = self.search.text().strip().casefold()
        first = ""
        for page in PAGES:
            hits = not wanted or wanted in t(f"settings.page.{page.name}").casefold() or _holds(page, wanted)
            self._nav[page.name].setVisible(hits)
            first = first or (page.name if hits else "")
        if wanted and first:
            self.show_page(first)
        for built in self._built.values():
            some = any(row.found_by(wanted) for row in built.rows)
            for row in built.rows:
                row.setVisible(not wanted or not some or row.found_by(wanted))

    # ------------------------------------------------------------ a page

    def _build(self, page: Page) -> None:
        if page.whole and page.make is not None:
            self._pages.addWidget(page.make(self._bridge, self._pages))
            self._built[page.name] = _Built(page, self._nav[page.name], ())
            return
        inner = QWidget()
        theme.set_role(inner, "paper")
        column = QVBoxLayout(inner)
        column.setContentsMargins(28, 16, 28, 24)
        column.setSpacing(0)
        column.addWidget(label(t(f"settings.page.{page.name}"), "heading", parent=inner))
        if knows(f"settings.page.{page.name}.more"):
            column.addSpacing(4)
            column.addWidget(Sentence(t(f"settings.page.{page.name}.more"), "small", "ink_soft", inner))
        column.addSpacing(10)
        rows: list[SettingRow] = []
        for setting in page.settings():
            if rows:
                column.addWidget(rule(inner))
            row = SettingRow(setting, self._bridge.settings[setting.key], inner)
            row.chosen.connect(self._chosen)
            rows.append(row)
            column.addWidget(row)
        self._add_actions(page, inner, column)
        if page.make is not None:
            column.addWidget(page.make(self._bridge, inner), 1)
        else:
            column.addStretch(1)
        area = scrolled(inner, self._pages, clear=False)
        area.setAccessibleName(t(f"settings.page.{page.name}"))
        inner.setMaximumWidth(page.measure)
        self._pages.addWidget(area)
        self._built[page.name] = _Built(page, self._nav[page.name], tuple(rows))

    def _add_actions(self, page: Page, inner: QWidget, column: QVBoxLayout) -> None:
        for code in page.actions:
            column.addSpacing(12)
            press = button(t(f"action.{code}"), "small_button", value=code, parent=inner)
            press.chosen.connect(self.action_wanted)
            column.addWidget(press, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot(str, object)
    def _chosen(self, key: str, value: object) -> None:
        before = self._bridge.settings[key]
        self.setting_wanted.emit(key, value)
        if key != "language":  # a new window in another language says it well enough
            name, _ = words_of(next(row for row in TABLE if row.key == key))
            self.toast_wanted.emit(t("settings.changed", name=name), self._undo(key, before))

    def _undo(self, key: str, before: object) -> Callable[[], None]:
        return lambda: self.setting_wanted.emit(key, before)

    def _heard(self, event: Event) -> None:
        if event.what == "settings":
            for built in self._built.values():
                for row in built.rows:
                    if row.setting.key == event.id:
                        row.show_value(self._bridge.settings[event.id])


def _holds(page: Page, wanted: str) -> bool:
    return any(wanted in " ".join(words_of(setting)).casefold() for setting in page.settings())
