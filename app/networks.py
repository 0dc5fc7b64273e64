# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reads resources/networks/<id>.toml into Network values and complains about bad files, naming file, key and reason."""

from __future__ import annotations

from dataclasses import dataclass

from app.model import Way


@dataclass(frozen=True, slots=True)
class Network:
    """One network as its data file describes it. `limit` in `unit`; `fold` in characters (0: no fold)."""

    id: str
    name: str
    icon: str
    way: Way
    limit: int
    unit: str
    threads: bool
    compose_url: str
    fold: int = 0
