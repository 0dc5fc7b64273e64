# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One post of a column as a card: who, how much room is left, the words, their fold, pictures and link."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model import Photo, Way
from app.wording import t
from ui import theme
from ui.widgets.plain import label
from ui.widgets.preview_card import KnownCard, LinkCard, ShadedLine
from ui.widgets.preview_facts import NEAR, Column, PartFacts, within
from ui.widgets.preview_person import initials_of
from ui.widgets.preview_pictures import PicturePlace
from ui.widgets.preview_shade import Avatar, Shade, ShadedRing
from ui.widgets.preview_text import FoldLine, PreviewText
from ui.widgets.roles import set_accessible_role

PAD = 17
HEAD_GAP = 9
GAP = 10
BELOW_WORDS = 2
"""Where pictures stand in the card's column: behind the head and the words."""


class PartCard(QFrame):
    """Signals: fetch_wanted and drop_wanted for the link's card.

    Most posts of a thread are a head and words: fold, pictures and card are made when a post first has them.
    """

    fetch_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, shade: Shade, images: dict[str, QImage], parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._shade, self._images = shade, images
        self._facts = PartFacts("")
        self._wide = 0
        theme.set_role(self, "card")
        set_accessible_role(self, QAccessible.Role.Grouping)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAD - 1, 11, PAD - 1, 13)
        column.setSpacing(GAP)
        column.addLayout(self._head())
        self.text = PreviewText(shade, self)
        self.fold: FoldLine | None = None
        self.rest: PreviewText | None = None
        self.pictures: PicturePlace | None = None
        self.too_many: QLabel | None = None
        self.card: LinkCard | None = None
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addWidget(self.text)
        column.addLayout(self._words)
        self._column = column

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(HEAD_GAP)
        self.avatar = Avatar(self._shade, self)
        row.addWidget(self.avatar)
        names = QVBoxLayout()
        names.setSpacing(1)
        self.name = ShadedLine(self._shade, "small", "ink", self)
        bold = theme.font("small")
        bold.setWeight(theme.font("body_bold").weight())
        self.name.setFont(bold)
        self.handle = ShadedLine(self._shade, "caption", "ink_faint", self)
        names.addWidget(self.name)
        names.addWidget(self.handle)
        row.addLayout(names, 1)
        self.number = self._count(row)
        self.left = self._count(row)
        self.ring = ShadedRing(self._shade, self)
        row.addWidget(self.ring)
        return row

    def _count(self, row: QHBoxLayout) -> QLabel:
        made = label("", "caption", parent=self)
        row.addWidget(made)
        return made

    # ------------------------------------------------------------ what is shown

    def show_part(self, column: Column, number: int, photos: tuple[Photo, ...], known: KnownCard, width: int) -> None:
        """Show part `number` of a column in `width` px; the pictures go with the first."""
        facts = column.parts[number]
        self._facts, self._wide = facts, width - 2 * PAD
        self.avatar.setText(initials_of(column.name))
        self.name.show_text(column.name)
        self.handle.show_text(column.handle)
        self.setFixedWidth(width)
        self._show_count(column, number)
        self._show_words()
        self._show_pictures(column, photos if number == 0 else ())
        self.show_known(column, known)

    def _show_pictures(self, column: Column, photos: tuple[Photo, ...]) -> None:
        if not photos and self.pictures is None:
            return
        if self.pictures is None or self.too_many is None:
            self.pictures = PicturePlace(self._shade, self._images, self)
            self.too_many = label("", "caption brow", wrap=True, parent=self)
            for place, widget in ((BELOW_WORDS, self.pictures), (BELOW_WORDS + 1, self.too_many)):
                self._column.insertWidget(place, widget)
        shown = photos[: column.images] if column.images else photos
        self.pictures.show_photos(shown, column.account.network, self._wide)
        self.too_many.setText(t("preview.too_many_pictures", n=column.images))
        self.too_many.setVisible(len(photos) > len(shown))

    def _show_count(self, column: Column, number: int) -> None:
        facts, count = column.parts[number], len(column.parts)
        self.number.setText(f"{number + 1}/{count}" if count > 1 else "")
        self.number.setVisible(count > 1)
        left = facts.left
        over = left is not None and left < 0
        near = left is not None and left <= NEAR
        self.left.setText("" if left is None else t("chip.over", count=-left) if over else str(left))
        theme.set_role(self.left, "caption brow" if near else "caption")
        self.ring.set_colour("brow" if near else "accent")
        self.ring.set_share(facts.share)
        said = t("preview.counting")
        if left is not None:
            said = t("chip.over", count=-left) if over else t("chip.left", count=left)
        self.ring.set_label(said)
        who = column.look.name
        name = t("preview.part_name", network=who, part=number + 1, parts=count) if count > 1 else who
        self.setAccessibleName(f"{name}, {said}")

    def _show_words(self) -> None:
        facts, fold = self._facts, self._facts.fold
        first = facts.text[:fold].rstrip() if fold else facts.text
        end = len(first)
        self.text.show_text(first, within(facts.accents, 0, end), within(facts.own, 0, end), self._wide)
        self.text.setVisible(bool(first))
        if fold or self.fold is not None:
            self._show_rest(fold)

    def _show_rest(self, fold: int) -> None:
        """Show the fold and what lies behind it, neither with `fold` 0."""
        if self.fold is None or self.rest is None:
            self.fold, self.rest = FoldLine(self._shade, self), PreviewText(self._shade, self)
            self.fold.turned.connect(self._show_words)
            self._words.addWidget(self.fold)
            self._words.addWidget(self.rest)
        self.fold.setVisible(bool(fold))
        self.rest.setVisible(bool(fold) and self.fold.is_open)
        text, end = self._facts.text, len(self._facts.text)
        start = end - len(text[fold:].lstrip("\n"))
        accents, own = within(self._facts.accents, start, end), within(self._facts.own, start, end)
        self.rest.show_text(text[start:], accents, own, self._wide)

    def show_known(self, column: Column, known: KnownCard) -> None:
        """Show what has become known of the link."""
        if not self._facts.link and self.card is None:
            return
        if self.card is None:
            self.card = LinkCard(self._shade, self._images, self)
            self.card.fetch_wanted.connect(self.fetch_wanted)
            self.card.drop_wanted.connect(self.drop_wanted)
            self._column.addWidget(self.card)
        sent = column.card == "sent" and column.account.way is Way.DIRECT
        self.card.show_link(self._facts.link, known, self._wide, sent=sent)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [*([self.fold] if self.fold else []), *([self.card.drop, self.card.fetch] if self.card else [])]

    def repaint_pictures(self) -> None:
        """Draw what has been read meanwhile."""
        for place in (self.pictures, self.card.picture if self.card else None):
            if place is not None:
                place.update()

    # ------------------------------------------------------------ dragging a cut

    @property
    def begins(self) -> int:
        """Where this part stands in the column's text."""
        return self._facts.start

    @property
    def ends(self) -> int:
        """Where it ends there."""
        return self._facts.end

    def y_of(self, offset: int) -> int:
        """Return how far down this card the line of an offset of the column's text is."""
        return self.text.y() + self.text.y_of(offset - self.begins)

    def set_drop(self, offset: int) -> None:
        """Show where a dragged cut would fall; -1 takes the line away."""
        self.text.set_drop(offset - self.begins if offset >= 0 else -1)
