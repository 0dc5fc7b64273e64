# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The first run as a full page: Mummo says hello, three ways to begin, the language at the top, four promises below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.wording import LANGUAGES, current, t, use
from ui import theme
from ui.bridge import Bridge
from ui.widgets.face import Face
from ui.widgets.plain import button, label, picture
from ui.widgets.starter import STARTERS, StarterButton

FACE = 128
COLUMN = 480
WIDE = 900
LOW = 640
"""Below this height in px the face leaves its room to the starters."""
PROMISES = (("accounts", "user-off"), ("offline", "cloud-off"), ("here", "device-laptop"), ("employer", "eye-off"))
OWN_NAMES = {"fi": "Suomi", "en": "English", "sv": "Svenska"}
ORDER = ("fi", "en", "sv")


class FirstRun(QWidget):
    """Nothing is asked but where to begin; Enter is enough."""

    start_wanted = Signal(str)
    language_chosen = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        """Build the page in the language in force; `start_wanted` carries a starter id, "" for a blank paper."""
        super().__init__(parent)
        self._bridge = bridge
        theme.set_role(self, "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self._fill()

    def _fill(self) -> None:
        page = QWidget()
        theme.set_role(page, "clear")
        self.setAccessibleName(t("first.hello"))
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(0)
        column.addLayout(self._languages(page))
        column.addStretch(3)
        column.addLayout(self._greeting(page))
        column.addSpacing(30)
        column.addLayout(self._starters(page))
        column.addStretch(4)
        column.addSpacing(16)
        column.addLayout(self._promises(page))
        self._area.setWidget(page)
        self._spread()

    def _languages(self, page: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        frame = QFrame(page)
        frame.setAccessibleName(t("first.language"))
        theme.set_role(frame, "segments")
        inner = QHBoxLayout(frame)
        inner.setContentsMargins(3, 3, 3, 3)
        inner.setSpacing(2)
        group = QButtonGroup(frame)
        self.languages = {}
        for code in (code for code in ORDER if code in LANGUAGES):
            choice = button(OWN_NAMES[code], "segment", value=code, parent=frame)
            choice.setCheckable(True)
            choice.setChecked(code == current())
            choice.chosen.connect(self._speak)
            group.addButton(choice)
            inner.addWidget(choice)
            self.languages[code] = choice
        row.addWidget(frame)
        return row

    def _greeting(self, page: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        self._face = Face(FACE, page)
        self._face.setFixedHeight(FACE + 10)
        column.addWidget(self._face, 0, Qt.AlignmentFlag.AlignHCenter)
        for text, role in ((t("first.hello"), "display"), (t("first.promise"), "lead soft")):
            words = label(text, role, wrap=True, parent=page)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        return column

    def _starters(self, page: QWidget) -> QHBoxLayout:
        across = QHBoxLayout()
        across.addStretch(1)
        holder = QWidget(page)
        holder.setMaximumWidth(COLUMN)
        holder.setMinimumWidth(min(COLUMN, 360))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(t("first.where"), "body_bold soft_ink", parent=holder))
        column.addSpacing(4)
        self.starters = []
        for starter in STARTERS:
            choice = StarterButton(starter, holder)
            choice.setAutoDefault(True)
            choice.chosen.connect(self._begin)
            column.addWidget(choice)
            self.starters.append(choice)
        self.blank = button(t("first.blank"), "link", value="", parent=holder)
        self.blank.setAutoDefault(True)
        self.blank.chosen.connect(self._begin)
        column.addWidget(self.blank, 0, Qt.AlignmentFlag.AlignHCenter)
        across.addWidget(holder, 10)
        across.addStretch(1)
        return across

    def _promises(self, page: QWidget) -> QHBoxLayout:
        across = QHBoxLayout()
        across.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(34)
        self._grid.setVerticalSpacing(8)
        self._promised = []
        for name, icon in PROMISES:
            holder = QWidget(page)
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px("s"))
            row.addWidget(picture(icon, "calm", theme.px("icon_small"), holder))
            row.addWidget(label(t(f"first.promise.{name}"), "small", parent=holder))
            row.addStretch(1)
            self._promised.append(holder)
        across.addLayout(self._grid)
        across.addStretch(1)
        return across

    def _spread(self) -> None:
        """Set the promises on one row, or two by two in a narrow window; a low one is for the starters."""
        self._face.setVisible(self.height() >= LOW)
        across = len(PROMISES) if self.width() >= WIDE else 2
        for number, holder in enumerate(self._promised):
            self._grid.addWidget(holder, number // across, number % across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the promises anew."""
        super().resizeEvent(event)
        self._spread()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the first starter have the focus: Enter is enough."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus_first)

    def _focus_first(self) -> None:
        if self.isVisible():
            self.starters[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _speak(self, language: str) -> None:
        """Change every word at once and remember the choice."""
        if language == current():
            return
        use(language)
        self._bridge.choose("language", language)
        QTimer.singleShot(0, self, self._refill)

    def _refill(self) -> None:
        self._fill()
        self.languages[current()].setFocus(Qt.FocusReason.OtherFocusReason)
        self.language_chosen.emit(current())

    def _begin(self, starter: str) -> None:
        self.start_wanted.emit(starter)
