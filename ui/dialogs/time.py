# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""When shall it go? Own times first, then any day and time; hours that do not exist or come twice are asked about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QDateEdit, QHBoxLayout, QRadioButton, QTimeEdit, QVBoxLayout, QWidget

from app.errors import AppError, Fixable
from app.model import Concern
from app.wording import current, t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.calendar_facts import at_words
from ui.widgets.plain import button, label
from ui.widgets.sentence import Sentence
from ui.widgets.sheet import Sheet
from ui.widgets.when import in_words

if TYPE_CHECKING:
    from app.desk import Desk

ASK_MS = 60
WIDTH = 440
MORNING = 9


@dataclass(frozen=True, slots=True)
class Begun:
    """What the picker starts with: the wall time now, the next own time (naive, None without one), the accounts."""

    now: datetime
    own: datetime | None
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What gets a time: a draft, and the accounts that are asked whether their sign-in lasts that long."""

    draft: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a wall time means: plain, gap or twice; the moments it may be (UTC), each as people write its offset."""

    wall: str
    kind: str
    choices: tuple[datetime, ...]
    offsets: tuple[str, ...]
    instead: str
    past: bool
    quiet: bool
    concerns: tuple[Concern, ...]


class TimeSheet(Sheet):
    """`picked` carries the wall time (ISO, naive) and the moment meant (UTC) where it comes twice, else None."""

    picked = Signal(str, object)

    def __init__(
        self,
        bridge: Bridge,
        host: QWidget,
        subject: Callable[[Desk], Subject] | None = None,
        here: datetime | None = None,
    ) -> None:
        """Begin at `here` (naive), or at the next own time; `subject` tells what is planned."""
        super().__init__(host, t("time_sheet.title"), width=WIDTH)
        self._bridge, self._here = bridge, here
        self._accounts: tuple[str, ...] = ()
        self._judged: Judged | None = None
        self._quick = QVBoxLayout()
        self._quick.setSpacing(6)
        self.body.addLayout(self._quick)
        self.body.addLayout(self._fields())
        self.told = Sentence("", "lead", "ink", self)
        self.note = Sentence("", "small", "ink_soft", self)
        self._choices = QVBoxLayout()
        self.body.addWidget(self.told)
        self.body.addLayout(self._choices)
        self.body.addWidget(self.note)
        self._group = QButtonGroup(self)
        self.leave = button(t("send.cancel"), parent=self)
        self.leave.clicked.connect(self.close)
        self.plan = button(t("time_sheet.plan"), "primary", "clock", parent=self)
        self.plan.setEnabled(False)
        self.plan.clicked.connect(self._pick)
        self.add_button(self.leave)
        self.add_button(self.plan)
        self.default = self.plan
        self._pause = QTimer(self, singleShot=True, interval=ASK_MS)
        self._pause.timeout.connect(self._judge)
        bridge.ask(lambda desk: _begin(desk, subject), self._begun, self._no_start, Lane.STORE)

    def _fields(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("s"))
        self.date = QDateEdit(self)
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("ddd d MMM yyyy" if current() == "en" else "ddd d.M.yyyy")
        self.date.setCurrentSection(QDateEdit.Section.DaySection)
        self.date.setAccessibleName(t("time_sheet.date"))
        self.time = QTimeEdit(self)
        self.time.setDisplayFormat(t("when.clock", hour="H", minute="mm"))
        self.time.setAccessibleName(t("time_sheet.time"))
        for field in (self.date, self.time):
            field.setLocale(QLocale(current()))
            field.setMinimumHeight(theme.px("control"))
        self.own = label(t("time_sheet.own"), "body", parent=self)
        row.addWidget(self.own)
        row.addWidget(self.date, 1)
        row.addWidget(self.time)
        return row

    # ------------------------------------------------------------ what comes from the desk

    def _begun(self, begun: Begun) -> None:
        own, self._accounts = begun.own, begun.accounts
        tomorrow = datetime.combine(begun.now.date() + timedelta(days=1), datetime.min.time()).replace(hour=MORNING)
        for words, here in (("time_sheet.next_own", own), ("time_sheet.tomorrow", tomorrow)):
            if here is not None and (words != "time_sheet.tomorrow" or here != own):
                press = button(t(words, when=at_words(here)), "soft", value=here, parent=self)
                press.chosen.connect(self._take)
                self._quick.addWidget(press)
        self._put(self._here or own or tomorrow)
        self.date.dateChanged.connect(self._pause.start)
        self.time.timeChanged.connect(self._pause.start)
        self._judge()
        self.fit()
        self.focus_soon()

    def _put(self, here: datetime) -> None:
        self.date.setDate(QDate(here.year, here.month, here.day))
        self.time.setTime(QTime(here.hour, here.minute))

    def here(self) -> datetime:
        """Return the wall time the fields show."""
        day, clock = self.date.date(), self.time.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute())  # noqa: DTZ001 wall time

    def _take(self, here: datetime) -> None:
        """Choose one of the offered times; Enter then plans it."""
        self._put(here)
        self._judge()
        self.plan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _judge(self) -> None:
        wall, accounts = self.here().isoformat(timespec="minutes"), self._accounts
        self._bridge.ask(lambda desk: _judge(desk, wall, accounts), self._show, self._trouble, Lane.STORE)

    def _show(self, judged: Judged) -> None:
        if judged.wall != self.here().isoformat(timespec="minutes"):
            return  # the writer has gone on
        self._judged = judged
        gap = judged.kind == "gap"
        self.plan.setEnabled(not (gap or judged.past))
        self.told.setText(self._in_words(judged))
        notes = [t("time_sheet.quiet")] if judged.quiet else []
        notes += [in_words(one) for one in judged.concerns]
        self.note.setText(" ".join(notes))
        self.note.setVisible(bool(notes))
        self._offer(judged)
        self.fit()

    def _in_words(self, judged: Judged) -> str:
        if judged.kind == "gap":
            return t("time_sheet.gap", instead=at_words(datetime.fromisoformat(judged.instead)))
        if judged.past:
            return t("time_sheet.past")
        return t("time_sheet.twice") if judged.kind == "twice" else t("time_sheet.goes", when=at_words(self.here()))

    def _offer(self, judged: Judged) -> None:
        """Ask which of two moments is meant, or offer the one after a gap."""
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()
            old.deleteLater()
        if judged.kind == "twice":
            for number, offset in enumerate(judged.offsets):
                one = QRadioButton(t(f"time_sheet.twice.{number}", offset=offset), self)
                one.setChecked(number == 0)
                self._group.addButton(one, number)
                self._choices.addWidget(one)
        elif judged.kind == "gap":
            instead = datetime.fromisoformat(judged.instead)
            press = button(t("time_sheet.instead", when=at_words(instead)), "soft", value=instead, parent=self)
            press.chosen.connect(self._take)
            self._group.addButton(press)
            self._choices.addWidget(press)

    def _no_start(self, error: AppError) -> None:
        """Say why there is no time to pick, and offer none."""
        for one in (self.own, self.date, self.time, self.plan):
            one.hide()
        self._trouble(error)
        self.default = self.leave
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _trouble(self, error: AppError) -> None:
        self.told.setText(t(error.code, **error.facts))
        self.plan.setEnabled(False)
        self.fit()

    def _pick(self) -> None:
        judged = self._judged
        if judged is None or judged.wall != self.here().isoformat(timespec="minutes"):
            self._judge()
            return
        at = judged.choices[max(self._group.checkedId(), 0)] if judged.kind == "twice" else None
        self.picked.emit(judged.wall, at)
        self.close()


