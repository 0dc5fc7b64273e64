# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The questions one can begin with, by id (wording starter.<id>), and the kind of post each leads to."""

from __future__ import annotations

from app.model import Kind

STARTERS = {"learned": Kind.OWN, "thanks": Kind.THANKS, "reply": Kind.REPLY}
