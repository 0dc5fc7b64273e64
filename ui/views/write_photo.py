# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Photo care: one picture large, blur and crop, what was taken out of its copy, words for it (ux.md, picture 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QImageReader, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.photos import Edits, Fit, PhotoCare
from app.wording import t
from ui import theme
from ui.bridge import Bridge
from ui.jobs import Lane
from ui.widgets.photo_bar import PhotoBar, PhotoFoot
from ui.widgets.photo_canvas import Mode, PhotoCanvas
from ui.widgets.photo_side import PhotoSide
from ui.widgets.sheet import hold_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.desk import Desk
    from app.errors import AppError
    from app.model import Draft, Photo

SIDE, SIDE_NARROW, NARROW = 336, 296, 900
SHARP = 2000
"""The picture is read with at most so many pixels on its longer side: enough for a whole screen."""


class PhotoPage(QWidget):
    """Covers its host, beside the sidebar; Tab stays in it, Esc leaves. It frees itself when closed.

    Ticks are kept as they are made, words handed out to be kept. Blur and crop are steps that can be undone until
    *Done*; then they are worked into a new copy next door, and the earlier copy goes.

    Signals
        changed: the draft as it is now, with a new copy.
        described: photo id and new words.
        left_unfinished: the page closed with steps that were not taken over.
        closed: it is gone.
    """

    changed = Signal(object)
    described = Signal(str, str)
    left_unfinished = Signal(object)
    closed = Signal()

    def __init__(self, bridge: Bridge, host: QWidget, draft: str, photo: Photo) -> None:
        """Cover `host` with one picture of a draft; what is not known yet follows."""
        super().__init__(host)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme.set_role(self, "canvas")
        self.setAccessibleName(t("photo_care.title"))
        self._bridge, self._draft, self.photo = bridge, draft, photo
        self._before: QWidget | None = host.window().focusWidget()
        self.busy = False
        self._build()
        self._connect()
        host.installEventFilter(self)
        bridge.ask(_reading(photo.path), self._read, self._trouble, Lane.PICTURES)
        bridge.ask(lambda desk: desk.photos.care(draft, photo.id), self._cared, self._trouble)
        bridge.ask(lambda desk: desk.photos.fits(draft, photo.id), self._fitted, self._trouble, Lane.PICTURES)

    # ------------------------------------------------------------ building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.bar = PhotoBar(self)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.canvas = PhotoCanvas(self)
        middle.addWidget(self.canvas, 1)
        self.foot = PhotoFoot(self.canvas.brush, self)
        middle.addWidget(self.foot)
        row.addLayout(middle, 1)
        self.side = PhotoSide(self.photo, self)
        row.addWidget(self.side)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.bar.back.clicked.connect(self.close)
        self.bar.undo.clicked.connect(self.canvas.undo)
        self.bar.redo.clicked.connect(self.canvas.redo)
        self.bar.mode_wanted.connect(self._choose)
        self.bar.done.clicked.connect(self.finish)
        self.canvas.edited.connect(self._tell)
        self.canvas.brush_wanted.connect(self.foot.brush.setValue)
        self.foot.brush.valueChanged.connect(self.canvas.set_brush)
        self.side.ticked.connect(self._keep_ticks)
        self.side.described.connect(self._describe)
        self._tell()

    def appear(self, thumbnail: QImage | None = None, edits: Edits | None = None) -> None:
        """Show the page at once with a small picture; `edits` takes up steps that were left before."""
        if thumbnail is not None and not thumbnail.isNull():
            self.canvas.set_image(thumbnail, (self.photo.width, self.photo.height))
        if edits is not None:
            self.canvas.start_over(edits)
            self._tell()
        self._arrange()
        self.show()
        self.raise_()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # ------------------------------------------------------------ answers

    def _read(self, image: QImage) -> None:
        if image.isNull():
            self._say(t("photo.lost"))
            self.bar.done.setEnabled(False)
        else:
            self.canvas.set_image(image, (self.photo.width, self.photo.height))

    def _cared(self, care: PhotoCare) -> None:
        self.side.show_care(care)

    def _fitted(self, fits: tuple[Fit, ...]) -> None:
        self.side.show_fits(fits)

    def _trouble(self, error: AppError) -> None:
        self.busy = False
        self._tell()
        self._say(t(error.code, **error.facts))

    # ------------------------------------------------------------ wishes

    def _choose(self, mode: Mode) -> None:
        self.bar.show_mode(mode)
        self.foot.show_mode(mode)
        self.canvas.set_mode(mode)
        self._tell()

    def _tell(self) -> None:
        """Say how the picture stands, and what can be pressed."""
        self.bar.undo.setEnabled(self.canvas.can_undo() and not self.busy)
        self.bar.redo.setVisible(self.canvas.can_redo())
        self.bar.done.setEnabled(not self.busy)
        blurred, cropped = self.canvas.places(), self.canvas.edits.crop is not None
        words = [t("photo_care.blurred", n=blurred)] if blurred else []
        words += [t("photo_care.cropped")] if cropped else []
        self._say(" ".join([*words, t("photo_care.untouched")]))

    def _say(self, words: str) -> None:
        self.foot.state.setText(words)
        self.canvas.setAccessibleName(f"{t('photo_care.picture')}: {words}")

    def _keep_ticks(self, seen: frozenset[str]) -> None:
        draft, photo = self._draft, self.photo.id
        self._bridge.ask(lambda desk: desk.photos.tick(draft, photo, seen), None, self._trouble)

    def _describe(self, words: str) -> None:
        self.described.emit(self.photo.id, words)

    def finish(self) -> None:
        """Take the steps over into a new copy, then close; without steps close at once."""
        edits = self.canvas.edits
        if edits == Edits():
            self.close()
            return
        if self.busy:
            return
        self.busy = True
        self._tell()
        self._say(t("photo_care.working"))
        draft, photo, words = self._draft, self.photo.id, self.side.take_words()

        def edit(desk: Desk) -> Draft:
            if words is not None:
                desk.photos.describe(draft, photo, words)
            return desk.photos.edit(draft, photo, edits)

        self._bridge.ask(edit, self._made, self._trouble, Lane.PICTURES)

    def _made(self, draft: Draft) -> None:
        self.canvas.start_over()
        self.changed.emit(draft)
        self.close()

    # ------------------------------------------------------------ a page of its own

    def _arrange(self) -> None:
        host = self.parent()
        if isinstance(host, QWidget):
            self.setGeometry(host.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture what the column can spare."""
        super().resizeEvent(event)
        self.side.setFixedWidth(SIDE if self.width() >= NARROW else SIDE_NARROW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if event.type() is QEvent.Type.Resize and watched is self.parent():
            self._arrange()
        return False

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab on the page."""
        stops: list[QWidget] = [self.canvas, self.foot.brush, *self.side.stops(), *self.bar.stops()]
        there = [stop for stop in stops if stop.isEnabled() and stop.isVisibleTo(self)]
        focused = self.focusWidget()
        at = there.index(focused) if focused in there else (-1 if forward else 0)
        target = there[(at + (1 if forward else -1)) % len(there)]
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        if self.side.isAncestorOf(target):
            self.side.ensureWidgetVisible(target)
        return True

    def event(self, event: QEvent) -> bool:
        """Take keys before the window's shortcuts do, but for quitting and help: nothing below may act."""
        hold_keys(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves, Ctrl+Z and Ctrl+Shift+Z (Ctrl+Y) step, Ctrl+Enter is done."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif control and (event.key() == Qt.Key.Key_Y or (shift and event.key() == Qt.Key.Key_Z)):
            self.canvas.redo()
        elif control and event.key() == Qt.Key.Key_Z:
            self.canvas.undo()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the words, say what was left, give the focus back."""
        self.side.finish()
        edits = self.canvas.edits
        if edits != Edits():
            self.left_unfinished.emit(edits)
        host, before = self.parent(), self._before
        self._before = None
        if host is not None:
            host.removeEventFilter(self)
        if before is not None and shiboken6.isValid(before) and not self.isAncestorOf(before):
            before.setFocus()
        super().closeEvent(event)
        self.closed.emit()


def _reading(path: str) -> Callable[[Desk], QImage]:
    def work(_desk: Desk) -> QImage:
        reader = QImageReader(path)
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > SHARP:
            reader.setScaledSize(size.scaled(QSize(SHARP, SHARP), Qt.AspectRatioMode.KeepAspectRatio))
        return reader.read()

    return work
