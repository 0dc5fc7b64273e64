# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The views of one window, each made when first wanted; one of them is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui import theme
from ui.bridge import Bridge
from ui.widgets.sidebar import Sidebar
from ui.window.places import BENEATH, PLACES, Maker


class Views(QStackedWidget):
    """`opened`: the views made so far got their last draft; one made later gets it by itself.

    Signals
        made: a view was made; nobody has connected its wishes yet.
    """

    made = Signal(QWidget)

    def __init__(self, bridge: Bridge, parent: QWidget, sidebar: Sidebar) -> None:
        """Make no view yet; `sidebar` marks the one that is shown."""
        super().__init__(parent)
        self._bridge, self._sidebar = bridge, sidebar
        self._made: dict[str, QWidget] = {}
        self.opened = False
        theme.set_role(self, "paper")

    def get(self, name: str) -> QWidget | None:
        """Return a view that was made already."""
        return self._made.get(name)

    def names(self) -> list[str]:
        """Return the names of the views made so far."""
        return list(self._made)

    def current(self) -> QWidget:
        """Return the view that is shown; the last one used, if none was yet."""
        if not self._made:
            self.show_view(str(self._bridge.settings["last_view"]))
        return self.currentWidget() or self

    def show_view(self, name: str) -> QWidget:
        """Show a view by name, made when first wanted; an unknown name shows the first one."""
        makers = {place.name: make for place, make in PLACES} | {one: make for one, (_, make) in BENEATH.items()}
        if name not in makers:
            name = PLACES[0][0].name
        late = name not in self._made and self.opened
        if name not in self._made:
            self._make(name, makers[name])
        before, view = self.currentWidget(), self._made[name]
        if before is not None and before is not view:
            call(before, "flush")
        self.setCurrentWidget(view)
        row = BENEATH[name][0] if name in BENEATH else name
        self._sidebar.set_view(row)
        if before is not view and hasattr(view, "paper"):
            view.paper.setFocus(Qt.FocusReason.OtherFocusReason)
        call(view, "shown")
        if self._bridge.is_ready and self._bridge.settings["last_view"] != row:
            self._bridge.choose("last_view", row)
        if late:
            call(view, "open_latest")  # a view made after the others got theirs
        return view

    def for_a_text(self) -> QWidget:
        """Show the write view for a text that follows at once: the last draft is not opened on it."""
        opened, self.opened = self.opened, False
        view = self.show_view("write")
        self.opened = opened
        return view

    def flush(self) -> None:
        """Hand everything unsaved to the store."""
        for view in self._made.values():
            call(view, "flush")

    def unsaved(self) -> bool:
        """Tell whether a view still holds what could not be saved."""
        return any(call(view, "unsaved") for view in self._made.values())

    def _make(self, name: str, make: Maker) -> None:
        view = make(self._bridge, self)
        self._made[name] = view
        self.addWidget(view)
        self.made.emit(view)


def call(view: object, name: str, *values: object) -> object:
    """Call what a view offers; views need not offer everything."""
    method = getattr(view, name, None)
    return method(*values) if method is not None else None
