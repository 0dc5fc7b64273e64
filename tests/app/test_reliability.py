# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The page of faults tells the truth: forty rows, and the test each names is there."""

from __future__ import annotations

import re

from sources import ROOT

PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (\S.*?) \|$", PAGE, re.MULTILINE)


def test_there_are_forty_rows_and_each_test_is_there():
    lost = []
    for number, _, _, test in ROWS:
        file, _, name = test.partition("::")
        if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8"):
            lost.append(f"{number}: {test}")
    assert not lost
    assert [int(number) for number, *_ in ROWS] == list(range(1, 41))


def test_every_figure_of_the_page_is_that_of_the_tests():
    simulator = (ROOT / "tests/app/test_simulator.py").read_text(encoding="utf-8")
    assert "RANDOM = 20_000" in simulator
    assert "20,000 random deliveries" in PAGE
    soak = (ROOT / "packaging/soak.py").read_text(encoding="utf-8")
    assert '"deliveries": 1_000_000, "kills": 1000, "cuts": 500' in soak
