# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The head and the foot of the preview: back to the text, which network, publish; pictures' care, theme and width."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from app.model import Photo
from app.wording import t
from ui import theme
from ui.widgets.kinds import Look
from ui.widgets.plain import IconLabel, ValueButton, button, icon_button, plain_tip
from ui.widgets.sentence import OneLine
from ui.widgets.tick import WordedTick

SIDE = 20


class PreviewBar(QFrame):
    """Signals: back_wanted, plan_wanted, publish_wanted, and filtered with a network's id ("" for all)."""

    back_wanted = Signal()
    plan_wanted = Signal()
    publish_wanted = Signal()
    filtered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin with all networks."""
        super().__init__(parent)
        theme.set_role(self, "toolbar")
        self.setFixedHeight(theme.px("toolbar") + 1)
        self.setAccessibleName(t("preview.toolbar"))
        self.network = ""
        self._looks: tuple[Look, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(10)
        self._build(row)
        self.offer(())

    def _build(self, row: QHBoxLayout) -> None:
        self.back = button(t("preview.back"), "plain", "chevron-left", parent=self)
        self.back.setToolTip("Esc")
        self.back.clicked.connect(self.back_wanted)
        row.addWidget(self.back)
        row.addStretch(1)
        self.segments = QFrame(self)
        theme.set_role(self.segments, "segments")
        self.segments.setAccessibleName(t("preview.filter"))
        self._segments = QHBoxLayout(self.segments)
        self._segments.setContentsMargins(3, 3, 3, 3)
        self._segments.setSpacing(2)
        self._group = QButtonGroup(self)
        row.addWidget(self.segments, 0, Qt.AlignmentFlag.AlignVCenter)
        self.menu_button = QPushButton(self)
        theme.set_role(self.menu_button, "chip")
        self.menu_button.setMenu(QMenu(self.menu_button))
        row.addWidget(self.menu_button)
        row.addStretch(1)
        self.plan = button(t("write.plan"), icon="clock", parent=self)
        self.plan.setToolTip("Ctrl+Shift+T")
        self.plan.clicked.connect(self.plan_wanted)
        row.addWidget(self.plan)
        self.publish = button(t("write.publish"), "primary body_bold", parent=self)
        self.publish.setToolTip("Ctrl+Enter")
        self.publish.clicked.connect(self.publish_wanted)
        row.addWidget(self.publish)

    def offer(self, looks: tuple[Look, ...]) -> None:
        """Offer these networks; the chosen one stays if it is still there."""
        if looks == self._looks and self._group.buttons():
            return
        self._looks = looks
        if self.network not in {look.id for look in looks}:
            self.network = ""
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._segments.removeWidget(old)
            old.hide()
            old.deleteLater()
        choices = QActionGroup(self.menu_button.menu())
        self.menu_button.menu().clear()
        for look in (Look("", t("preview.all"), ""), *looks):
            one = button(look.name, "segment", value=look.id, parent=self.segments)
            one.setCheckable(True)
            one.setAutoExclusive(True)
            one.setChecked(look.id == self.network)
            one.chosen.connect(self.choose)
            self._group.addButton(one)
            self._segments.addWidget(one)
            action = QAction(look.name.replace("&", "&&"), choices, checkable=True)
            action.setData(look.id)
            action.setChecked(look.id == self.network)
            self.menu_button.menu().addAction(action)
        choices.triggered.connect(self._picked)
        self._show_chosen()
        self._fit()

    def choose(self, network: object) -> None:
        """Show one network, "" for all."""
        self.network = str(network)
        self._show_chosen()
        self.filtered.emit(self.network)

    def _picked(self, action: QAction) -> None:
        self.choose(action.data())

    def _show_chosen(self) -> None:
        names = {"": t("preview.all"), **{look.id: look.name for look in self._looks}}
        for one in self._group.buttons():
            if isinstance(one, ValueButton):
                one.setChecked(one.value == self.network)
        for action in self.menu_button.menu().actions():
            action.setChecked(action.data() == self.network)
        self.menu_button.setText(f"{names[self.network]}  ▾")
        self.menu_button.setAccessibleName(f"{t('preview.filter')}: {names[self.network]}")

    def set_sendable(self, on: bool) -> None:
        """Let the post be published or planned, or not: it says nothing yet."""
        self.publish.setEnabled(on)
        self.plan.setEnabled(on)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.back, *self._group.buttons(), self.menu_button, self.plan, self.publish]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the networks into a menu where they have no room side by side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        several = len(self._looks) > 1
        beside = sum(one.sizeHint().width() for one in (self.back, self.plan, self.publish))
        room = self.width() - beside - 2 * SIDE - 50
        wide = self.segments.sizeHint().width() <= room
        self.segments.setVisible(several and wide)
        self.menu_button.setVisible(several and not wide)


class PreviewFoot(QFrame):
    """Signals: theme_turned (show the cards in the other theme or not), width_turned (as narrow as a phone or not).

    numbering_turned: the writer wants the parts of threads numbered, or not; only the writer's own press tells it.
    """

    theme_turned = Signal(bool)
    width_turned = Signal(bool)
    numbering_turned = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        """Begin without pictures."""
        super().__init__(parent)
        theme.set_role(self, "statusbar")
        self.setFixedHeight(theme.px("statusbar") + 6)
        self.setAccessibleName(t("preview.foot"))
        row = QHBoxLayout(self)
        row.setContentsMargins(22, 0, SIDE, 0)
        row.setSpacing(7)
        self.alt_icon = IconLabel("accessible", "calm", theme.px("icon_small"), self)
        self.alt = OneLine("caption", "ink_soft", self)
        self.place_icon = IconLabel("map-pin-off", "calm", theme.px("icon_small"), self)
        self.place = OneLine("caption", "ink_soft", self)
        for icon, words in ((self.alt_icon, self.alt), (self.place_icon, self.place)):
            words.set_shown(True)
            row.addWidget(icon)
            row.addWidget(words, 2)
        row.addStretch(1)
        self.numbered = WordedTick(t("preview.number_parts"), self)
        self.numbered.clicked.connect(self.numbering_turned)
        row.addWidget(self.numbered)
        self.phone = icon_button("device-mobile", t("preview.phone"), self)
        self.phone.setCheckable(True)
        self.phone.toggled.connect(self.width_turned)
        self.other = icon_button("moon", t("preview.dark"), self)
        self.other.setCheckable(True)
        self.other.toggled.connect(self.theme_turned)
        row.addWidget(self.phone)
        row.addWidget(self.other)
        self.show_photos(())
        self.show_numbering(False, False)
        self.show_theme()

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.numbered, self.phone, self.other]

    def show_numbering(self, offered: bool, on: bool) -> None:
        """Offer the numbering of parts (where there is a thread), and show whether it is on."""
        self.numbered.setVisible(offered)
        self.numbered.setChecked(on)

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        """Say whether the pictures have descriptions, and that the place was taken out of the copies."""
        missing = sum(not photo.alt.strip() for photo in photos)
        self.alt_icon.set_icon("accessible", "brow" if missing else "calm")
        described = t("preview.described", n=len(photos))
        self.alt.show_text(t("preview.not_described", n=missing) if missing else described)
        self.place.show_text(t("preview.cleaned"))
        cleaned = any("place" in photo.removed for photo in photos)
        for one in (self.alt_icon, self.alt):
            one.setVisible(bool(photos))
        for one in (self.place_icon, self.place):
            one.setVisible(cleaned)

    def show_theme(self) -> None:
        """Offer the theme the program is not in."""
        name = t("preview.light") if theme.is_dark() else t("preview.dark")
        self.other.setIcon(theme.icon("sun" if theme.is_dark() else "moon", "ink_soft", theme.px("icon")))
        self.other.setAccessibleName(name)
        self.other.setToolTip(plain_tip(name))
