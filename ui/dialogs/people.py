# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The address book: people, a handle per network, and what the other networks can't be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.widgets.empty import EmptyPlace
from ui.widgets.plain import button, label, rule
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.desk import Desk
    from app.errors import AppError
    from app.model import Person
    from ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class _Known:
    """Everybody, the networks that know handles (id and name), and the names of those that don't."""

    people: tuple[Person, ...]
    networks: tuple[tuple[str, str], ...]
    only_named: tuple[str, ...]


class PeopleSheet(Sheet):
    """A list of people, or the form of one."""

    def __init__(self, bridge: Bridge, host: QWidget) -> None:
        """Ask who is there."""
        super().__init__(host, t("people.title"))
        self._bridge = bridge
        self._known = _Known((), (), ())
        self._editing: Person | None = None
        self._gone: Person | None = None
        self._shown: QWidget | None = None
        self.fields: dict[str, QLineEdit] = {}
        self.said = label("", "small accent", wrap=True, parent=self)
        self.body.addWidget(label(t("people.about"), "small faint", wrap=True, parent=self))
        self._holder = QVBoxLayout()
        self.body.addLayout(self._holder)
        self.body.addWidget(self.said)
        self.said.hide()
        self.cancel = button(t("people.cancel"), parent=self)
        self.cancel.clicked.connect(self._show_list)
        self.add_button(self.cancel)
        self.main = button(t("people.add"), "primary", parent=self)
        self.main.clicked.connect(self._go_on)
        self.add_button(self.main)
        self._load()

    def _load(self) -> None:
        self._bridge.ask(_known, self._loaded, self._trouble)

    def _loaded(self, known: _Known) -> None:
        self._known = known
        self._show_list()

    def _turn(self, shown: QWidget, main: str, form: bool) -> None:
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = shown
        self._holder.addWidget(shown)
        self.said.hide()
        self.main.setText(main)
        self.main.setAccessibleName(main)
        self.cancel.setVisible(form)
        self.fit()
        self.focus_soon()

    # ------------------------------------------------------------ the list

    def _show_list(self) -> None:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not self._known.people and self._gone is None:
            column.addWidget(EmptyPlace(t("people.empty"), made))
        for person in self._known.people:
            column.addWidget(self._row(person, made))
            column.addWidget(rule(made))
        if self._gone is not None:
            column.addWidget(self._gone_row(self._gone, made))
        self.fields = {}
        self._turn(made, t("people.add"), form=False)

    def _row(self, person: Person, parent: QWidget) -> QWidget:
        names = dict(self._known.networks)
        handles = "  ·  ".join(f"{names[place]}\u00a0{handle}" for place, handle in person.handles if place in names)
        made, line = _line(parent)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(person.name, "body ink", wrap=True))
        words.addWidget(label(handles or t("people.no_handles"), "small faint", wrap=True))
        line.addLayout(words, 1)
        for code, press in (("people.change", self._change), ("people.remove", self._remove)):
            one = button(t(code), "small_button", value=person, parent=made)
            one.setAccessibleName(f"{t(code)}: {person.name}")
            one.chosen.connect(press)
            line.addWidget(one)
        return made

    def _gone_row(self, person: Person, parent: QWidget) -> QWidget:
        made, line = _line(parent)
        line.addWidget(label(t("people.removed", name=person.name), "small faint", wrap=True), 1)
        undo = button(t("toast.undo"), "small_button", value=person, parent=made)
        undo.chosen.connect(self._restore)
        line.addWidget(undo)
        return made

    def _remove(self, person: Person) -> None:
        self._gone = person
        self._bridge.ask(lambda desk: desk.people.remove(person.id), self._kept, self._trouble)

    def _restore(self, person: Person) -> None:
        self._gone = None
        self._bridge.ask(lambda desk: desk.people.restore(person), self._kept, self._trouble)

    # ------------------------------------------------------------ the form

    def _change(self, person: Person | None) -> None:
        self._editing, self._gone = person, None
        handles = dict(person.handles) if person else {}
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("xs"))
        self.fields = {}
        rows = [("", t("people.name"), person.name if person else "")]
        rows += [(place, name, handles.get(place, "")) for place, name in self._known.networks]
        for key, words, text in rows:
            column.addWidget(label(words, "small soft_ink", parent=made))
            field = QLineEdit(text, made)
            field.setAccessibleName(words)
            field.setMinimumHeight(theme.px("size.control"))
            field.setPlaceholderText(t("people.handle_example") if key else "")
            self.fields[key] = field
            column.addWidget(field)
        names = ", ".join(self._known.only_named)
        column.addWidget(label(t("people.only_named", networks=names), "small faint", wrap=True, parent=made))
        self._turn(made, t("people.keep"), form=True)

    def _go_on(self) -> None:
        """Open the form from the list; keep the person from the form."""
        if not self.fields:
            self._change(None)
            return
        name = self.fields[""].text()
        handles = {place: field.text() for place, field in self.fields.items() if place}
        editing = self._editing

        def work(desk: Desk) -> Person:
            if editing is None:
                return desk.people.add(name, handles)
            return desk.people.change(editing.id, name, handles)

        self._bridge.ask(work, self._kept, self._trouble)

    def _kept(self, person: Person) -> None:
        self._load()

    def _trouble(self, error: AppError) -> None:
        self.said.setText(t(error.code, **error.facts))
        self.said.show()
        self.fit()


def _known(desk: Desk) -> _Known:
    networks = [network for network in desk.reading.networks() if network.way != "practice"]
    told = tuple((network.id, network.name) for network in networks if network.people == "handle")
    return _Known(desk.people.all(), told, tuple(network.name for network in networks if network.people != "handle"))


def _line(parent: QWidget) -> tuple[QWidget, QHBoxLayout]:
    made = QWidget(parent)
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 9, 0, 9)
    line.setSpacing(theme.px("s"))
    return made, line
