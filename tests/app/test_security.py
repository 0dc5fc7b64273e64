# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The page of safety tells the truth: every row about networks, sign-ins and pictures has its test, and it is there."""

from __future__ import annotations

import re

from sources import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (\S+) \|$", PAGE, re.MULTILINE)
ASKED = {*range(1, 13), *range(16, 24), 26, 27}
"""The rows that are about networks, their sign-ins and the pictures they get."""


def test_each_test_is_there():
    lost = []
    for number, _, test in ROWS:
        file, _, name = test.partition("::")
        if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8"):
            lost.append(f"{number}: {test}")
    assert not lost


def test_no_row_is_missing():
    numbers = [int(number) for number, *_ in ROWS]
    assert set(numbers) >= ASKED
    assert numbers == sorted(numbers)
    assert len(ROWS) == PAGE.count("\n| ") - 2
