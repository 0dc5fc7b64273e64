# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the desk announces. Frozen values; standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.model.kinds import Facts


@dataclass(frozen=True, slots=True)
class Event:
    """Something changed; `what` is drafts, forks, accounts, people, deliveries, history, waivers or settings.

    `id` is the thing's; of `forks` (texts and cuts of single networks) the draft's.
    """

    what: str
    id: str = ""
    facts: Facts = field(default=())
