# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The card of a link under a post: the address only, until the writer asks for what the page says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.model import Card
from app.wording import t
from ui import theme
from ui.widgets.plain import button
from ui.widgets.preview_pictures import PicturePlace
from ui.widgets.preview_shade import Shade, ShadedIcon, ShadedTool
from ui.widgets.roles import set_accessible_role
from ui.widgets.sentence import OneLine

PAD = 10


@dataclass(frozen=True, slots=True)
class KnownCard:
    """What is known of the common text's link: its card, being read (`busy`), or not wanted (`dropped`)."""

    link: str = ""
    card: Card | None = None
    dropped: bool = False
    busy: bool = False


class LinkCard(QFrame):
    """Signals: fetch_wanted (read the page now), drop_wanted (send no card)."""

    fetch_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, shade: Shade, images: dict[str, QImage], parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._shade = shade
        theme.set_role(self, "frame")
        set_accessible_role(self, QAccessible.Role.Grouping)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.picture = PicturePlace(shade, images, self)
        column.addWidget(self.picture)
        inner = QVBoxLayout()
        inner.setContentsMargins(PAD, 8, PAD, 8)
        inner.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(ShadedIcon(shade, "link", "ink_faint", theme.px("icon_small"), self))
        self.site = ShadedLine(shade, "caption", "ink_faint", self)
        head.addWidget(self.site, 1)
        self.drop = ShadedTool(shade, "x", t("preview.card_drop"), self)
        self.drop.clicked.connect(self.drop_wanted)
        head.addWidget(self.drop)
        inner.addLayout(head)
        self.title = ShadedLine(shade, "body_bold", "ink", self)
        self.more = ShadedLine(shade, "small", "ink_soft", self)
        inner.addWidget(self.title)
        inner.addWidget(self.more)
        self.fetch = button(t("preview.card_fetch"), "link small", parent=self)
        self.fetch.clicked.connect(self.fetch_wanted)
        row = QHBoxLayout()
        row.addWidget(self.fetch)
        row.addStretch(1)
        inner.addLayout(row)
        column.addLayout(inner)
        self.hide()

    def show_link(self, link: str, known: KnownCard, width: int, *, sent: bool) -> None:
        """Show the card of `link`, or its address while it is not known; `sent` where Mummo sends it along."""
        known = known if known.link == link else KnownCard()
        card, dropped = known.card, known.dropped and sent
        site = urlsplit(link if "://" in link else f"https://{link}").hostname or link
        self.site.show_text(site)
        card = None if dropped else card
        self.title.show_text(t("preview.card_none") if dropped else card.title if card else link)
        self.more.show_text(card.description if card else "")
        self.more.setVisible(bool(card and card.description))
        photo = (card.picture,) if card and card.picture else ()
        self.picture.show_photos(photo, "linkedin", width - 2)
        self.drop.setVisible(sent and not dropped)
        if card is not None and self.fetch.hasFocus() and not self.drop.isHidden():
            self.drop.setFocus()
        self.fetch.setVisible(card is None and bool(known.link))
        self.fetch.setText(t("preview.card_fetching") if known.busy else t("preview.card_fetch"))
        self.setAccessibleName(t("preview.card_name", title=card.title if card else link))
        self.setFixedWidth(width)
        self.setVisible(bool(link))


class ShadedLine(OneLine):
    """One line of text in the shade's colours."""

    def __init__(self, shade: Shade, role: str, colour: str, parent: QWidget) -> None:
        """Begin empty, and shown."""
        super().__init__(role, colour, parent)
        self._shade = shade
        self.set_shown(True)

    def set_colour(self, token: str) -> None:
        """Write in another token's colour."""
        self._colour = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits, at the left or where `alignment` says."""
        with self._shade.on():
            painter = QPainter(self)
            painter.setFont(self.font())
            painter.setPen(theme.color(self._colour))
            shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), self.alignment(), shown)
            painter.end()
