# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What stands at the side of the accounts: a network's accounts, a linking, a key, a server. One page at a time."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.model import Account, Way
from app.wording import t
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.account_facts import Place, Wish, is_begun
from ui.widgets.account_key import KeyPage
from ui.widgets.account_link import LinkPage
from ui.widgets.account_one import NetworkPage, Removals
from ui.widgets.account_server import ServerPage
from ui.widgets.kinds import Look

NOWHERE = Place(Look("", "", "plug-connected"), Way.BY_HAND)
"""No network is shown."""


class AccountSide(QWidget):
    """Its frame (the settings' panel or a sheet) shows the title and closes it.

    Signals
        titled: icon and title of the page that is shown.
        linking: the network whose sign-in is under way, "" for none.
        left: there is nothing more to show.
        added: the id of an account.
        keys_changed: a key of the program came or went.
    """

    titled = Signal(str, str)
    linking = Signal(str)
    left = Signal()
    added = Signal(str)
    keys_changed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._bridge = bridge
        self._place = NOWHERE
        self._keys: dict[str, str] = {}
        self.page: NetworkPage | LinkPage | KeyPage | ServerPage | None = None
        self.removals = Removals(bridge, self)
        self.removals.changed.connect(self._show_network_soon)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def network(self) -> str:
        """Return the network that is shown, "" for none."""
        return self._place.look.id

    def open(self, place: Place, wish: Wish, keys: dict[str, str]) -> None:
        """Show a network as wished; looking goes to where the writer left off."""
        self._place, self._keys = place, keys
        may_link = place.direct and bool(keys.get(place.look.id) or not place.needs_key)
        if wish is Wish.LINK or (wish is Wish.LOOK and may_link and (not place.linked or is_begun(place.look.id))):
            self._link(place.by_hand.id if place.by_hand is not None else "")
        elif wish is Wish.KEY or (wish is Wish.LOOK and not place.linked and place.needs_key and not may_link):
            self._key()
        elif wish is Wish.HAND:
            self._hand()
        else:
            self._network()

    def refresh(self, places: tuple[Place, ...], keys: dict[str, str]) -> None:
        """Take what is known now; a network's own page is made anew, a linking is left alone."""
        self._keys = keys
        if not self.network:
            return
        self._place = next((one for one in places if one.look.id == self.network), self._place)
        if isinstance(self.page, NetworkPage):
            self._network()

    def close_page(self) -> None:
        """End what is under way (the step stays), remove what was to go, and show nothing."""
        self.removals.let_go()
        self._drop()
        self._place = NOWHERE

    # ------------------------------------------------------------ pages

    def _drop(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.stop()
            self._column.removeWidget(page)
            page.hide()
            page.deleteLater()
            self.linking.emit("")

    def _swap(self, page: NetworkPage | LinkPage | KeyPage | ServerPage, title: str) -> None:
        self._drop()
        self.page = page
        self._column.addWidget(page)
        page.show()
        self.titled.emit(self._place.look.icon, title)
        page.begin()
        QTimer.singleShot(0, page, page.begin)  # again once it is in sight

    def _network(self) -> None:
        page = NetworkPage(self._place, self._keys.get(self.network, ""), self.removals.going)
        page.wished.connect(self._wished)
        page.removed.connect(self.removals.add)
        page.kept.connect(self.removals.keep)
        page.left.connect(self._leave)
        self._swap(page, self._place.look.name)

    def _show_network_soon(self) -> None:
        if isinstance(self.page, NetworkPage):
            QTimer.singleShot(0, self, self._network_again)

    def _network_again(self) -> None:
        if isinstance(self.page, NetworkPage):
            self._network()

    def _link(self, account: str) -> None:
        known = next((one.account for one in self._place.linked if one.account.id == account), None)
        again = known is not None and bool(known.remote_id)
        page = LinkPage(self._bridge, self._place, known)
        page.linked.connect(self._linked)
        page.busy.connect(self._busy)
        page.left.connect(self._leave)
        page.help_wanted.connect(self._key)
        name = self._place.look.name
        self._swap(page, t("accounts.again_to", network=name) if again else t("accounts.link_to", network=name))

    def _key(self) -> None:
        page = KeyPage(self._bridge, self._place, self._keys.get(self.network, ""))
        page.kept.connect(self._key_kept)
        page.go_on.connect(self._go_on)
        page.removed.connect(self._key_gone)
        page.left.connect(self._leave)
        self._swap(page, t("accounts.key_title", network=self._place.look.name))

    def _hand(self) -> None:
        if not self._place.asks_server:
            network = self.network
            self._bridge.ask(lambda desk: desk.accounts.add_by_hand(network), self._added, lane=Lane.STORE)
            return
        page = ServerPage(self._bridge, self._place)
        page.added.connect(self._server_added)
        page.left.connect(self._leave)
        self._swap(page, t("accounts.by_hand_title", network=self._place.look.name))

    # ------------------------------------------------------------ what they tell

    def _wished(self, wish: Wish, account: str) -> None:
        if wish is Wish.LINK:
            self._link(account)
        elif wish is Wish.KEY:
            self._key()
        else:
            self._hand()

    def _busy(self, busy: bool) -> None:
        self.linking.emit(self.network if busy else "")

    def _linked(self, account: Account) -> None:
        self.added.emit(account.id)

    def _added(self, account: Account) -> None:
        self.added.emit(account.id)

    def _server_added(self, account: Account) -> None:
        self.added.emit(account.id)
        self._leave()

    def _key_kept(self) -> None:
        self._keys = {**self._keys, self.network: self._keys.get(self.network) or "own"}
        self.keys_changed.emit()

    def _go_on(self) -> None:
        """Link with the key that is there now."""
        by_hand = self._place.by_hand
        self._link(by_hand.id if by_hand is not None else "")

    def _key_gone(self) -> None:
        self._keys = {**self._keys, self.network: ""}
        self.keys_changed.emit()
        self._key()

    def _leave(self) -> None:
        self.left.emit()
