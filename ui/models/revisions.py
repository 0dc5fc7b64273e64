# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Earlier states of a draft as a Qt list: when, how long, why it was kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.model import Revision
from app.wording import t

REVISION = Qt.ItemDataRole.UserRole
"""The role under which a row hands out its app.model.Revision."""

Index = QModelIndex | QPersistentModelIndex


class RevisionsModel(QAbstractListModel):
    """Rows as handed in, newest first; `moment` says a time in words (views hand it in: models know no widgets)."""

    def __init__(self, moment: Callable[[datetime], str], parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._moment = moment
        self._rows: tuple[Revision, ...] = ()

    def show_rows(self, rows: tuple[Revision, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 Qt's signature
        """Return time and length in words, or the revision itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == REVISION:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            length = t("revisions.length", n=row.characters)
            return f"{self._moment(row.at)}\n{length} · {t(f'revisions.why.{row.why}')}"
        return None
