# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A group of people and, near it, a judgement of what they are worth."""

from __future__ import annotations

from app.checks.graded import find

__all__ = ["find"]
