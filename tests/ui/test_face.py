# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The face: one mood at a time, a cross-fade between two, a sentence beside it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible

from app.model import Mood
from app.wording import use
from ui import theme
from ui.widgets.face import Face, FaceButton, picture


@pytest.fixture(autouse=True)
def finnish(qapp):
    use("fi")
    theme.apply(qapp, dark=False)
    yield
    use("en")


def shown(face, qtbot):
    qtbot.addWidget(face)
    face.show()
    qtbot.waitExposed(face)
    return face


def test_a_change_of_mood_fades_and_ends(qtbot):
    face = shown(Face(84), qtbot)
    face.set_mood(Mood.EYEBROW, 220)
    assert face.is_fading()
    qtbot.waitUntil(lambda: not face.is_fading())
    assert face.mood is Mood.EYEBROW
    assert face.grab().toImage().pixelColor(42, 40) == picture(Mood.EYEBROW, 84, 1.0).toImage().pixelColor(42, 40)


def test_without_motion_the_face_changes_at_once(qtbot):
    face = shown(Face(84), qtbot)
    face.set_mood(Mood.STARTLED, 0)
    assert not face.is_fading()
    assert face.mood is Mood.STARTLED


def test_the_same_mood_changes_nothing(qtbot):
    face = shown(Face(84), qtbot)
    face.set_mood(Mood.CALM, 220)
    assert not face.is_fading()


def test_the_moods_look_different():
    pictures = [picture(mood, 84, 1.0).toImage() for mood in Mood]
    assert pictures[0] != pictures[1] != pictures[2]


def test_a_screen_reader_hears_a_graphic_named_mummo(qtbot):
    face = shown(Face(84), qtbot)
    face.setAccessibleDescription("Kuulostaa ihan sinulta.")
    heard = QAccessible.queryAccessibleInterface(face)
    assert heard.role() == QAccessible.Role.Graphic
    assert heard.text(QAccessible.Text.Name) == "Mummo"
    assert heard.text(QAccessible.Text.Description) == "Kuulostaa ihan sinulta."


def test_the_small_face_carries_the_words(qtbot):
    face = shown(FaceButton(), qtbot)
    face.show_mood(Mood.EYEBROW, "Puikot pysähtyivät yhdessä kohdassa.")
    assert face.toolTip() == "Puikot pysähtyivät yhdessä kohdassa."
    assert face.accessibleName() == "Mummo: Puikot pysähtyivät yhdessä kohdassa."
    assert min(face.sizeHint().width(), face.sizeHint().height()) >= 24
