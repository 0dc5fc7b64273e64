# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""How the frame looks: sidebar wide, narrow or away, focus mode, text size, going from pane to pane."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui import theme
from ui.bridge import Bridge
from ui.widgets.sidebar import Sidebar

NARROW = 900


class Framed(Protocol):
    """What the frame needs to know of its window."""

    sidebar: Sidebar

    def view(self) -> QWidget:
        """Return the view that is shown."""


class Look(QObject):
    """Belongs to one window."""

    def __init__(self, window: QMainWindow, frame: Framed, bridge: Bridge) -> None:
        """Begin as the settings say."""
        super().__init__(window)
        self._window, self._frame, self._bridge = window, frame, bridge
        self.focused = False
        self._wanted = bool(bridge.settings["sidebar_open"])

    def arrange(self) -> None:
        """Fit the sidebar to the window's width."""
        self._frame.sidebar.set_narrow(self._window.width() < NARROW)
        self._frame.sidebar.setVisible(self._wanted and not self.focused)

    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar, and remember it."""
        self._wanted = not self._wanted
        self.arrange()
        self._bridge.choose("sidebar_open", self._wanted)

    def toggle_panel(self) -> None:
        """Show or hide Mummo's panel (the view keeps it)."""
        toggle = getattr(self._frame.view(), "toggle_panel", None)
        if toggle is not None:
            toggle()

    def toggle_focus(self) -> None:
        """Leave only the paper, or bring everything back."""
        mode = getattr(self._frame.view(), "set_focus_mode", None)
        if mode is None and not self.focused:
            return
        self.focused = not self.focused
        if mode is not None:
            mode(self.focused)
        self.arrange()

    def larger(self) -> None:
        """Write in letters one px larger."""
        self._resize(int(self._bridge.settings["writing_size"]) + 1)

    def smaller(self) -> None:
        """Write in letters one px smaller."""
        self._resize(int(self._bridge.settings["writing_size"]) - 1)

    def usual_size(self) -> None:
        """Write in 19 px again."""
        self._resize(theme.px("writing_px"))

    def _resize(self, size: int) -> None:
        from ui.editor.page import SIZE_LEAST, SIZE_MOST

        if SIZE_LEAST <= size <= SIZE_MOST:
            self._bridge.choose("writing_size", size)

    def next_pane(self) -> None:
        """Put the focus into the next part of the window."""
        self._go(1)

    def previous_pane(self) -> None:
        """Put the focus into the part before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        view = self._frame.view()
        panes: list[QWidget] = view.panes() if hasattr(view, "panes") else [view]
        panes = [pane for pane in (self._frame.sidebar, *panes) if pane.isVisible()]
        focused = QApplication.focusWidget()
        here = [number for number, pane in enumerate(panes) if _holds(pane, focused)]
        target = panes[((here[-1] if here else 0) + step) % len(panes)]
        _focus_into(target)


def _holds(pane: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (pane is focused or pane.isAncestorOf(focused))


def _focus_into(pane: QWidget) -> None:
    """Focus the pane itself, or its first stop."""
    reason = Qt.FocusReason.ShortcutFocusReason
    for stop in (pane, *pane.findChildren(QWidget)):
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.isVisible() and stop.isEnabled():
            stop.setFocus(reason)
            return
