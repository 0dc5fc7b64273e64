# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A roomy server's limit reaches the chips, the preview and the send sheet, for its own account alone."""

from __future__ import annotations

import pytest
from fakes.loopback import Loopback, Play

from app.wording import t
from ui.views.write_reading import counts_of
from ui.widgets.preview_facts import preview_of
from ui.widgets.send_facts import send_facts as _facts

ANSWER = b'{"configuration": {"statuses": {"max_characters": 5000, "max_media_attachments": 6}}}'
TEXT = " ".join(["Savi on hidas, mutta se muistaa kaiken."] * 20)


@pytest.fixture
def accounts(desk):
    with Loopback({"/api/v2/instance": [Play(body=ANSWER)]}) as server:
        yield desk.accounts.add_by_hand("mastodon", "Oma", server.url), desk.accounts.add_by_hand("mastodon")


def test_each_chip_counts_with_its_own_server(desk, accounts):
    roomy, usual = accounts
    counters = counts_of(TEXT, 1, accounts)(desk).counters
    assert counters[roomy.id].text == str(5000 - len(TEXT))
    assert counters[usual.id].text == t("chip.thread", parts=2)


def test_each_column_and_row_shows_its_own_parts(desk, accounts):
    draft = desk.drafts.new(TEXT, to=tuple(account.id for account in accounts)).id
    roomy, usual = preview_of(desk, draft).columns
    assert [(len(column.parts), column.images) for column in (roomy, usual)] == [(1, 6), (2, 4)]
    rows = {row.account.id: row.measure.limit for row in _facts(desk, draft).rows}
    assert rows == {accounts[0].id: 5000, accounts[1].id: 500}
