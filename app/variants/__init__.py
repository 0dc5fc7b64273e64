# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One text on several networks: what differs, cuts that survive edits, one person's names; pure, knows no store."""

from __future__ import annotations

from app.variants.anchors import Anchor, anchored, located
from app.variants.differences import differences
from app.variants.naming import addressed, hashtags_in, mentions_in, name_on

__all__ = [
    "Anchor",
    "addressed",
    "anchored",
    "differences",
    "hashtags_in",
    "located",
    "mentions_in",
    "name_on",
]
