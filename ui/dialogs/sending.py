# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What happens after Publish is pressed: the seconds in which it can be taken back, sending, by-hand cards, trouble."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.model import Delivery, Event, State, Way
from app.wording import t
from ui.bridge import Bridge
from ui.dialogs.by_hand import ByHandCard
from ui.dialogs.quit import QuitSheet
from ui.jobs import Lane
from ui.widgets.history_preview import openable
from ui.widgets.kinds import Looks, looks
from ui.widgets.sending_bar import SendingBar

if TYPE_CHECKING:
    from app.desk import Desk
    from app.desk.sending import HandOver

SECOND_MS = 1000
Opener = Callable[[QUrl], object]


class Sending(QObject):
    """The window owns one. All that may touch a network runs on the sending lane, in order."""

    history_wanted = Signal()
    practice_wanted = Signal()
    quit_allowed = Signal()
    published = Signal(str)

    def __init__(self, bridge: Bridge, window: QWidget, opener: Opener = QDesktopServices.openUrl) -> None:
        """Make the bar (the window places `bar` at its foot); `opener` opens pages in the browser."""
        super().__init__(window)
        self._bridge, self._window, self._opener = bridge, window, opener
        self.bar = SendingBar(window)
        self.bar.cancel_wanted.connect(self.cancel)
        self.bar.wanted.connect(self._answer)
        self.bar.link_wanted.connect(self._open_link)
        self._deliveries: tuple[Delivery, ...] = ()
        self._left = self._whole = 0
        self._under_way = 0
        self._quitting = self._said_now = self._held = False
        self._looks = Looks()
        self._out: set[str] = set()
        self._second = QTimer(self, interval=SECOND_MS)
        self._second.timeout.connect(self._tick)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.cancel)
        bridge.look.connect(self._look)
        bridge.announced.connect(self._heard)
        bridge.ask(looks, self._know, lane=Lane.STORE)
        self.send_due()

    # ------------------------------------------------------------ publish, and take back

    def start(self, draft: str, accounts: tuple[str, ...]) -> None:
        """Queue a draft to accounts; it leaves when the send window is over, at once when there is none."""
        window_s = int(self._bridge.settings["send_window_s"])
        self._out.discard(draft)

        def work(desk: Desk) -> tuple[Delivery, ...]:
            by_hand = all(one.way is Way.BY_HAND for one in desk.accounts.all() if one.id in accounts)
            wait = timedelta(seconds=0 if by_hand else window_s)
            return desk.sending.queue(draft, accounts, desk.clock() + wait)

        self._bridge.ask(work, self._queued, self._not_queued, Lane.SEND)

    def counting(self) -> bool:
        """Whether a post can still be taken back."""
        return self._second.isActive()

    def cancel(self) -> None:
        """Take back what has not left; the draft is there as before."""
        if not self.counting():
            return
        self._stop_counting()
        ids = tuple(one.id for one in self._deliveries)
        self._bridge.ask(lambda desk: desk.sending.cancel(ids), self._cancelled, lane=Lane.SEND)

    def send_due(self) -> None:
        """Send what is due now."""
        self._under_way += 1
        self._bridge.ask(_due, self._sent, self._not_sent, Lane.SEND)

    def _queued(self, deliveries: tuple[Delivery, ...]) -> None:
        if not deliveries:
            return
        self._deliveries = deliveries
        window_s = int(self._bridge.settings["send_window_s"])
        if window_s == 0 or all(one.account.way is Way.BY_HAND for one in deliveries):
            self._say_now()
            self.send_due()
            return
        self._left = self._whole = window_s
        self._escape.setEnabled(True)
        self._second.start()
        self.bar.count_down(self._left, self._whole)

    def _not_queued(self, error: AppError) -> None:
        self.bar.say(t(error.code, **error.facts), linger=False)

    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.bar.count_down(self._left, self._whole)
            return
        self.send_now()

    def send_now(self) -> None:
        """Stop counting and let it go; what was to leave later is queued anew for now.

        Timers may run a little fast, so what is shown as over need not be due yet by the desk's clock.
        """
        self._stop_counting()
        self._say_now()
        going = self._deliveries
        self._bridge.ask(lambda desk: _hurry(desk, going), lane=Lane.SEND)
        self.send_due()

    def _say_now(self) -> None:
        self._said_now = True
        self.bar.say(t("sending.now"), linger=False)

    def _stop_counting(self) -> None:
        self._second.stop()
        self._escape.setEnabled(False)

    def _cancelled(self, taken: tuple[str, ...]) -> None:
        if len(taken) < len(self._deliveries):
            self.send_due()
        self.bar.say(t("sending.cancelled") if taken else t("sending.too_late"))
        self._maybe_quit()

    # ------------------------------------------------------------ afterwards

    def _sent(self, touched: tuple[Delivery, ...]) -> None:
        self._under_way -= 1
        told = tuple(one for one in touched if not _is_late(one))
        if told:
            self.bar.show_results(told)
            for delivery in told:
                if delivery.state is State.HANDED_OVER:
                    self.hand_over(delivery.id)
        elif self._said_now and not self.counting() and not self._under_way:
            self.bar.hide()
        self._said_now = False
        self._maybe_quit()

    def _heard(self, event: Event) -> None:
        """Whoever settled a delivery (bar, card, history): find out whether its draft is wholly out now."""
        if event.what == "deliveries":
            self._bridge.ask(lambda desk: _wholly_out(desk, event.id), self._tell_out, _ignore, Lane.STORE)

    def _tell_out(self, draft: str) -> None:
        if draft and draft not in self._out:
            self._out.add(draft)
            self.published.emit(draft)

    def _not_sent(self, error: AppError) -> None:
        self._under_way -= 1
        self.bar.say(t(error.code, **error.facts), linger=False)
        self._maybe_quit()

    def hand_over(self, delivery: str) -> None:
        """Show the by-hand card of a delivery; one that is open already comes to the front."""
        for card in self._window.findChildren(ByHandCard):
            if card.delivery == delivery:
                card.come_forward()
                return
        self._bridge.ask(lambda desk: desk.sending.hand_over(delivery), self._show_card, lane=Lane.STORE)

    def _show_card(self, handed: HandOver) -> None:
        card = ByHandCard(self._bridge, self._window, handed, self._looks, self._opener)
        card.answered.connect(self._card_answered)
        card.appear()

    def _card_answered(self, _draft: str, published: bool) -> None:
        self.bar.say(t("sending.sent") if published else t("sending.unfinished"))

    def _answer(self, wish: str, delivery: str) -> None:
        if wish == "look":
            self.history_wanted.emit()
        elif wish == "show_card":
            self.hand_over(delivery)
        elif wish == "retry":
            self._bridge.ask(lambda desk: desk.sending.retry(delivery), self._again, lane=Lane.SEND)
        else:
            self._bridge.ask(lambda desk: desk.sending.by_hand(delivery), self._by_hand, lane=Lane.SEND)

    def _again(self, _delivery: Delivery) -> None:
        self._say_now()
        self.send_due()

    def _by_hand(self, delivery: Delivery) -> None:
        self.bar.hide()
        self.hand_over(delivery.id)

    def _open_link(self, url: str) -> None:
        if not url:
            self.practice_wanted.emit()
        elif openable(url):
            self._opener(QUrl(url))

    def _look(self) -> None:
        if not self._under_way:
            self.send_due()

    # ------------------------------------------------------------ quitting

    def may_quit(self) -> bool:
        """Whether the window may close now; if not, ask (or wait for what is leaving) and emit `quit_allowed` later.

        While the question stands nothing leaves, from here or from a sender in the background.
        """
        if self.counting():
            self._stop_counting()
            self._held = True
            ids = tuple(one.id for one in self._deliveries)
            self._bridge.ask(lambda desk: desk.sending.cancel(ids), self._keep_held, lane=Lane.SEND)
            sheet = QuitSheet(self._window)
            sheet.send_wanted.connect(self._quit_sending)
            sheet.cancel_wanted.connect(self._quit_cancelling)
            sheet.closed.connect(self._go_on)
            sheet.appear()
            return False
        return not self._held

    def _keep_held(self, taken: tuple[str, ...]) -> None:
        self._deliveries = tuple(one for one in self._deliveries if one.id in taken)

    def _quit_sending(self) -> None:
        self._quitting, self._held = True, False
        self._say_now()
        self._bridge.ask(lambda desk: _anew(desk, self._deliveries, 0), lane=Lane.SEND)
        self.send_due()

    def _quit_cancelling(self) -> None:
        self._quitting, self._held = True, False
        self._bridge.ask(lambda _desk: None, lambda _none: self._maybe_quit(), lane=Lane.SEND)  # what was held is back

    def _go_on(self) -> None:
        """Count anew: the question was closed without an answer."""
        if self._held:
            self._held = False
            window_s = int(self._bridge.settings["send_window_s"])
            self._bridge.ask(
                lambda desk: _anew(desk, self._deliveries, window_s), self._queued, self._not_queued, Lane.SEND
            )

    def _maybe_quit(self) -> None:
        if self._quitting and not self._under_way:
            self._quitting = False
            self.quit_allowed.emit()

    def _know(self, known: Looks) -> None:
        self._looks = self.bar.looks = known


