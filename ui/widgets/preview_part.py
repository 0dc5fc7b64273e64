# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One post of a column as a card: who, how much room is left, the words, their fold, pictures and link."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.plain import label
from ui.widgets.preview_card import KnownCard, LinkCard, ShadedLine
from ui.widgets.preview_facts import NEAR, Column, PartFacts, initials_of, within
from ui.widgets.preview_pictures import PicturePlace
from ui.widgets.preview_shade import Avatar, Shade, ShadedRing
from ui.widgets.preview_text import FoldLine, PreviewText
from ui.widgets.roles import set_accessible_role

PAD = 17
HEAD_GAP = 9
GAP = 10


class PartCard(QFrame):
    """Signals: fetch_wanted and drop_wanted for the link's card; grown when the fold was turned."""

    fetch_wanted = Signal()
    drop_wanted = Signal()
    grown = Signal()

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
        self.rest = PreviewText(shade, self)
        self.fold = FoldLine(shade, self)
        self.fold.grown.connect(self._turned)
        self.pictures = PicturePlace(shade, images, self)
        self.too_many = label("", "caption brow", wrap=True, parent=self)
        self.too_many.hide()
        self.card = LinkCard(shade, images, self)
        self.card.fetch_wanted.connect(self.fetch_wanted)
        self.card.drop_wanted.connect(self.drop_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        for part in (self.text, self.fold, self.rest):
            words.addWidget(part)
        column.addLayout(words)
        for below in (self.pictures, self.too_many, self.card):
            column.addWidget(below)

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
        here = photos if number == 0 else ()
        shown = here[: column.images] if column.images else here
        self.pictures.show_photos(shown, column.account.network, self._wide)
        beyond = len(here) - len(shown)
        self.too_many.setText(t("preview.too_many_pictures", n=column.images) if beyond else "")
        self.too_many.setVisible(beyond > 0)
        self.card.show_link(facts.link, known, self._wide, sent=column.card == "sent")

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
        self.fold.setVisible(bool(fold))
        if fold:
            rest = facts.text[fold:]
            skipped = fold + len(rest) - len(rest.lstrip("\n"))
            rest, end = facts.text[skipped:], len(facts.text)
            accents, own = within(facts.accents, skipped, end), within(facts.own, skipped, end)
            self.rest.show_text(rest, accents, own, self._wide)
        self.rest.setVisible(bool(fold) and self.fold.is_open)

    def _turned(self) -> None:
        self._show_words()
        self.grown.emit()

    def show_known(self, column: Column, known: KnownCard) -> None:
        """Show what has become known of the link."""
        self.card.show_link(self._facts.link, known, self._wide, sent=column.card == "sent")

    # ------------------------------------------------------------ dragging a cut

    @property
    def begins(self) -> int:
        """Where this part stands in the column's text."""
        return self._facts.start

    @property
    def ends(self) -> int:
        """Where it ends there."""
        return self._facts.start + len(self._facts.text)

    def y_of(self, offset: int) -> int:
        """Return how far down this card the line of an offset of the column's text is."""
        return self.text.y() + self.text.y_of(offset - self.begins)

    def set_drop(self, offset: int) -> None:
        """Show where a dragged cut would fall; -1 takes the line away."""
        self.text.set_drop(offset - self.begins if offset >= 0 else -1)
