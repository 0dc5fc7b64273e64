# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The settings' page of accounts: the networks, and beside them what one of them is about."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.widgets.account_facts import Place, Wish
from ui.widgets.account_frame import BAR
from ui.widgets.account_list import AccountList
from ui.widgets.account_side import AccountSide
from ui.widgets.plain import IconLabel, icon_button, label
from ui.widgets.scrolled import scrolled
from ui.widgets.sentence import Sentence

SIDE = 336
LIST_LEAST = 400
"""Narrower than both together, the side takes the whole page."""


class AccountsPage(QWidget):
    """List and side; the side is there while a network is open. Esc closes it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Show the list."""
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list = AccountList(bridge, self)
        self.side = AccountSide(bridge, self)
        self._main = scrolled(self._page(), self, clear=False)
        self._panel = self._made_panel()
        self._panel.hide()
        row.addWidget(self._main, 1)
        row.addWidget(self._panel)
        self.list.wished.connect(self._open)
        self.list.known.connect(self._known)
        self.side.linking.connect(self._linking)
        self.side.left.connect(self.close_side)
        self.side.keys_changed.connect(self.list.refresh)

    def _page(self) -> QWidget:
        page = QWidget()
        theme.set_role(page, "paper")
        column = QVBoxLayout(page)
        column.setContentsMargins(22, 16, 22, 18)
        column.setSpacing(0)
        inset = QVBoxLayout()
        inset.setContentsMargins(0, 0, 0, 0)
        inset.setSpacing(4)
        inset.addWidget(label(t("accounts.title"), "heading", parent=page))
        inset.addWidget(Sentence(t("accounts.intro"), "small", "ink_soft", page))
        column.addLayout(inset)
        column.addSpacing(14)
        column.addWidget(self.list, 1)
        return page

    def _made_panel(self) -> QFrame:
        panel = QFrame(self)
        theme.set_role(panel, "panel")
        panel.setAccessibleName(t("accounts.title"))
        column = QVBoxLayout(panel)
        column.setContentsMargins(22, 14, 22 - BAR, 16)
        column.setSpacing(theme.px("m"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, BAR, 0)
        row.setSpacing(10)
        self._icon = IconLabel("plug-connected", "ink", 22, panel)
        self._title = label("", "heading", wrap=True, parent=panel)
        self.close_button = icon_button("x", t("sheet.close"), panel)
        self.close_button.clicked.connect(self.close_side)
        row.addWidget(self._icon)
        row.addWidget(self._title, 1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        theme.set_role(self.side, "clear")
        column.addWidget(self.side, 1)
        self.side.titled.connect(self._named)
        return panel

    def close_side(self) -> None:
        """Show the list alone; a linking that waits ends at once."""
        network = self.side.network
        self.side.close_page()
        self._panel.hide()
        self._main.show()
        self.list.mark("")
        QTimer.singleShot(0, self.list, lambda: self.list.focus_row(network))

    def _open(self, place: Place, wish: Wish) -> None:
        self.side.close_page()
        self._panel.show()
        self._fit()
        self.side.open(place, wish, self.list.keys)
        self.list.mark(place.look.id)

    def _known(self, places: tuple[Place, ...]) -> None:
        self.side.refresh(places, self.list.keys)

    def _linking(self, network: str) -> None:
        self.list.mark(self.side.network, linking=bool(network))

    def _named(self, icon: str, title: str) -> None:
        self._icon.set_icon(icon, "ink")
        self._title.setText(title)
        self._panel.setAccessibleName(title)

    def _fit(self) -> None:
        """Give the side its width, or the whole page where both don't fit."""
        if self._panel.isHidden():
            return
        narrow = self.width() < SIDE + LIST_LEAST
        self._main.setVisible(not narrow)
        self._panel.setMinimumWidth(0 if narrow else SIDE)
        self._panel.setMaximumWidth(16_777_215 if narrow else SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the side anew."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the side on Esc."""
        if event.key() == Qt.Key.Key_Escape and not self._panel.isHidden():
            self.close_side()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving means it: what was to be removed goes."""
        self.side.close_page()
        super().closeEvent(event)
