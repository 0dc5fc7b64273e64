# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Write docs/reference.md from the program itself: commands, settings, networks, checks and languages.

--check compares instead of writing, so the page can't grow old.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environment import ROOT

from app import channels, cli
from app.checks import all_checks
from app.networks import networks
from app.settings import TABLE
from app.wording import LANGUAGES

TARGET = ROOT / "docs" / "reference.md"
HEAD = """\
# What is in Mummo

Written by `make wording` from the program itself; a change here is lost, a change there appears here.
"""


class Recorder:
    """Stands where a command expects its argument parser and remembers what it declares."""

    def __init__(self, name: str) -> None:
        """Start with a name, no options and no sub-commands."""
        self.name = name
        self.options: list[str] = []
        self.parts: list[Recorder] = []

    def add_argument(self, *names: str, **how: Any) -> None:  # noqa: ANN401 argparse's own signature
        """Remember one argument as people would type it."""
        shown = how.get("metavar") or "|".join(how.get("choices", ())) or names[0].lstrip("-").upper()
        named = names[0].startswith("-")
        word = f"{names[0]} {shown}" if named and how.get("action") != "store_true" else names[0] if named else shown
        needed = how.get("required") or (not named and how.get("nargs") != "?")
        if names[0] not in ("--profile", "--json"):
            self.options.append(word if needed else f"[{word}]")

    def add_subparsers(self, **_how: Any) -> Recorder:  # noqa: ANN401 argparse's own signature
        """Take sub-commands on itself."""
        return self

    def add_parser(self, name: str, **_how: Any) -> Recorder:  # noqa: ANN401 argparse's own signature
        """Remember a sub-command."""
        self.parts.append(Recorder(f"{self.name} {name}"))
        return self.parts[-1]

    def lines(self) -> Iterator[str]:
        """Yield each way to call it."""
        if self.options or not self.parts or self.name == "outbox":
            yield " ".join([self.name, *self.options])
        for part in self.parts:
            yield from part.lines()


def commands() -> Iterator[str]:
    """Yield the table of commands."""
    yield "## Commands\n"
    yield "`python main.py COMMAND …` in a clone, `mummo COMMAND …` when installed; without a command the window opens."
    yield "Every command also takes `--profile DIR` and `--json`.\n"
    yield from head("command", "does")
    for name in cli.names():
        module = importlib.import_module(f"app.cli.{name}")
        recorder = Recorder(name)
        module.arguments(recorder)
        calls = "<br>".join(f"`{line}`".replace("|", "\\|") for line in recorder.lines())
        yield f"| {calls} | {module.HELP} |"


def settings() -> Iterator[str]:
    """Yield the table of settings."""
    yield "## Settings\n"
    yield "They lie in `settings.json` of the profile; hidden rows are what the window remembers by itself.\n"
    yield from head("setting", "page", "at first", "may be")
    for row in TABLE:
        if row.choices:
            may = ", ".join(f"`{choice}`" if choice != "" else "empty" for choice in row.choices)
        elif row.least is not None or row.most is not None:
            may = f"{row.least} to {row.most}"
        else:
            may = {"bool": "on or off", "str": "any text"}.get(type(row.default).__name__, type(row.default).__name__)
        first = (
            {True: "on", False: "off"}.get(row.default, row.default) if isinstance(row.default, bool) else row.default
        )
        yield f"| `{row.key}` | {row.page} | {first if first != '' else 'empty'} | {may} |"


def counted() -> Iterator[str]:
    """Yield the table of networks."""
    yield "## Networks\n"
    yield "How much fits and how it is counted, with the day the network's own page was read."
    yield "*Directly* says what this version sends by itself; by hand works on every network, linked or not.\n"
    yield from head("network", "directly", "limit", "counted in", "thread", "pictures", "read")
    direct = {found.name for found in pkgutil.iter_modules(channels.__path__)}
    for one in networks():
        read = max((source.read for source in one.sources), default="")
        limit = f"{one.limit} (and {one.bytes} bytes)" if one.bytes else str(one.limit or "none")
        cells = [f"{one.name} (`{one.id}`)", yes(one.id in direct), limit, one.unit.replace("_", " ")]
        yield f"| {' | '.join(cells)} | {yes(one.threads)} | {one.images or 'none'} | {read} |"


def checks() -> Iterator[str]:
    """Yield the table of checks by language: an empty place is an invitation."""
    yield "## Checks\n"
    yield "A dot is a language the check has examples in. An empty place is an invitation (CONTRIBUTING).\n"
    yield from head("check", "finds", "level", *LANGUAGES)
    for one in all_checks().values():
        spoken = ["•" if code in one.raw.get("examples", {}) else "" for code in LANGUAGES]
        finds = ", ".join(f"`{category}`" for category in one.categories)
        yield f"| `{one.id}` | {finds} | {one.level.value} | {' | '.join(spoken)} |"


def head(*names: str) -> Iterable[str]:
    """Return the two first lines of a table."""
    return (f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}")


def yes(true: bool) -> str:
    """Return a word for people."""
    return "yes" if true else "no"


def page() -> str:
    """Return the page as it should be."""
    return HEAD + "".join("\n" + "\n".join(part()) + "\n" for part in (commands, settings, counted, checks))


def main() -> int:
    """Write the page, or with --check say that it is old."""
    TARGET.parent.mkdir(exist_ok=True)
    if "--check" not in sys.argv:
        TARGET.write_text(page(), encoding="utf-8")
        return 0
    if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != page():
        print("docs/reference.md is old: run 'make wording'", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
