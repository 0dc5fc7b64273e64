# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Desk slice for what a writer chooses for one network beside the text: who sees it, a warning, what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Fixable
from app.model import Facts
from app.networks import network as network_of
from app.wording import t

if TYPE_CHECKING:
    from app.desk import Desk
    from app.networks import Option


class OptionDesk:
    """What the send sheet and the commands may ask. Raises Fixable("network.unknown") for a network nobody knows."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk this slice belongs to."""
        self._desk = desk

    def declared(self, network: str) -> tuple[Option, ...]:
        """Return what can be chosen for a network, in the order of its data file."""
        return network_of(network).options

    def label(self, name: str, value: str = "") -> str:
        """Return the word for a choice, or for one of its values, in the writer's language."""
        return t(f"option.{name}.{value}") if value else t(f"option.{name}")

    def of(self, draft: str, network: str) -> Facts:
        """Return what was chosen for a draft, in the order of the data file; without a choice the default holds.

        What a network no longer takes is left out.
        """
        chosen = dict(self._desk.store.options.of(draft, network))
        known = [one for one in self.declared(network) if one.takes(chosen.get(one.name, ""))]
        return tuple((one.name, chosen[one.name]) for one in known if chosen.get(one.name))

    def warning(self, draft: str, network: str) -> str:
        """Return the covering line where it counts towards a post's length, "" elsewhere."""
        if not draft or not network_of(network).warning_counts:
            return ""
        return dict(self._desk.store.options.of(draft, network)).get("warning", "")

    def choose(self, draft: str, network: str, name: str, value: str) -> None:
        """Keep one choice; "" takes it back. Outer blanks of a line are left out.

        Raises Fixable("options.unknown", "options.bad_value" or "draft.unknown"); then the choice stays as it was.
        """
        declared = {one.name: one for one in self.declared(network)}
        place = network_of(network).name
        if name not in declared:
            raise Fixable("options.unknown", network=place, name=name[:40], known=", ".join(declared) or "-")
        option, value = declared[name], value.strip()
        if not option.takes(value):
            code = {"choice": "options.not_one_of", "address": "options.no_address"}.get(option.kind, "options.no_line")
            raise Fixable(code, network=place, name=name, value=value[:80], known=", ".join(option.values))
        self._desk.store.options.choose(draft, network, name, value)
        self._desk.announce("drafts", draft)
