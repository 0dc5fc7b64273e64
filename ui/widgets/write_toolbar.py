# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The head of the write view: kind of post, tools, and the one primary button. A tool is a row of the table below."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from app.model import Kind
from app.wording import t
from ui import theme
from ui.widgets.kinds import KIND_COLOURS, KIND_ICONS
from ui.widgets.plain import button, icon_button, plain_tip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

KIND_PAD, KIND_GAP = 10, 7


class Tool(NamedTuple):
    """One button with a picture: name (also its wording write.<name>), icon, keys."""

    name: str
    icon: str
    keys: str = ""


TOOLS = (
    Tool("undo", "arrow-back-up"),
    Tool("focus", "viewport-wide", "F11"),
    Tool("panel", "layout-sidebar-right", "F9"),
)


class KindButton(QToolButton):
    """Which kind of post this is: icon, name and a menu of the five kinds.

    Signals
        chosen: the Kind the writer picked (never sent for a guess).
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with one's own thought."""
        super().__init__(parent)
        self.kind = Kind.OWN
        theme.set_role(self, "kind")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        medium = theme.font("body")
        medium.setWeight(QFont.Weight.Medium)
        self.setFont(medium)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.choices: tuple[QAction, ...] = ()
        self.show_kind(Kind.OWN)

    def furnish(self) -> None:
        """Add the menu, which no first frame needs."""
        from PySide6.QtGui import QAction, QActionGroup
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        group = QActionGroup(menu)
        group.triggered.connect(self._choose)
        for kind in Kind:
            choice = QAction(
                theme.icon(KIND_ICONS[kind], KIND_COLOURS[kind], 15), t(f"kind.{kind}"), menu, checkable=True
            )
            choice.setData(kind)
            choice.setChecked(kind is self.kind)
            group.addAction(choice)
            menu.addAction(choice)
        self.choices = tuple(group.actions())
        self.setMenu(menu)

    def show_kind(self, kind: Kind) -> None:
        """Show a kind, chosen or guessed."""
        self.kind = kind
        self.setText(t(f"kind.{kind}"))
        self.setAccessibleName(t("write.kind", kind=t(f"kind.{kind}")))
        for choice in self.choices:
            choice.setChecked(choice.data() == kind)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for icon, words and arrow."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + 2 * (KIND_PAD + theme.px("icon_small") + KIND_GAP), theme.px("control"))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw frame, icon, words and arrow; the style would set the last three too close together."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus, radius = self.hasFocus(), theme.px("radius.control")
        painter.setPen(QPen(theme.color("focus" if focus else "line_strong"), 2 if focus else 1))
        painter.setBrush(theme.color("selected" if self.isDown() else "hover" if self.underMouse() else "raised"))
        edge = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), radius, radius)
        side, dpr = theme.px("icon_small"), self.devicePixelRatioF()
        top = (self.height() - side) // 2
        painter.drawPixmap(KIND_PAD, top, theme.pixmap(KIND_ICONS[self.kind], KIND_COLOURS[self.kind], side, dpr))
        painter.drawPixmap(self.width() - KIND_PAD - side + 2, top, theme.pixmap("chevron-down", "ink_soft", side, dpr))
        painter.setPen(theme.color("ink"))
        room = self.rect().adjusted(KIND_PAD + side + KIND_GAP, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def _choose(self, choice: QAction) -> None:
        kind = Kind(choice.data())
        self.show_kind(kind)
        self.chosen.emit(kind)


class WriteToolbar(QFrame):
    """Kind at the left, tools, Preview and Publish at the right. The tools are in `tools` by name."""

    preview_wanted = Signal()
    plan_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the buttons of the table."""
        super().__init__(parent)
        theme.set_role(self, "toolbar")
        self.setFixedHeight(theme.px("toolbar") + 1)
        self.setAccessibleName(t("write.toolbar"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        self.kind = KindButton(self)
        row.addWidget(self.kind)
        row.addStretch(1)
        self.tools: dict[str, QToolButton] = {}
        tools = QHBoxLayout()
        tools.setSpacing(3)
        row.addLayout(tools)
        for tool in TOOLS:
            made = icon_button(tool.icon, t(f"write.{tool.name}"), self)
            if tool.keys:
                made.setToolTip(plain_tip(f"{t(f'write.{tool.name}')} ({tool.keys})"))
            self.tools[tool.name] = made
            tools.addWidget(made)
        row.addSpacing(10)
        self.preview = button(t("write.preview"), "", "eye", parent=self)
        self.preview.setToolTip("Ctrl+Shift+E")
        self.preview.clicked.connect(self.preview_wanted)
        row.addWidget(self.preview)
        self.plan = button(t("write.plan"), "", "clock", parent=self)
        self.plan.setToolTip("Ctrl+Shift+T")
        self.plan.clicked.connect(self.plan_wanted)
        row.addWidget(self.plan)
        self.publish = button(t("write.publish"), "primary body_bold", parent=self)
        self.publish.setToolTip("Ctrl+Enter")
        self.publish.clicked.connect(self.publish_wanted)
        row.addWidget(self.publish)

    def stops(self) -> list[QWidget]:
        """Return what Tab stops at, in order."""
        return [self.kind, *self.tools.values(), self.preview, self.plan, self.publish]
