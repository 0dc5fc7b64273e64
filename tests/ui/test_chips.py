# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The destination chips: counters, switching on and off, keyboard, names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from app.model import Account, Measure, Part, Way
from app.wording import use
from ui import theme
from ui.widgets.chips import DestinationRow
from ui.widgets.flow import FlowLayout
from ui.widgets.kinds import Look, Looks
from ui.widgets.pill import Counter, counter

LOOKS = Looks((Look("linkedin", "LinkedIn", "brand-linkedin"), Look("mastodon", "Mastodon", "brand-mastodon")))
LINKEDIN = Account("a1", "linkedin", "LinkedIn", Way.BY_HAND)
MASTODON = Account("a2", "mastodon", "Mastodon", Way.DIRECT, handle="@aino@example.social")
OTHER = Account("a3", "mastodon", "Mastodon", Way.DIRECT, handle="@talo@example.social")


@pytest.fixture(autouse=True)
def finnish(qapp):
    use("fi")
    theme.apply(qapp, dark=False)
    yield
    use("en")


@pytest.fixture
def row(qtbot):
    row = DestinationRow()
    qtbot.addWidget(row)
    row.resize(620, 60)
    row.show()
    qtbot.waitExposed(row)
    return row


def measured(used, limit=500, parts=1):
    return Measure("mastodon", used, limit, "chars", used <= limit, parts=tuple(Part("x", 1) for _ in range(parts)))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (measured(329), Counter("171", "jäljellä 171")),
        (measured(479), Counter("21", "jäljellä 21")),
        (measured(480), Counter("20", "jäljellä 20", near=True)),
        (measured(500), Counter("0", "jäljellä 0", near=True)),
        (measured(514), Counter("14 liikaa", "14 liikaa", near=True)),
        (measured(700, parts=2), Counter("ketju 2", "ketju 2")),
    ],
)
def test_a_counter_counts_down_then_says_what_happens(measure, expected):
    assert counter(measure) == expected


def test_chosen_ones_come_first_with_name_and_counter(row):
    row.set_accounts((LINKEDIN, MASTODON), LOOKS, ("a2",))
    row.set_counters({"a2": Counter("171", "jäljellä 171")})
    first, second = row.chips
    assert (first.text(), first.isChecked(), first.counter_text()) == ("Mastodon", True, "171")
    assert first.accessibleDescription() == "jäljellä 171"
    assert (second.accessibleName(), second.isChecked()) == ("LinkedIn", False)
    assert second.sizeHint().width() < first.sizeHint().width()


def test_two_accounts_of_one_network_are_told_apart(row):
    row.set_accounts((MASTODON, OTHER), LOOKS, ("a2", "a3"))
    assert [chip.text() for chip in row.chips] == ["@aino@example.social", "@talo@example.social"]


def test_a_chip_is_switched_by_keyboard(row, qtbot):
    row.set_accounts((LINKEDIN, MASTODON), LOOKS, ("a1",))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        before = row.chips[1].isChecked()
        with qtbot.waitSignal(row.chosen) as chosen:
            qtbot.keyClick(row.chips[1], key)
        assert row.chips[1].isChecked() is not before
    assert chosen.args == [("a1",)]


def test_the_plus_comes_last_and_opens_the_accounts(row, qtbot):
    row.set_accounts((LINKEDIN, MASTODON), LOOKS, ("a1",))
    row.set_accounts((MASTODON,), LOOKS, ("a2",))
    row.layout().activate()
    assert row.plus.isVisible()
    assert row.plus.x() > row.chips[-1].x()
    with qtbot.waitSignal(row.accounts_wanted):
        qtbot.mouseClick(row.plus, Qt.MouseButton.LeftButton)
    assert row.plus.accessibleName() == "Lisää paikka"


def test_targets_are_large_enough(row):
    row.set_accounts((LINKEDIN, MASTODON), LOOKS, ("a1",))
    assert all(min(chip.sizeHint().width(), chip.sizeHint().height()) >= 24 for chip in [*row.chips, row.plus])


def test_a_narrow_row_goes_on_to_the_next_line(row):
    row.set_accounts((LINKEDIN, MASTODON), LOOKS, ("a1", "a2"))
    flow = row.layout()
    assert isinstance(flow, FlowLayout)
    assert flow.heightForWidth(200) > flow.heightForWidth(620)


def test_the_near_limit_is_amber(row, qtbot):
    row.set_accounts((MASTODON,), LOOKS, ("a2",))
    row.set_counters({"a2": Counter("5", "jäljellä 5", near=True)})
    row.layout().activate()
    chip = row.chips[0]
    image = chip.grab().toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width() // 2, image.width() - 14) for y in range(8, 28)]
    assert chip.is_near()
    assert any(pixel.red() - pixel.blue() > 60 for pixel in pixels)


def test_a_place_whose_permission_ends_soon_carries_an_amber_mark_and_says_it(row):
    now = datetime.now(UTC)
    ends = replace(LINKEDIN, signed_in_until=now + timedelta(days=9, hours=1))
    later = replace(MASTODON, signed_in_until=now + timedelta(days=12))
    over = replace(OTHER, signed_in_until=now - timedelta(hours=1))
    row.set_accounts((ends, later, over), LOOKS, (ends.id, over.id))
    said = {chip.account.id: chip.ends_in_words() for chip in row.chips}
    assert said == {
        ends.id: "Lupa päättyy 9 päivän päästä, liitä uudestaan",
        later.id: "",
        over.id: "Lupa päättyi, liitä uudestaan",
    }
    first = row.chips[0]
    assert first.ends_in_words() in first.accessibleDescription()
    assert first.ends_in_words() in first.toolTip()
    row.look_at_ends(now + timedelta(days=3))
    assert [chip.ends_in_words() for chip in row.chips if chip.account in (ends, later)] == [
        "Lupa päättyy 6 päivän päästä, liitä uudestaan",
        "Lupa päättyy 9 päivän päästä, liitä uudestaan",
    ]
    wide = first.sizeHint().width()
    first.set_ends("")
    assert first.sizeHint().width() < wide
