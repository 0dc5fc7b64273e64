# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Beside the picture of photo care: what was taken out, what to look at, words for it, how each network gets it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.desk.photos import SEEN, Fit, PhotoCare
from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.face import Face
from ui.widgets.kinds import name_of
from ui.widgets.plain import IconLabel, label, rule
from ui.widgets.sentence import Sentence
from ui.widgets.tick import GAP, ROOM, Tick

FACE = 60
WORDS_HIGH = 92
SAVE_AFTER_MS = 600
FIRST = ("place", "camera", "time", "person")


class SeenTick(Tick):
    """A check box with its words behind it, as large as the other words of the column."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Start empty; `name` is one of SEEN."""
        super().__init__(t(f"photo.seen.{name}"), parent)
        self.name = name
        self.setMinimumSize(self.sizeHint())
        self.setMaximumSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return room for box and words."""
        words = QFontMetrics(theme.font("small")).horizontalAdvance(self.accessibleName())
        return QSize(ROOM + words + 2 * GAP, ROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box and words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink"))
        place = self.rect().adjusted(ROOM + GAP // 2, 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.accessibleName())
        painter.end()


class AltField(QPlainTextEdit):
    """Words for those who can't see the picture; the counter stands in its lower corner.

    Signals
        settled: nobody has typed for a moment, or the focus went elsewhere.
    """

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty and without a limit."""
        super().__init__(parent)
        theme.set_role(self, "input small")
        self.setAccessibleName(t("photo_care.words"))
        self.setAccessibleDescription(t("photo_strip.hint"))
        self.setPlaceholderText(t("photo_care.words.example"))
        self.setTabChangesFocus(True)
        self.setFixedHeight(WORDS_HIGH)
        self.setViewportMargins(0, 0, 0, 18)
        self.counter = QLabel(self)
        self.counter.setTextFormat(Qt.TextFormat.PlainText)
        self.counter.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._limit, self._network = 0, ""
        self._later = QTimer(self, interval=SAVE_AFTER_MS, singleShot=True)
        self._later.timeout.connect(self.settled)
        self.textChanged.connect(self._typed)

    def set_limit(self, limit: int, network: str) -> None:
        """Count against the least room that a chosen network gives; 0 for none."""
        self._limit, self._network = limit, network
        self._count()

    def words(self) -> str:
        """Return the words without blanks around them."""
        return self.toPlainText().strip()

    def _typed(self) -> None:
        self._count()
        self._later.start()

    def _count(self) -> None:
        used = len(self.words())
        over = bool(self._limit) and used > self._limit
        words = f"{used} / {self._limit}" if self._limit else str(used)
        self.counter.setText(f"{self._network} {words}" if over else words)
        theme.set_role(self.counter, "caption startled" if over else "caption faint")
        self.counter.setAccessibleName(t("photo_care.counter", used=used, limit=self._limit, network=self._network))
        self.setToolTip(t("photo_care.limit", limit=self._limit, network=self._network) if self._limit else "")
        self.counter.adjustSize()
        self._place()

    def _place(self) -> None:
        size = self.counter.sizeHint()
        self.counter.setGeometry(
            QRect(self.width() - size.width() - 12, self.height() - size.height() - 7, size.width(), size.height())
        )

    def resizeEvent(self, event: object) -> None:
        """Keep the counter in its corner."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's own event, handed on as it came
        self._place()


class PhotoSide(QScrollArea):
    """The right column.

    Signals
        ticked: the names of SEEN that are ticked now.
        described: new words.
    """

    ticked = Signal(object)
    described = Signal(str)

    def __init__(self, photo: Photo, parent: QWidget | None = None) -> None:
        """Show what is known of the picture without asking."""
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        theme.set_role(self._inner, "clear")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(20, 20, 20, 20)
        self._column.setSpacing(theme.px("l"))
        self._shown = photo.alt
        self._build(photo)
        self._column.addStretch(1)
        self.setWidget(self._inner)

    def _build(self, photo: Photo) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        row.addWidget(Face(FACE, self._inner))
        self.said = Sentence("", "body_bold", "ink", self._inner)
        row.addWidget(self.said, 1, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(row)
        self._column.addWidget(rule(self._inner))
        self._removed(photo)
        lines = self._part("users", "brow", t("photo_care.seen"), t("photo_care.seen.hint"))
        self.ticks = [SeenTick(name, self._inner) for name in SEEN]
        for tick in self.ticks:
            tick.clicked.connect(self._tick)
            lines.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeft)
        lines = self._part("accessible", "accent", t("photo_care.words"), t("photo_strip.hint"))
        self.field = AltField(self._inner)
        self.field.setPlainText(photo.alt)
        self.field.settled.connect(self.finish)
        lines.addSpacing(4)
        lines.addWidget(self.field)
        self._places = self._part("photo", "ink_soft", t("photo_care.places"), t("photo_care.places.hint"))
        self._say()

    def _part(self, icon: str, colour: str, title: str, hint: str) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px("m"))
        row.addWidget(IconLabel(icon, colour, theme.px("icon"), self._inner), 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(Sentence(title, "body_bold", "ink", self._inner))
        if hint:
            lines.addWidget(Sentence(hint, "small", "ink_soft", self._inner))
        row.addLayout(lines, 1)
        self._column.addLayout(row)
        return lines

    def _removed(self, photo: Photo) -> None:
        names = [*(name for name in FIRST if name in photo.removed)]
        names += [name for name in photo.removed if name not in FIRST]
        title = "photo_care.place" if "place" in names else "photo_care.clean"
        hint = "photo_care.removed" if names else "photo_care.nothing_removed"
        lines = self._part("map-pin-off", "calm", t(title), t(hint))
        if not names:
            return
        box = QFrame(self._inner)
        theme.set_role(box, "note")
        rows = QVBoxLayout(box)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(4)
        for name in names:
            row = QHBoxLayout()
            words = t(f"photo_care.row.{name}" if name in FIRST else f"photo.removed.{name}")
            row.addWidget(label(words[:1].upper() + words[1:], "caption", parent=box), 1)
            gone = "photo_care.stilled" if name == "animation" else "photo_care.gone"
            row.addWidget(label(t(gone), "caption soft_ink", parent=box))
            rows.addLayout(row)
        lines.addSpacing(6)
        lines.addWidget(box)

    # ------------------------------------------------------------ what is known later

    def show_care(self, care: PhotoCare) -> None:
        """Show ticks and the room for words; what was typed meanwhile stays."""
        for tick in self.ticks:
            tick.setChecked(tick.name in care.seen)
        self.field.set_limit(care.alt_limit, care.alt_network)
        self._say()

    def show_fits(self, fits: tuple[Fit, ...]) -> None:
        """Show how each network gets the picture."""
        if not fits:
            self._places.addWidget(label(t("photo_care.no_places"), "caption", wrap=True, parent=self._inner))
        for fit in fits:
            words = f"{_place_in_words(fit)}: {t(fit.code, **dict(fit.facts))}"
            self._places.addWidget(Sentence(words, "caption", "brow" if fit.loses else "ink_soft", self._inner))

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at."""
        return [*self.ticks, self.field]

    def finish(self) -> None:
        """Tell new words at once."""
        words = self.take_words()
        if words is not None:
            self.described.emit(words)

    def take_words(self) -> str | None:
        """Return words that were not told yet, and count them as told; None without."""
        if self.field.words() == self._shown:
            return None
        self._shown = self.field.words()
        return self._shown

    def seen(self) -> frozenset[str]:
        """Return what is ticked."""
        return frozenset(tick.name for tick in self.ticks if tick.isChecked())

    def _tick(self) -> None:
        self.ticked.emit(self.seen())
        self._say()

    def _say(self) -> None:
        self.said.setText(t("photo_care.mummo.done" if self.seen() == frozenset(SEEN) else "photo_care.mummo"))


def _place_in_words(fit: Fit) -> str:
    """Return the network's name, and whose account it is where that is another name."""
    place = name_of(fit.network, fit.place)
    return place if fit.name in ("", fit.place, place) else f"{place}, {fit.name}"
