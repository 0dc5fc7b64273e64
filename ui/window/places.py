# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The views of the window, one row each: a new view is a row here and a file in ui/views."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.bridge import Bridge
from ui.widgets.sidebar import Place

Maker = Callable[[Bridge, QWidget], QWidget]


def _write(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.views.write import WriteView

    return WriteView(bridge, parent)


def _history(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.views.history import HistoryView

    return HistoryView(bridge, parent)


def _calendar(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.views.calendar import CalendarView

    return CalendarView(bridge, parent)


def _preview(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.views.preview import PreviewView

    return PreviewView(bridge, parent)


def _settings(bridge: Bridge, parent: QWidget) -> QWidget:
    from ui.views.settings import SettingsView

    return SettingsView(bridge, parent)


PLACES: tuple[tuple[Place, Maker], ...] = (
    (Place("write", "feather", "Ctrl+1"), _write),
    (Place("calendar", "calendar", "Ctrl+3"), _calendar),
    (Place("history", "history", "Ctrl+4"), _history),
)

BENEATH: dict[str, tuple[str, Maker]] = {"preview": ("write", _preview), "settings": ("", _settings)}
"""Views without a row of their own: the row that stays marked ("" none), and the maker."""
