# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""PySide6 6.12.0 on Python 3.10 and 3.11 loses a reference to None on every call and aborts after some 6,000."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel


def test_calls_into_qt_lose_no_reference_to_none(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1_000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 50
