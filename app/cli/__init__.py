# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The commands of the command line over the desk: every file here is one command, found by its name.

A command module has HELP (a sentence), `arguments(parser)` and `run(console) -> exit status`.
A later command is one more file.
"""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from types import ModuleType

from app import VERSION
from app.console import DONE, Arguments, run_command, tell
from app.errors import AppError, Fixable
from app.wording import system_language, use

LATER = frozenset({"import", "export", "backup", "restore", "policy"})
"""Commands of the contract that this version does not have yet."""


def names() -> tuple[str, ...]:
    """Return the commands of this build, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def run(words: list[str]) -> int:
    """Run the command that `words` name (sys.argv without the program) and return the exit status."""
    use(system_language())
    if not words or words[0].startswith("-"):
        return _program(words)
    try:
        command = _command(words[0])
        parser = Arguments(prog=f"mummo {words[0]}", description=command.HELP, allow_abbrev=False)
        parser.add_argument("--profile", metavar="DIR", help="everything the program writes lives there")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
        command.arguments(parser)
        options = parser.parse_args(words[1:])
    except AppError as error:
        return tell(error)
    except SystemExit:  # --help has printed
        return DONE
    return run_command(command, options)


def _command(name: str) -> ModuleType:
    known = names()
    if name in known:
        return importlib.import_module(f"{__name__}.{name}")
    if name in LATER:
        raise Fixable("cli.later", command=name)
    near = difflib.get_close_matches(name, known, 1)
    raise Fixable("cli.unknown", command=name, known=", ".join(near or known))


def _program(words: list[str]) -> int:
    if "--version" in words:
        print(f"Mummo {VERSION}")  # noqa: T201 the program's own answers need no console
    else:
        print("mummo [COMMAND …]\n\nWithout a command the window opens.\n")  # noqa: T201 as above
        for name in names():
            print(f"  {name:10} {_command(name).HELP}")  # noqa: T201 as above
    return DONE
