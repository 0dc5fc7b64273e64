# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The made-up person in the pictures: fills a profile through the desk, as the window would."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk import Desk


@dataclass(frozen=True)
class Planned:
    """One post in the calendar: kind of post, days after tomorrow, wall time, text."""

    kind: str
    days: int
    time: str
    text: str


@dataclass(frozen=True)
class Demo:
    """What one language's pictures show."""

    who: str
    calm: str
    findings: str
    method: str
    alt: str
    drafts: tuple[str, ...]
    planned: tuple[Planned, ...]

    @property
    def long(self) -> str:
        """Return the calm post with a link, a mention and a hashtag at its end."""
        return f"{self.calm}\n\n{self.method}"


def demo(language: str) -> Demo:
    """Read one language of demo.toml."""
    whole = tomllib.loads(Path(__file__).with_name("demo.toml").read_text(encoding="utf-8"))
    about = whole[language]
    return Demo(
        whole["who"],
        about["calm"].strip(),
        about["findings"].strip(),
        about["method"],
        about["alt"],
        tuple(about["drafts"]),
        tuple(Planned(*row) for row in about["planned"]),
    )


def add_accounts(desk: Desk, it: Demo) -> None:
    """Link the practice network and, by hand, three networks, LinkedIn as the write view of a new profile does."""
    desk.accounts.add_by_hand("linkedin")
    for network in ("mastodon", "bluesky"):
        desk.accounts.add_by_hand(network, it.who)
    desk.accounts.sign_in("practice", {"name": it.who})


def account(desk: Desk, network: str) -> str:
    """Return the id of the account on a network."""
    return next(one.id for one in desk.accounts.all() if one.network == network)


def add_drafts(desk: Desk, it: Demo) -> None:
    """Leave some drafts beside the paper."""
    for text in it.drafts:
        desk.drafts.new(text)


def publish(desk: Desk, it: Demo) -> None:
    """Publish the calm post, which was typed into the window, to the practice network."""
    typed = next(row.id for row in desk.drafts.rows() if desk.drafts.get(row.id).text == it.calm)
    desk.sending.queue(typed, (account(desk, "practice"),))
    desk.sending.send_due()


def illustrated(desk: Desk, it: Demo, text: str, folder: Path) -> str:
    """Make a draft of the text with a picture, for all networks by hand; return its id."""
    picture = folder / "site.png"
    draw_site(picture)
    draft = desk.drafts.new(text, to=tuple(account(desk, one) for one in ("linkedin", "mastodon", "bluesky")))
    desk.drafts.add_photo(draft.id, picture, it.alt)
    picture.unlink()
    return draft.id


def plan(desk: Desk, it: Demo) -> None:
    """Plan the posts of the week from tomorrow on, in this computer's zone."""
    from app.desk.times import naive_here
    from app.model import Kind

    zone = desk.schedule.zone()
    tomorrow = naive_here(desk.clock(), zone).date() + timedelta(days=1)
    for one in it.planned:
        wall = datetime.combine(weekday(tomorrow, one.days), time.fromisoformat(one.time))
        draft = desk.drafts.new(one.text, Kind(one.kind), to=(account(desk, "linkedin"),))
        desk.sending.queue(draft.id, (account(desk, "linkedin"),), wall=wall.isoformat(timespec="minutes"), zone=zone)


def weekday(first: date, days: int) -> date:
    """Return the day some days after the first, moved from a weekend to the next Monday."""
    day = first + timedelta(days=days)
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)  # 5 and 6: Saturday, Sunday


def miss(desk: Desk, it: Demo) -> None:
    """Leave one post as the sender leaves it after a night's sleep, and one that nobody knows about."""
    from app.model import State
    from app.store.deliveries import Rest

    where = account(desk, "linkedin")
    due = desk.clock() - timedelta(minutes=85)
    for text, rest in (
        (it.calm, Rest(State.NEEDS_PERSON, "delivery.late", (("minutes", "85"),))),
        (it.planned[1].text, Rest(State.UNCERTAIN, "delivery.looking")),
    ):
        draft = desk.drafts.new(text, to=(where,))
        (one,) = desk.sending.queue(draft.id, (where,), due)
        desk.store.outbox.rest(one.id, (State.SCHEDULED,), rest, due)


def draw_site(path: Path) -> None:
    """Draw the picture of the posts: a boom over a field of clay."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QImage, QPainter, QPolygon

    image = QImage(1600, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#BDD0DE"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, points in (
        ("#80A08A", ((0, 640), (480, 460), (900, 620), (1600, 500), (1600, 900), (0, 900))),
        ("#AA8C70", ((0, 780), (520, 720), (1600, 800), (1600, 900), (0, 900))),
        ("#3E4B60", ((330, 190), (370, 190), (370, 740), (330, 740))),
        ("#3E4B60", ((330, 190), (930, 300), (930, 470), (895, 470), (895, 340), (330, 240))),
    ):
        painter.setBrush(QColor(colour))
        painter.setPen(QColor(colour))
        painter.drawPolygon(QPolygon([QPoint(*point) for point in points]))
    painter.setBrush(QColor("#F0D7A0"))
    painter.setPen(QColor("#F0D7A0"))
    painter.drawEllipse(1200, 150, 150, 150)
    painter.end()
    image.save(str(path))
