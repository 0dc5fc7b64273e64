# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`tour`: the main job from end to end on the practice network, in a throw-away profile; each step is printed."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.console import DONE, FAULT, Console
from app.model import State
from app.paths import Profile
from app.wording import t

if TYPE_CHECKING:
    from app.desk import Desk

HELP = "the main job from end to end, on the practice network, in a throw-away profile"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(console: Console) -> int:
    """Write, be asked, publish, find again; the profile is thrown away afterwards."""
    from app.desk import Desk

    folder = Path(tempfile.mkdtemp(prefix="mummo-tour-"))
    desk = Desk(Profile(folder))
    try:
        steps = _Steps(desk, console)
        for number, step in enumerate(steps.all(), 1):
            console.line(f"\n{number}. {t(f'tour.{step.__name__}')}")
            if not step():
                console.say("tour.stopped")
                return FAULT
        console.say("tour.done")
        return DONE
    finally:
        desk.close()
        shutil.rmtree(folder)


class _Steps:
    """The steps share one draft; each returns whether it went as it should."""

    def __init__(self, desk: Desk, console: Console) -> None:
        self.desk, self.console, self.draft, self.text = desk, console, "", t("tour.text")

    def all(self) -> tuple[Callable[[], bool], ...]:
        return (self.write, self.ask, self.mend, self.count, self.publish, self.hand_over, self.find)

    def write(self) -> bool:
        self.draft = self.desk.drafts.new(self.text).id
        self._show(self.text)
        return self.desk.drafts.get(self.draft).text == self.text

    def ask(self) -> bool:
        report = self.desk.reading.check(self.text, draft=self.draft)
        self._show(t(f"check.mood.{report.mood}"))
        for remark in report.remarks:
            words = f"”{remark.finding.words}”: {remark.why}"
            self._show(f"{words} {t('check.how_about')} {remark.suggestion}" if remark.suggestion else words)
        return bool(report.remarks)

    def mend(self) -> bool:
        for remark in reversed(self.desk.reading.check(self.text, draft=self.draft).remarks):
            found = remark.finding
            if found.replacement is not None:
                self.text = self.text[: found.start] + found.replacement + self.text[found.end :]
        self.desk.drafts.save(self.draft, self.text)
        self._show(self.text)
        self._show(t(f"check.mood.{self.desk.reading.check(self.text, draft=self.draft).mood}"))
        return self.desk.drafts.get(self.draft).text == self.text

    def count(self) -> bool:
        counts = [(one.name, self.desk.reading.measure(self.text, one.id)) for one in self.desk.reading.networks()]
        self._show(" · ".join(f"{name} {counted.used}/{counted.limit}" for name, counted in counts))
        return all(counted.parts for _name, counted in counts)

    def publish(self) -> bool:
        account = self.desk.accounts.sign_in("practice", {})
        (queued,) = self.desk.sending.queue(self.draft, (account.id,))
        self.desk.sending.send_due()
        sent = self.desk.sending.get(queued.id)
        self._show(t(f"state.{sent.state}"))
        return sent.state == State.PUBLISHED

    def hand_over(self) -> bool:
        account = self.desk.accounts.add_by_hand("linkedin")
        (queued,) = self.desk.sending.queue(self.draft, (account.id,))
        self.desk.sending.send_due()
        handed = self.desk.sending.hand_over(queued.id)
        self._show(handed.url)
        sent = self.desk.sending.confirm(queued.id)
        self._show(t(f"state.{sent.state}"))
        return sent.state == State.PUBLISHED

    def find(self) -> bool:
        page = self.desk.history.search(t("tour.search"))
        self._show(t("tour.searched", word=t("tour.search"), n=page.found))
        for post in page.posts:
            for start, end in post.hits[:1]:
                line = post.text[max(0, start - 30) : end + 30].replace("\n", " ")
                self._show(f"…{line.strip()}…")
        return page.found > 0

    def _show(self, text: str) -> None:
        for line in text.splitlines():
            self.console.line(f"   {line}")
