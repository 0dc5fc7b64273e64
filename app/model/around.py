# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is known around a text when it is read for its writer. Frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.model.kinds import Hat, Level


@dataclass(frozen=True, slots=True)
class ListRow:
    """Words and phrases that are remarked on; sentences by language, () if the program says its own."""

    words: tuple[tuple[str, str], ...]
    """(language or "any", words as written down)."""
    level: Level
    why: tuple[tuple[str, str], ...] = ()
    suggestion: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class WordList:
    """The writer's own "not yet" list (name "") or a company pack; compared by identity: cheap to keep."""

    name: str
    rows: tuple[ListRow, ...]
    source: str = ""
    """The file a pack came from, for "show why"."""

    @property
    def is_company(self) -> bool:
        """Whether an organisation gave it: it may warn and explain, and is marked as the organisation's."""
        return bool(self.name)


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around a text when it is read for its writer."""

    lists: tuple[WordList, ...] = ()
    hour: int | None = None
    """The hour on the writer's wall, 0 to 23."""
    earlier: tuple[str, ...] = ()
    """The writer's own earlier posts, or a text this one answers."""
    employer: tuple[str, ...] = ()
    """The employer's and product names: words of the work hat."""
    not_hats: frozenset[tuple[Hat, str]] = frozenset()
    """Words (without inflection) that do not belong to a hat, as the writer said."""


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One entry of the writer's "not yet" list."""

    id: str
    words: str
    at: datetime
