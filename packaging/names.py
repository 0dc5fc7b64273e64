# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Say which names of our own are asked for and nowhere to be found: in tests and scripts too, inside functions too.

The types of app/ and ui/ are checked anyway; a test or a script that asks for a helper another file has lost is not.
Looks at imports, at `module.name`, and at the dotted words that tests replace. Standard library only, a second or two.
"""

from __future__ import annotations

import ast
import gc
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATHS = {"app": (ROOT,), "ui": (ROOT,), "tests": (ROOT, ROOT / "tests"), "packaging": (ROOT / "packaging", ROOT)}
"""Where each room's files look for modules of ours, as pytest and the scripts set it up."""

FOREIGN = {"node_modules", "__pycache__", "mastodon_server"}
DOTTED = re.compile(r"(?:app|ui|tests)(?:\.\w+)+")
Asked = tuple[int, str, str]
"""A line, a module, and a name it should hold ("" for the module alone)."""


def lost(file: Path) -> Iterator[str]:
    """Yield what this file asks for and our modules do not hold."""
    paths = PATHS.get(file.relative_to(ROOT).parts[0], (ROOT,))
    modules: dict[str, str] = {}
    for line, module, name in (*imports(file, paths, modules), *uses(file, modules), *replaced(file, paths)):
        if place(module.partition(".")[0], paths) and not there(module, name, paths):
            said = f"{module} has no {name}" if place(module, paths) else f"no module {module}"
            yield f"{file.relative_to(ROOT)}:{line}: {said}"


def imports(file: Path, paths: tuple[Path, ...], modules: dict[str, str]) -> Iterator[Asked]:
    """Yield what is imported, wherever in the file, and note in `modules` which local name is which module of ours."""
    for node in nodes(file):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield node.lineno, node.module, alias.name
                if place(f"{node.module}.{alias.name}", paths):
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, ""
                if "." not in alias.name or alias.asname:
                    modules[alias.asname or alias.name] = alias.name


def uses(file: Path, modules: dict[str, str]) -> Iterator[Asked]:
    """Yield every `module.name` that is read, but of names which the file also uses for something else."""
    other = {node.id for node in nodes(file) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    other |= {node.arg for node in nodes(file) if isinstance(node, ast.arg)}
    other |= {node.name for node in nodes(file) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in nodes(file):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load):
            named = node.value.id
            if named in modules and named not in other and not node.attr.startswith("__"):
                yield node.lineno, modules[named], node.attr


def replaced(file: Path, paths: tuple[Path, ...]) -> Iterator[Asked]:
    """Yield the dotted words given to a monkeypatch: the longest part that is a module, and the name after it."""
    for node in nodes(file):
        if not (isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("setattr", "delattr") and node.args):
            continue
        words = getattr(node.args[0], "value", None)
        if isinstance(words, str) and DOTTED.fullmatch(words):
            parts = words.split(".")
            known = next(end for end in range(len(parts), 0, -1) if place(".".join(parts[:end]), paths))
            yield node.lineno, ".".join(parts[:known]), parts[known] if known < len(parts) else ""


@cache
def place(module: str, paths: tuple[Path, ...]) -> Path | None:
    """Return a module's file, or its folder where it has none of its own."""
    for path in paths:
        found = path.joinpath(*module.split("."))
        for file in (found.with_suffix(".py"), found / "__init__.py"):
            if file.is_file():
                return file
        if found.is_dir() and any(found.glob("*.py")):
            return found
    return None


@cache
def there(module: str, name: str, paths: tuple[Path, ...]) -> bool:
    """Say whether a module exists and holds the name, as its own, as an import of its own or as a file beside."""
    file = place(module, paths)
    if file is None:
        return False
    if not name or place(f"{module}.{name}", paths):
        return True
    return file.is_file() and bool({name, "*", "__getattr__"} & held(file))


@cache
def held(file: Path) -> frozenset[str]:
    """Return every name bound at the top of a file, in whatever branch, and those its functions call global."""
    names = {name for node in nodes(file) if isinstance(node, ast.Global) for name in node.names}
    waiting: list[ast.AST] = list(tree(file).body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        waiting += ast.iter_child_nodes(node)
    return frozenset(names)


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Return everything in a file's syntax tree."""
    return tuple(ast.walk(tree(file)))


@cache
def tree(file: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def main() -> int:
    """Print what is lost; the exit status is 1 when something is."""
    files = [ROOT / "main.py", *(file for room in PATHS for file in sorted((ROOT / room).rglob("*.py")))]
    gc.disable()  # many small things that all stay to the end: half the time
    try:
        missing = [line for file in files if not FOREIGN & set(file.parts) for line in lost(file)]
    except SyntaxError as error:
        missing = [f"{error.filename}:{error.lineno}: {error.msg}"]
    print("\n".join(missing))
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