def of_draft(desk: Desk, draft: str, accounts: tuple[str, ...]) -> Subject:
    """Return what a picker for a draft asks about. Raises Fixable("sending.nowhere") before a time is looked for."""
    places = accounts or desk.drafts.get(draft).to
    if not places:
        raise Fixable("sending.nowhere")
    return Subject(draft, places)


def of_planned(desk: Desk, deliveries: tuple[str, ...]) -> Subject:
    """Return what a picker for planned posts asks about."""
    found = [desk.sending.get(one) for one in deliveries]
    return Subject(found[0].draft if found else "", tuple(one.account.id for one in found))


def _begin(desk: Desk, subject: Callable[[Desk], Subject] | None) -> Begun:
    from app.desk.times import naive_here

    zone = desk.schedule.zone()
    asked = subject(desk) if subject is not None else Subject("", ())
    own = desk.schedule.next_own_time(draft=asked.draft)
    return Begun(naive_here(desk.clock(), zone), datetime.fromisoformat(own) if own else None, asked.accounts)


def _judge(desk: Desk, wall: str, accounts: tuple[str, ...]) -> Judged:
    from app import zones

    zone = desk.schedule.zone()
    moment = desk.schedule.resolve(wall)
    here = datetime.fromisoformat(wall)
    return Judged(
        wall,
        moment.kind,
        moment.choices,
        tuple(zones.offset_of(one, zone) for one in moment.choices),
        zones.wall_of(moment.utc, zone),
        moment.choices[-1] <= desk.clock(),
        desk.schedule.rhythm().is_quiet(here),
        desk.schedule.concerns(accounts, moment.utc),
    )
