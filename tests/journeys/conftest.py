# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The journeys' own fixtures: the real window, real servers."""

from journeys.frame import window
from journeys.mastodon import mastodon
from journeys.servers import alice, bob, lossy, pds

__all__ = ["alice", "bob", "lossy", "mastodon", "pds", "window"]
