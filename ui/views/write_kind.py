# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What kind of post is on the paper: chosen by the writer, or guessed from what Mummo read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.model import Kind

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.bridge import Bridge
    from ui.views.write_reading import Reading
    from ui.views.write_saving import Saving
    from ui.widgets.write_toolbar import KindButton


class KindOfPost(QObject):
    """Between the button of the kinds and the sheet."""

    def __init__(self, bridge: Bridge, button: KindButton, saving: Saving) -> None:
        """Listen to the button, which owns this."""
        super().__init__(button)
        self._bridge, self._button, self._saving = bridge, button, saving
        button.chosen.connect(self._choose)

    def guess(self, reading: Reading) -> None:
        """Show what a text looks like, unless the writer has said what it is."""
        from ui.widgets import voice

        sheet = self._saving.sheet
        if not sheet.kind_chosen and (kind := voice.guessed_kind(reading.report, reading.characters)) is not sheet.kind:
            self._button.show_kind(kind)
            self._set(kind, chosen=False)

    def _choose(self, kind: Kind) -> None:
        self._set(kind, chosen=True)

    def _set(self, kind: Kind, *, chosen: bool) -> None:
        sheet = self._saving.sheet
        sheet.kind, sheet.kind_chosen = kind, sheet.kind_chosen or chosen

        def work(desk: Desk) -> None:
            if sheet.id:
                desk.drafts.change(sheet.id, kind=kind, chosen=chosen)

        self._bridge.ask(work)
