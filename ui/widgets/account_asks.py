# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What a network asks before it lets one in: fields in the steps of a linking, and the answers a sign-in takes."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.model import Account
from app.wording import knows, t
from ui import theme
from ui.widgets.account_facts import Ask, Begun, Place
from ui.widgets.account_step import Step, field, named, with_icon

PROTOCOLS = ("2.0", "1.0a")
ASIDE = {"bluesky": ("server", "secret"), "mastodon": ("secret",), "x": ("protocol",)}
"""What a network asks for only where permission isn't given in the browser; shown on request."""


class Asks(QObject):
    """The fields of one linking. What is typed stays in `begun`, except for secrets: they are emptied after use."""

    def __init__(self, place: Place, account: Account | None, begun: Begun, parent: QObject) -> None:
        """Make no field yet; `account` is the one to sign in to anew."""
        super().__init__(parent)
        self._place, self._account, self._begun = place, account, begun
        self._aside_keys = ASIDE.get(place.look.id, ())
        self.fields: dict[str, QLineEdit] = {}
        self.aside: list[QWidget] = []
        self._protocol: QComboBox | None = None

    def any_first(self) -> bool:
        """Whether anything is asked before the permission."""
        return any(ask.key not in self._aside_keys for ask in self._place.asks)

    def add_to(self, who: Step, permission: Step) -> None:
        """Make the fields: a name where one says who one is, a secret where the permission is given."""
        for ask in self._place.asks:
            if ask.key == "protocol":
                self._protocol = self._protocols(permission)
                self.aside.append(self._protocol)
                permission.column.addWidget(self._protocol)
            elif ask.key != "page":  # which Page is asked when there turn out to be several
                made = self._field(ask, who)
                name = named(made, permission if ask.secret or ask.key in self._aside_keys else who)
                name.setVisible(ask.key != "handle")  # the step's own heading asks for it
                if ask.key in self._aside_keys:
                    self.aside += [name, made]

    def _field(self, ask: Ask, parent: QWidget) -> QLineEdit:
        key, network = ask.key, self._place.look.id
        words = f"accounts.ask.{key}.{network}"
        hint = f"accounts.example.{key}.{network}"
        name = t(words) if knows(words) else t(f"accounts.ask.{key}")
        made = field(name, ask.secret, t(hint) if knows(hint) else "", parent)
        made.setProperty("key", key)
        if key == "handle":
            with_icon(made, "at")
        if not ask.secret:
            known = {"server": self._account.server, "handle": self._account.handle} if self._account else {}
            made.setText(self._begun.typed.get(key) or known.get(key) or ask.default)
            made.textChanged.connect(self._remember)
        self.fields[key] = made
        return made

    @staticmethod
    def _protocols(parent: QWidget) -> QComboBox:
        made = QComboBox(parent)
        made.setAccessibleName(t("accounts.ask.protocol"))
        made.setMinimumHeight(theme.px("size.control"))
        for value in PROTOCOLS:
            made.addItem(t(f"accounts.protocol.{value}"), value)
        return made

    def _remember(self, text: str) -> None:
        self._begun.typed[str(self.sender().property("key"))] = text

    def show_aside(self, shown: bool) -> None:
        """Show or put away what is asked where the browser is not the way."""
        for widget in self.aside:
            widget.setVisible(shown)

    def set_enabled(self, enabled: bool) -> None:
        """Let the fields be written in, or not while a sign-in is under way."""
        for one in self.fields.values():
            one.setEnabled(enabled)

    # ------------------------------------------------------------ answers

    def by_browser(self) -> bool:
        """Whether permission will be given in the browser, as the fields stand now."""
        return not self._place.pasted and not any(one.text() for one in self.secrets())

    def answers(self) -> dict[str, str]:
        """Return what was answered; a secret that is put away counts as none."""
        found = {
            key: one.text() if _is_secret(one) else one.text().strip()
            for key, one in self.fields.items()
            if not (one.isHidden() and _is_secret(one))
        }
        if self._protocol is not None:
            found["protocol"] = str(self._protocol.currentData())
        return found

    def missing(self, answers: dict[str, str]) -> QLineEdit | None:
        """Return the first field that has to be filled in."""
        needed: tuple[str, ...] = {"mastodon": ("server",)}.get(self._place.look.id, ())
        if self._place.pasted:
            needed = ("token",)
        elif answers.get("secret") and "handle" in answers:
            needed = (*needed, "handle")
        return next((self.fields[key] for key in needed if not answers.get(key)), None)

    def first_empty(self) -> QLineEdit | None:
        """Return the first field in sight without an answer."""
        return next((one for one in self.fields.values() if not one.isHidden() and not one.text()), None)

    def secrets(self) -> list[QLineEdit]:
        """Return the fields of secrets in sight."""
        return [one for one in self.fields.values() if _is_secret(one) and not one.isHidden()]

    def empty_secrets(self) -> None:
        """Forget every secret."""
        for one in self.fields.values():
            if _is_secret(one):
                one.clear()


def _is_secret(one: QLineEdit) -> bool:
    return one.echoMode() is QLineEdit.EchoMode.Password
