# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The table of settings: one row is all a new setting needs (form, help and policy page are built from it)."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import Fixable
from app.paths import Profile, make_private_folder, write_safely


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: key, default (its type is the type), allowed values or a range, page of the settings window."""

    key: str
    default: Any
    page: str
    choices: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None

    def accept(self, value: object) -> Any:  # noqa: ANN401 a setting's value has the type of its default
        """Return `value` if this setting can hold it. Raises Fixable that names key and expectation."""
        kind = type(self.default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if type(value) is not kind:
            raise Fixable("settings.wrong_type", key=self.key, expected=kind.__name__)
        if self.choices and value not in self.choices:
            raise Fixable("settings.wrong_choice", key=self.key, expected=", ".join(map(str, self.choices)))
        low = self.least is not None and isinstance(value, int | float) and value < self.least
        high = self.most is not None and isinstance(value, int | float) and value > self.most
        if low or high:
            raise Fixable("settings.out_of_range", key=self.key, expected=f"{self.least} … {self.most}")
        return value


TABLE: tuple[Setting, ...] = (
    Setting("language", "", "look", choices=("", "fi", "sv", "en")),
    Setting("theme", "system", "look", choices=("system", "light", "dark")),
    Setting("reduced_motion", False, "access"),
    Setting("announce_mood", True, "access"),
    Setting("writing_size", 19, "writing", least=15, most=28),
    Setting("send_window_s", 10, "rhythm", choices=(0, 5, 10, 20, 30)),
    Setting("own_times", "tue 09:00, thu 09:00", "hidden"),
    Setting("quiet_from", "18:00", "hidden"),
    Setting("quiet_until", "07:00", "hidden"),
    Setting("quiet_weekends", True, "rhythm"),
    Setting("late_rule", "ask", "rhythm", choices=("ask", "two_hours", "next_own_time")),
    Setting("leave_early", False, "rhythm"),
    Setting("close_to_tray", False, "rhythm"),
    Setting("notice_by_hand", True, "notices"),
    Setting("notice_not_sent", True, "notices"),
    Setting("notice_slept", True, "notices"),
    Setting("notice_sent", False, "notices"),
    Setting("notice_ending", True, "notices"),
    Setting("panel_open", True, "hidden"),
    Setting("sidebar_open", True, "hidden"),
    Setting("first_run_done", False, "hidden"),
    Setting("show_hats", True, "remarks"),
    Setting("fetch_answers", False, "privacy"),
    Setting("employer", "", "me"),
    Setting("products", "", "me"),
    Setting("word_pack", "", "hidden"),
    Setting("last_draft", "", "hidden"),
    Setting("last_view", "write", "hidden"),
    Setting("geometry", "", "hidden"),
)
ROWS: Mapping[str, Setting] = {row.key: row for row in TABLE}


class Settings:
    """The values in force for one profile: chosen ones over defaults, saved as one JSON file written whole."""

    def __init__(self, profile: Profile) -> None:
        """Load the profile's file; a damaged one is kept aside under a dated name and `damaged` names it."""
        self._profile = profile
        self.damaged: str = ""
        self._chosen: dict[str, Any] = self._load()

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 a setting's value has the type of its default
        """Return the value in force. Raises KeyError for a name that is not in the table."""
        return self._chosen.get(key, ROWS[key].default)

    def set(self, key: str, value: object) -> None:
        """Choose a value and save. Raises Fixable for a wrong value, OSError when the file can't be written."""
        self._chosen[key] = ROWS[key].accept(value)
        make_private_folder(self._profile.root)
        write_safely(self._profile.settings, json.dumps(self._chosen, indent=1, sort_keys=True).encode())

    def _load(self) -> dict[str, Any]:
        try:
            raw = json.loads(self._profile.settings.read_bytes())
            if not isinstance(raw, dict):
                raise ValueError
        except OSError:  # not there yet, or a profile that can't be read: the database room says so in words
            return {}
        except (ValueError, RecursionError):
            self.damaged = self._keep_aside()
            return {}
        return {key: value for key, value in raw.items() if key in ROWS and self._fits(key, value)}

    def _keep_aside(self) -> str:
        aside = self._profile.settings.with_name(f"settings.damaged-{time.time_ns()}.json")
        try:
            self._profile.settings.replace(aside)
        except OSError:
            return str(self._profile.settings)
        return str(aside)

    @staticmethod
    def _fits(key: str, value: object) -> bool:
        try:
            ROWS[key].accept(value)
        except Fixable:
            return False
        return True
