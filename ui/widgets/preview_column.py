# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One network of the preview: its heading, its posts, the cut handles between them, and what is its own there."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.plain import label, plain_tip
from ui.widgets.preview_card import KnownCard, ShadedLine
from ui.widgets.preview_cut import CutHandle
from ui.widgets.preview_facts import Column, column_words
from ui.widgets.preview_own import OwnText
from ui.widgets.preview_part import PartCard
from ui.widgets.preview_shade import Shade, ShadedIcon, ShadedTool
from ui.widgets.roles import set_accessible_role

AT_ONCE, STEP = 2, 4
"""So many posts of a thread are laid out before the first frame, and in every later step."""
HEADING = 26


class ColumnView(QWidget):
    """Signals carry the network's id first, those of a cut the account.

    cut_stepped: cut number, sentences. cut_moved: cut number, offset in the column's text. cuts_reset.
    rejoin_wanted, fork_wanted: share the common text again, have a text of one's own.
    fetch_wanted, drop_wanted: the link's card. grown: there are other stops for Tab than before.
    """

    cut_stepped = Signal(object, int, int)
    cut_moved = Signal(object, int, int)
    cuts_reset = Signal(str)
    rejoin_wanted = Signal(str)
    fork_wanted = Signal(str)
    fetch_wanted = Signal()
    drop_wanted = Signal()
    dragged = Signal(QPoint)
    grown = Signal()

    def __init__(self, shade: Shade, images: dict[str, QImage], column: Column, parent: QWidget) -> None:
        """Show nothing yet of `column`."""
        super().__init__(parent)
        self._shade, self._images = shade, images
        self.facts = column
        self._photos: tuple[Photo, ...] = ()
        self._known = KnownCard()
        self._wide = 0
        self.parts: list[PartCard] = []
        self.handles: list[CutHandle] = []
        self.own: OwnText | None = None
        set_accessible_role(self, QAccessible.Role.Grouping)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(self._head())
        self._outer = outer
        self._thread = QVBoxLayout()
        self._thread.setSpacing(0)
        outer.addLayout(self._thread)
        outer.addStretch(1)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._some_more)

    def _head(self) -> QWidget:
        head = QWidget(self)
        head.setFixedHeight(HEADING)
        row = QHBoxLayout(head)
        row.setContentsMargins(4, 0, 2, 0)
        row.setSpacing(7)
        look = self.facts.look
        row.addWidget(ShadedIcon(self._shade, look.icon, "ink", theme.px("icon"), self))
        self.title = label(look.name, "body_bold ink", parent=self)
        row.addWidget(self.title)
        self.fork_icon = ShadedIcon(self._shade, "git-fork", "accent", theme.px("icon_small"), self)
        row.addWidget(self.fork_icon)
        self.note = ShadedLine(self._shade, "caption", "ink_faint", self)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.note, 1)
        self.edit = ShadedTool(self._shade, "pencil", t("fork.write", network=look.name), self)
        self.edit.clicked.connect(self._wish_fork)
        row.addWidget(self.edit)
        return head

    # ------------------------------------------------------------ what is shown

    def show_column(self, facts: Column, photos: tuple[Photo, ...], known: KnownCard, width: int) -> None:
        """Show a column in `width` px; cards and handles that are there are used again, so that the focus stays."""
        self.facts, self._photos, self._known, self._wide = facts, photos, known, width
        self.setFixedWidth(width)
        self.setAccessibleName(t("preview.column", network=facts.look.name, how=column_words(facts)))
        self.note.show_text(column_words(facts))
        self.note.set_colour("brow" if facts.over else "ink_faint")
        self.fork_icon.setVisible(facts.forked)
        self.edit.setAccessibleName(t("fork.edit" if facts.forked else "fork.write", network=facts.look.name))
        self.edit.setToolTip(plain_tip(self.edit.accessibleName()))
        self._show_own()
        for _ in range(len(self.parts) - len(facts.parts)):
            self._take_last()
        for number in range(min(len(facts.parts), max(len(self.parts), AT_ONCE))):
            self._show_part(number)
        self._go_on()

    def _some_more(self) -> None:
        """Lay out the next posts of a long thread."""
        first = len(self.parts)
        for number in range(first, min(first + STEP, len(self.facts.parts))):
            self._show_part(number)
        self._go_on()

    def _go_on(self) -> None:
        if len(self.parts) < len(self.facts.parts):
            self._later.start()
        else:
            self.grown.emit()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        made: list[QWidget] = [self.edit, *(self.own.stops() if self.own else [])]
        for number, part in enumerate(self.parts):
            made += [*([self.handles[number - 1]] if number else []), *part.stops()]
        return made

    def _show_part(self, number: int) -> None:
        if number == len(self.parts):
            self._add()
        shown = self.own is not None and self.own.differences.isChecked()
        marked = self.facts if shown else self._unmarked()
        self.parts[number].show_part(marked, number, self._photos, self._known, self._wide)
        if number:
            cuts = self.facts.cuts
            may_reset = any(cut.rank == "moved" for cut in cuts)
            self.handles[number - 1].show_cut(cuts[number - 1].rank, self.facts.parts[number].text, may_reset)

    def _unmarked(self) -> Column:
        if not any(part.own for part in self.facts.parts):
            return self.facts
        return replace(self.facts, parts=tuple(replace(part, own=()) for part in self.facts.parts))

    def _add(self) -> None:
        if self.parts:
            handle = CutHandle(self._shade, len(self.handles), self)
            handle.moved.connect(self._step)
            handle.dragged.connect(self._drag)
            handle.dropped.connect(self._drop)
            handle.let_go.connect(self._let_go)
            handle.reset_wanted.connect(self._reset)
            self.handles.append(handle)
            self._thread.addWidget(handle)
        part = PartCard(self._shade, self._images, self)
        part.fetch_wanted.connect(self.fetch_wanted)
        part.drop_wanted.connect(self.drop_wanted)
        self.parts.append(part)
        self._thread.addWidget(part)

    def _take_last(self) -> None:
        gone: list[QWidget] = [self.parts.pop()]
        if self.handles:
            gone.append(self.handles.pop())
        for widget in gone:
            if widget.hasFocus() and self.handles:
                self.handles[-1].setFocus()
            widget.hide()
            self._thread.removeWidget(widget)
            widget.deleteLater()

    def show_known(self, known: KnownCard) -> None:
        """Show what has become known of the link."""
        self._known = known
        for part in self.parts:
            part.show_known(self.facts, known)

    def repaint_pictures(self) -> None:
        """Draw what has been read meanwhile."""
        for part in self.parts:
            part.repaint_pictures()

    # ------------------------------------------------------------ own text

    def _show_own(self) -> None:
        if not self.facts.forked and self.own is None:
            return
        if self.own is None:
            self.own = OwnText(self)
            self.own.turned.connect(self._turn_differences)
            self.own.rejoin_wanted.connect(self._wish_rejoin)
            self._outer.insertWidget(1, self.own)
        self.own.setVisible(self.facts.forked)
        self.own.show_pairs(self.facts.pairs)

    def _turn_differences(self, _on: bool) -> None:
        for number in range(len(self.parts)):
            self._show_part(number)

    def _wish_fork(self) -> None:
        self.fork_wanted.emit(self.facts.account.network)

    def _wish_rejoin(self) -> None:
        self.rejoin_wanted.emit(self.facts.account.network)

    # ------------------------------------------------------------ cuts

    def _step(self, number: int, sentences: int) -> None:
        self.cut_stepped.emit(self.facts.account, number, sentences)

    def _reset(self) -> None:
        self.cuts_reset.emit(self.facts.account.network)

    def place_near(self, number: int, y: int) -> int:
        """Return the place for cut `number` whose line is nearest to `y` in this column."""
        before, after = self.parts[number], self.parts[number + 1]
        now = self.facts.cuts[number].offset
        best, least = now, abs(self.handles[number].geometry().center().y() - y)
        for place in self.facts.places:
            if before.begins < place < after.ends and place != now:
                part = before if place < after.begins else after
                far = abs(part.y() + part.y_of(place) - y)
                if far < least:
                    best, least = place, far
        return best

    def _drag(self, number: int, here: QPoint) -> None:
        place = self.place_near(number, self.mapFromGlobal(here).y())
        after = self.parts[number + 1]
        for part in (self.parts[number], after):
            mine = place != self.facts.cuts[number].offset and (place >= after.begins) == (part is after)
            part.set_drop(place if mine else -1)
        self.dragged.emit(here)

    def _drop(self, number: int, here: QPoint) -> None:
        self._let_go(number)
        place = self.place_near(number, self.mapFromGlobal(here).y())
        if place != self.facts.cuts[number].offset:
            self.cut_moved.emit(self.facts.account, number, place)

    def _let_go(self, number: int) -> None:
        for part in self.parts[number : number + 2]:
            part.set_drop(-1)
