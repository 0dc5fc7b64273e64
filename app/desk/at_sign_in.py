# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Starting the background sender at sign-in: a systemd user unit, a launchd agent or a Windows logon task."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from app.errors import Fixable
from app.paths import Profile, make_private_folder, resource, write_safely

_UNIT = "mummo-agent.service"
_LABEL = "io.github.mummo.agent"
_TASK = "Mummo agent"
_PATIENCE_S = 20.0


class Place(Protocol):
    """Where one system keeps what starts at sign-in."""

    def on(self, command: Sequence[str]) -> None:
        """Start `command` now and at each sign-in. Raises Fixable("agent.no_manager", reason=…)."""

    def off(self) -> None:
        """Stop it and start it no more; one that is off already is fine."""

    def is_on(self) -> bool:
        """Tell whether it starts at sign-in."""


def command_of(profile: Profile) -> tuple[str, ...]:
    """Return the words that start the background sender of a profile: of the installed program, or of a clone."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, _main()]
    return (*start, "agent", "--profile", str(profile.root))


def _main() -> str:
    return str(Path(__file__).resolve().parents[2] / "main.py")


def here(environ: Mapping[str, str] = os.environ) -> Place:
    """Return this system's place."""
    home = Path.home()
    if sys.platform == "win32":
        return Windows()
    if sys.platform == "darwin":
        return Launchd(home / "Library" / "LaunchAgents")
    config = environ.get("XDG_CONFIG_HOME") or str(home / ".config")
    return Systemd(Path(config) / "systemd" / "user")


class Systemd:
    """A user unit of systemd."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder of the user's own units."""
        self._unit = folder / _UNIT

    def on(self, command: Sequence[str]) -> None:
        """Write the unit, have it read and started."""
        template = resource("agent", _UNIT).read_text(encoding="utf-8")
        _write(self._unit, template.replace("{command}", " ".join(map(_unit_word, command))))
        try:
            _ask("systemctl", "--user", "daemon-reload")
            _ask("systemctl", "--user", "enable", "--now", _UNIT)
        except Fixable:
            self._unit.unlink(missing_ok=True)
            raise

    def off(self) -> None:
        """Stop the unit and remove its file."""
        if self._unit.exists():
            with suppress(Fixable):  # nobody who could stop it: then nobody started it
                _ask("systemctl", "--user", "disable", "--now", _UNIT)
            self._unit.unlink(missing_ok=True)
            with suppress(Fixable):
                _ask("systemctl", "--user", "daemon-reload")

    def is_on(self) -> bool:
        """Tell whether the unit is there."""
        return self._unit.exists()


class Launchd:
    """A launch agent of macOS."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder of the user's own agents."""
        self._file = folder / f"{_LABEL}.plist"
        self._domain = f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui"

    def on(self, command: Sequence[str]) -> None:
        """Write the agent and load it."""
        words = "".join(f"<string>{escape(word)}</string>" for word in command)
        template = resource("agent", self._file.name).read_text(encoding="utf-8")
        _write(self._file, template.replace("{command}", words))
        try:
            _ask("launchctl", "bootstrap", self._domain, str(self._file))
        except Fixable:
            self._file.unlink(missing_ok=True)
            raise

    def off(self) -> None:
        """Unload the agent and remove its file."""
        if self._file.exists():
            with suppress(Fixable):
                _ask("launchctl", "bootout", f"{self._domain}/{_LABEL}")
            self._file.unlink(missing_ok=True)

    def is_on(self) -> bool:
        """Tell whether the agent is there."""
        return self._file.exists()


class Windows:
    """A logon task of Windows' task scheduler."""

    def on(self, command: Sequence[str]) -> None:
        """Register the task and start it."""
        first, *rest = command
        words = f"<Command>{escape(first)}</Command><Arguments>{escape(subprocess.list2cmdline(rest))}</Arguments>"
        template = resource("agent", "mummo-agent.xml").read_text(encoding="utf-8")
        file = Path(os.environ.get("TEMP", ".")) / "mummo-agent.xml"
        file.write_text(template.replace("{command}", words), encoding="utf-16")
        try:
            _ask("schtasks", "/Create", "/TN", _TASK, "/XML", str(file), "/F")
            _ask("schtasks", "/Run", "/TN", _TASK)
        finally:
            file.unlink(missing_ok=True)

    def off(self) -> None:
        """End the task and remove it."""
        with suppress(Fixable):
            _ask("schtasks", "/End", "/TN", _TASK)
        with suppress(Fixable):
            _ask("schtasks", "/Delete", "/TN", _TASK, "/F")

    def is_on(self) -> bool:
        """Tell whether the task is registered."""
        with suppress(Fixable):
            _ask("schtasks", "/Query", "/TN", _TASK)
            return True
        return False


def _ask(program: str, *words: str) -> None:
    """Run one of the system's own programs. Raises Fixable("agent.no_manager") with its first line."""
    found = shutil.which(program)
    if found is None:
        raise Fixable("agent.no_manager", reason=program)
    try:
        done = subprocess.run(  # noqa: S603 no shell, fixed words and our own paths
            [found, *words], capture_output=True, text=True, errors="replace", timeout=_PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Fixable("agent.no_manager", reason=type(error).__name__) from error
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Fixable("agent.no_manager", reason=said[0][:200] if said else program)


def _unit_word(word: str) -> str:
    """Quote one word of a unit's command: systemd reads backslashes, quotes, dollars and percent signs."""
    quoted = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{quoted}"'


def _write(path: Path, text: str) -> None:
    try:
        if not path.parent.exists():
            make_private_folder(path.parent)
        write_safely(path, text.encode())
    except OSError as error:
        raise Fixable("agent.no_manager", reason=error.strerror or "") from error
