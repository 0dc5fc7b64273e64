# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The repository as the house tests read it: its files, their trees, the calls in them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "ui", "tests", "packaging")
PASSED_OVER = {"__pycache__", "node_modules", ".venv"}


def python_files(*rooms: str) -> list[Path]:
    """Return every .py file of these top folders (all of them without a name), and main.py."""
    found = [ROOT / "main.py"] if not rooms else []
    for room in rooms or ROOMS:
        found += [file for file in (ROOT / room).rglob("*.py") if not PASSED_OVER & set(file.parts)]
    return sorted(found)


@cache
def tree(file: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def name(file: Path) -> str:
    """Return a file's path as people write it."""
    return file.relative_to(ROOT).as_posix()


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in a file with the last part of the called name."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            called = node.func
            yield (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")), node


def imported(file: Path) -> set[str]:
    """Return the dotted names a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def loaded_by(code: str) -> set[str]:
    """Run `code` in a new interpreter at the top of the clone and return the top-level modules it left loaded."""
    show = "\nimport sys\nprint('\\n' + ' '.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + show], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return set(done.stdout.rsplit("\n", 2)[-2].split())
