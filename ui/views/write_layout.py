# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where the parts of the write view stand: the column, the panel beside or over it, photos right below the words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.wording import t
from ui import theme
from ui.editor import Paper
from ui.widgets.chips import DestinationRow
from ui.widgets.sentence import Sentence
from ui.widgets.write_status import WriteStatus
from ui.widgets.write_toolbar import WriteToolbar

if TYPE_CHECKING:
    from ui.widgets.empty_paper import EmptyPaper
    from ui.widgets.face import FaceButton
    from ui.widgets.find_line import FindLine
    from ui.widgets.fork_line import ForkLine
    from ui.widgets.panel import MummoPanel
    from ui.widgets.photo_strip import PhotoStrip
    from ui.widgets.planned_line import PlannedLine

NARROW = 1060
"""Below this window width in px the panel lies over the paper (ux.md 4)."""
ABOVE_CHIPS, BELOW_CHIPS, ABOVE_EMPTY = 10, 22, 60
PAPER_LEAST = 120


class WriteLayout(QFrame):
    """The parts and their places; what they do is up to the view. Small faces, starters and pictures come late."""

    panel: MummoPanel
    small_face: FaceButton
    empty: EmptyPaper
    find_line: FindLine
    fork_line: ForkLine
    planned_line: PlannedLine
    photos: PhotoStrip

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the parts."""
        super().__init__(parent)
        theme.set_role(self, "paper")
        self._panel_open = True
        self._overlaid = False
        self._focused = False
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.work = QWidget(self)
        row.addWidget(self.work, 1)
        self._build_work()
        self.side = QFrame(self)
        theme.set_role(self.side, "panel")
        self.side.setFixedWidth(theme.px("panel"))
        row.addWidget(self.side)
        self._furnished = False
        self._align_later = QTimer(self, singleShot=True, interval=0)
        self._align_later.timeout.connect(self._align)
        self._order_later = QTimer(self, singleShot=True, interval=0)
        self._order_later.timeout.connect(self._order_stops)
        self.paper.size_changed.connect(self._align_soon)
        self.paper.document().documentLayout().documentSizeChanged.connect(self._fit_paper)

    def _build_work(self) -> None:
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = WriteToolbar(self.work)
        self.places = QWidget(self.work)
        self._places_column = QVBoxLayout(self.places)
        self._places_column.setSpacing(6)
        self.destinations = DestinationRow(self.places)
        self._places_column.addWidget(self.destinations)
        self.origin = Sentence("", "caption", "ink_faint", self.places)
        self.origin.hide()
        indented = QHBoxLayout()
        indented.setContentsMargins(2, 0, 0, 0)
        indented.addWidget(self.origin)
        self._places_column.addLayout(indented)
        self.paper = Paper(self.work)
        self.paper.setAccessibleName(t("write.paper"))
        self.status = WriteStatus(self.work)
        column.addWidget(self.toolbar)
        column.addWidget(self.places)
        column.addWidget(self.paper, 1)
        column.addStretch(0)
        column.addWidget(self.status)
        self._column = column

    def furnish_layout(self) -> None:
        """Make the parts that no first frame needs: what fills the panel, starters, pictures, small faces, menus."""
        from ui.widgets.empty_paper import EmptyPaper
        from ui.widgets.face import FaceButton
        from ui.widgets.panel import MummoPanel
        from ui.widgets.photo_strip import PhotoStrip

        self.panel = MummoPanel(self.side)
        inside = QVBoxLayout(self.side)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.panel)
        self._furnish_lines()
        self.status.furnish()
        self.toolbar.kind.furnish()
        self.small_face = FaceButton(self)
        self.small_face.hide()
        self.empty = EmptyPaper(self.paper)
        self.empty.hide()
        self.photos_box = QWidget(self.work)
        self._photos_row = QHBoxLayout(self.photos_box)
        self.photos = PhotoStrip(self.photos_box)
        self._photos_row.addWidget(self.photos, 1)
        self._column.insertWidget(self._column.indexOf(self.paper) + 1, self.photos_box)
        self.photos_box.show()
        self._furnished = True
        self.panel.rearranged.connect(self._order_later.start)
        self.photos.rearranged.connect(self._order_later.start)
        self.photos.rearranged.connect(self._align_soon)
        self._order_later.start()
        self._place_panel()
        self._align_soon()

    def _furnish_lines(self) -> None:
        from ui.widgets.find_line import FindLine
        from ui.widgets.fork_line import ForkLine
        from ui.widgets.planned_line import PlannedLine

        self.fork_line = ForkLine(self.places)
        self.planned_line = PlannedLine(self.places)
        self.find_line = FindLine(self.places)
        for line in (self.fork_line, self.planned_line, self.find_line):
            self._places_column.addWidget(line)

    # ------------------------------------------------------------ the panel

    def is_narrow(self) -> bool:
        """Whether the panel has no room beside the paper."""
        return self.window().width() < NARROW

    def set_panel_open(self, on: bool) -> None:
        """Show or hide the panel beside the paper (on a wide window)."""
        self._panel_open = on
        self._place_panel()

    def set_focus_mode(self, on: bool) -> None:
        """Leave only the paper and a small face."""
        self._focused = on
        self._overlaid = False
        for part in (self.toolbar, self.places, self.status):
            part.setVisible(not on)
        self.paper.set_room_above(theme.px("xxxl") if on else 0)
        self._place_panel()

    def close_overlay(self) -> None:
        """Take the panel off the paper again; nothing happens on a wide window."""
        if self._overlaid:
            self._overlaid = False
            self._place_panel()
            self.paper.setFocus()

    def _place_panel(self) -> None:
        self._align_soon()
        narrow = self.is_narrow()
        if not narrow:
            self._overlaid = False
        beside = self._panel_open and not narrow and not self._focused
        inside = self._row.indexOf(self.side) >= 0
        if beside and not inside:
            self._row.addWidget(self.side)
        elif not beside and inside:
            self._row.removeWidget(self.side)
        shown = beside or (self._overlaid and not self._focused)
        self.side.setVisible(shown)
        if shown and not beside:
            foot = self.status.height() if self.status.isVisible() else 0
            head = self.toolbar.height() if self.toolbar.isVisible() else 0
            self.side.setGeometry(
                self.width() - self.side.width(), head, self.side.width(), self.height() - head - foot
            )
            self.side.raise_()
        self.status.set_face_shown(not beside)
        if not self._furnished:
            return
        self.small_face.setVisible(self._focused)
        self.small_face.adjustSize()
        self.small_face.move(
            self.rect().bottomRight() - QPoint(self.small_face.width() + 14, self.small_face.height() + 14)
        )
        self.small_face.raise_()

    def _order_stops(self) -> None:
        """Let Tab go toolbar, where to, paper, pictures, foot, panel (ux.md 11), whatever was made when."""
        above = (self.fork_line, self.planned_line, self.find_line)
        paper = [*(stop for line in above for stop in line.stops()), self.paper, *self.empty.buttons]
        parts = (self.destinations.stops(), paper, self.photos.stops(), self.status.stops(), self.panel.stops())
        for earlier, later in pairwise([*self.toolbar.stops(), *(stop for part in parts for stop in part)]):
            self.setTabOrder(earlier, later)

    # ------------------------------------------------------------ the column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the panel beside or over the paper."""
        super().resizeEvent(event)
        self._place_panel()
        self._align_soon()

    def _align_soon(self) -> None:
        self._align_later.start()

    def _align(self) -> None:
        """Let chips, photos and starters begin where the text begins."""
        self._row.activate()
        self._column.activate()
        left = self.paper.text_left()
        right = max(left - 60, 8)
        self._places_column.setContentsMargins(left - 2, ABOVE_CHIPS, right, BELOW_CHIPS)
        if not self._furnished:
            return
        self._photos_row.setContentsMargins(left - 2, 0, right, 0)
        width = self.paper.width() - left - 8
        self.empty.setGeometry(left, ABOVE_EMPTY, width, self.empty.heightForWidth(width))
        self._fit_paper()

    def _fit_paper(self) -> None:
        """With pictures the paper is only as high as its words, so that the pictures stand right below them."""
        if not self._furnished or self.photos.isHidden():
            most = QWIDGETSIZE_MAX
        else:
            margins = self.paper.viewportMargins()
            words = round(self.paper.document().size().height()) + margins.top() + margins.bottom()
            most = max(PAPER_LEAST, words)
        if most != self.paper.maximumHeight():
            self.paper.setMaximumHeight(most)


QWIDGETSIZE_MAX = (1 << 24) - 1
"""Qt's own constant for "no limit", which Python does not get to see."""