def _wholly_out(desk: Desk, delivery: str) -> str:
    """Return the draft of a published delivery if nothing of that draft waits any more, else ""."""
    found = desk.sending.get(delivery)
    waiting = {one.draft for one in desk.sending.waiting()}
    return found.draft if found.state is State.PUBLISHED and found.draft not in waiting else ""


def _is_late(delivery: Delivery) -> bool:
    """Tell whether the dialog of missed posts asks about a delivery: then it needs no row in the bar."""
    return delivery.state is State.NEEDS_PERSON and "minutes" in dict(delivery.facts)


def _ignore(_error: AppError) -> None:
    """A delivery that is gone by now is nothing to tell."""


def _anew(desk: Desk, held: tuple[Delivery, ...], wait_s: int) -> tuple[Delivery, ...]:
    """Queue what was held back once more, due in some seconds."""
    if not held:
        return ()
    accounts = tuple(one.account.id for one in held)
    return desk.sending.queue(held[0].draft, accounts, desk.clock() + timedelta(seconds=wait_s))


def _due(desk: Desk) -> tuple[Delivery, ...]:
    """Send what is due, and what waited for a network that is there again."""
    desk.sending.network.look()
    return desk.sending.send_due()


def _hurry(desk: Desk, going: tuple[Delivery, ...]) -> None:
    """Queue anew for now what is not due yet."""
    now = desk.clock()
    later = tuple(one for one in going if one.at > now)
    taken = desk.sending.cancel(tuple(one.id for one in later))
    accounts = tuple(one.account.id for one in later if one.id in taken)
    if accounts:
        desk.sending.queue(later[0].draft, accounts, now)
