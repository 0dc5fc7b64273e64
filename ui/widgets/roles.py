# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Roles for screen readers that Qt does not guess from the class: a grouping, a list item. Nothing is drawn here."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_PROPERTY = "accessibleRole"
_installed: list[bool] = []


def set_accessible_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Say what `widget` is. Only for plain widgets: a slider or button would lose its own value and actions."""
    if not _installed:
        QAccessible.installFactory(_interface)
        _installed.append(True)
    widget.setProperty(_PROPERTY, role.value)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    role = thing.property(_PROPERTY) if isinstance(thing, QWidget) else None
    return QAccessibleWidget(thing, QAccessible.Role(role)) if isinstance(thing, QWidget) and role is not None else None
