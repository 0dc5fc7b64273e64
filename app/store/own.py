# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the writer told Mummo: the "not yet" list, and words that do not belong to a hat."""

from __future__ import annotations

from datetime import datetime

from app.errors import Fixable
from app.model import Hat, OwnWord
from app.store.connect import at, moment, stored
from app.store.database import Database


class Own:
    """The writer's own lists."""

    def __init__(self, database: Database) -> None:
        """Keep the open database."""
        self._database = database

    def words(self) -> tuple[OwnWord, ...]:
        """Return the "not yet" list, oldest first."""
        rows = self._database.read("SELECT id, words, at FROM own_words ORDER BY at, rowid")
        return tuple(OwnWord(identity, words, at(when)) for identity, words, when in rows)

    def add(self, word: OwnWord) -> None:
        """Put words on the list; the same id is replaced."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO own_words (id, words, at) VALUES (?, cast(? AS text), ?)",
                (word.id, stored(word.words), moment(word.at)),
            )

    def remove(self, word: str) -> OwnWord:
        """Take words off the list and return them. Raises Fixable("own.unknown")."""
        known = next((one for one in self.words() if one.id == word), None)
        if known is None:
            raise Fixable("own.unknown", id=word)
        with self._database.write() as connection:
            connection.execute("DELETE FROM own_words WHERE id = ?", (word,))
        return known

    def not_hats(self) -> tuple[tuple[Hat, str, datetime], ...]:
        """Return the words (without inflection) that are no evidence for a hat, newest first."""
        rows = self._database.read("SELECT hat, word, at FROM hat_words ORDER BY at DESC, rowid DESC")
        return tuple((Hat(hat), word, at(when)) for hat, word, when in rows)

    def take_from_hat(self, hat: Hat, word: str, when: datetime) -> None:
        """Note that a word is no evidence for a hat."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO hat_words (hat, word, at) VALUES (?, cast(? AS text), ?)",
                (hat, stored(word), moment(when)),
            )

    def give_back(self, hat: Hat, word: str) -> None:
        """Let a word be evidence again."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM hat_words WHERE hat = ? AND word = cast(? AS text)", (hat, stored(word)))
