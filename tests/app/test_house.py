# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The house keeps its own rules: sizes, the map, headers, who loads what, and what no tool sees."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest
from sources import ROOT, calls, imported, loaded_by, name, python_files, tree

import app

FILE_LIMIT, FUNCTION_LIMIT, PUBLIC_LIMIT = 400, 40, 15
HEADER = ("# SPDX-FileCopyrightText: 2026 The Mummo authors", "# SPDX-License-Identifier: MIT")
HEAVY = {"spacy", "thinc", "numpy", "keyring", "requests", "requests_oauthlib", "sqlite_utils", "PIL", "py3langid"}
MAY_IMPORT = {
    "app/store/": {"sqlite3", "sqlite_utils", "threading"},
    "app/languages/": {"spacy", "simplemma", "py3langid"},
    "app/keychain.py": {"keyring"},
    "app/wire/": {"requests"},
    "app/signin/": {"requests_oauthlib", "requests"},
    "ui/jobs.py": {"threading", "concurrent.futures", "PySide6.QtCore.QThread", "PySide6.QtCore.QThreadPool"}
    | {"PySide6.QtCore.QRunnable"},
}
"""The files that ruff lets off every ban, and the one thing each is let off for."""
STARTS_A_THREAD = {"Thread", "Timer", "ThreadPoolExecutor", "ProcessPoolExecutor", "QThread", "QThreadPool"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def length(function):
    """Return the lines of a function without those of its longer texts and tables (SQL, columns): they are data."""
    data = set()
    for node in ast.walk(function):
        table = isinstance(node, ast.Dict | ast.List | ast.Tuple | ast.Set)
        if table or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            data |= set(range(node.lineno + 1, node.end_lineno + 1))
    return function.end_lineno - function.lineno + 1 - len(data)


def functions(file):
    return [node for node in ast.walk(tree(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_no_file_is_too_long():
    long = {name(file): lines for file in python_files() if (lines := len(file.read_text().splitlines())) > FILE_LIMIT}
    assert not long


def test_no_function_is_too_long():
    long = [
        f"{name(file)}:{node.lineno} {node.name} {length(node)} lines"
        for file in python_files("app", "ui", "packaging")
        for node in functions(file)
        if length(node) > FUNCTION_LIMIT
    ]
    assert not long


def test_no_class_promises_too_much():
    """Counts public methods; Qt's own camelCase names are not ours to count, and a `once` is a part, not a method."""
    wide = []
    for file in python_files("app", "ui"):
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.ClassDef):
                methods = [child for child in node.body if isinstance(child, ast.FunctionDef)]
                own = [
                    child.name for child in methods if not any(ast.unparse(d) == "once" for d in child.decorator_list)
                ]
                public = [method for method in own if not method.startswith("_") and method.islower()]
                wide += [f"{name(file)} {node.name}: {len(public)}"] if len(public) > PUBLIC_LIMIT else []
    assert not wide


def test_every_file_has_its_header_and_says_what_lives_in_it():
    bare = []
    for file in python_files():
        lines = file.read_text(encoding="utf-8").splitlines()
        if tuple(lines[:2]) != HEADER or not ast.get_docstring(tree(file)):
            bare.append(name(file))
    assert not bare


def test_the_map_names_every_room_and_nothing_else():
    drawn = set(re.findall(r"^([a-z_]+(?:\.py|/)) {2,}\S", app.__doc__, re.MULTILINE))
    there = {child.name for child in (ROOT / "app").glob("*.py")} - {"__init__.py"}
    there |= {f"{child.name}/" for child in (ROOT / "app").iterdir() if (child / "__init__.py").exists()}
    assert drawn == there


def test_folders_that_hide_a_library_are_no_packages():
    """A package called packaging would hide the library that spaCy and pytest need."""
    assert not [folder for folder in ("packaging", "resources", "tests") if list((ROOT / folder).rglob("__init__.py"))]


def test_versions_agree():
    assert PROJECT["project"]["version"] == app.VERSION


def test_the_list_command_loads_neither_qt_nor_anything_heavy():
    loaded = loaded_by("from app.cli import run\nassert run(['list', '--json']) == 0")
    assert not loaded & (HEAVY | {"PySide6", "shiboken6"})


def test_the_whole_core_imports_where_qt_can_not():
    """The linters can't see imports by name at run time; a child process without PySide6 can."""
    assert "app" in loaded_by(
        "import sys, pkgutil, importlib\n"
        "sys.modules['PySide6'] = sys.modules['shiboken6'] = None\n"
        "import app\n"
        "for found in pkgutil.walk_packages(app.__path__, 'app.'):\n"
        "    importlib.import_module(found.name)\n"
        "del sys.modules['PySide6'], sys.modules['shiboken6']\n"
    )


def test_no_room_that_others_import_loads_anything_heavy():
    """The desk and every command: heavy libraries load when they are first used."""
    loaded = loaded_by("import app.desk, importlib\nfrom app import cli\n"
                       "for name in cli.names():\n    importlib.import_module('app.cli.' + name)")  # fmt: skip
    assert not loaded & (HEAVY | {"PySide6"})


def test_the_window_is_built_without_anything_heavy():
    pytest.importorskip("PySide6.QtWidgets", reason="Qt's system libraries are missing", exc_type=ImportError)
    loaded = loaded_by("import ui.start")
    assert not loaded & HEAVY


def test_exempted_files_import_only_what_they_are_exempted_for():
    """ruff lets an exempted file off every ban; this holds it to its own."""
    banned = set(PROJECT["tool"]["ruff"]["lint"]["flake8-tidy-imports"]["banned-api"])
    wrong = []
    for file in python_files("app", "ui"):
        allowed = next((good for start, good in MAY_IMPORT.items() if name(file).startswith(start)), set())
        wrong += [f"{name(file)} imports {found}" for found in sorted(imported(file) & (banned - allowed))]
    assert not wrong


def test_only_the_jobs_room_starts_threads():
    found = [
        f"{name(file)}:{node.lineno}"
        for file in python_files("app", "ui")
        if name(file) != "ui/jobs.py"
        for called, node in calls(file)
        if called in STARTS_A_THREAD
    ]
    assert not found


def test_exceptions_from_the_rules_say_why():
    bare = re.compile(r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w\s,-]*\])?)\s*$")
    found = [
        f"{name(file)}:{number}"
        for file in python_files("app", "ui", "packaging")
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if bare.search(line)
    ]
    assert not found


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "X" * 3, "NotImplemented" + "Error"])
def test_nothing_is_left_for_later(word):
    found = [name(file) for file in python_files() if re.search(rf"\b{word}\b", file.read_text(encoding="utf-8"))]
    assert not found


def test_no_module_is_called_after_nothing():
    nothing = {"utils", "util", "misc", "helpers", "helper", "manager", "common", "stuff"}
    assert not [name(file) for file in python_files("app", "ui") if nothing & set(file.stem.split("_"))]


def test_no_test_sleeps():
    sleeping = [f"{name(file)}:{node.lineno}" for file in python_files("tests") for called, node in calls(file)
                if called == "sleep"]  # fmt: skip
    assert not sleeping


def asserts(function, helpers):
    """Say whether a test can fail by more than an exception: by itself or by a helper of its file that asserts."""
    for node in ast.walk(function):
        called = getattr(node, "func", None)
        word = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if isinstance(node, ast.Assert) or word in {"raises", "fail", *helpers} or word.startswith(("assert_", "wait")):
            return True
    return False


def test_every_test_asserts_something():
    idle = []
    for file in python_files("tests"):
        every = functions(file)
        helpers = {node.name for node in every if not node.name.startswith("test_") and asserts(node, ())}
        tests = [node for node in every if node.name.startswith("test_")]
        idle += [f"{name(file)} {node.name}" for node in tests if not asserts(node, helpers)]
    assert not idle


def test_no_file_names_somebodys_machine():
    """Paths and package hosts of one machine mean nothing on another."""
    own = re.compile(r"(?<![\w.])/(?:root|home/(?!\{)\w+|Users/\w+|work|opt)/\w|--(?:extra-)?index-url|find-links")
    texts = [
        *python_files(),
        ROOT / "Makefile",
        ROOT / ".ci" / "run",
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
    ]
    texts += [*(ROOT / "packaging").glob("*.txt"), *(ROOT / "packaging" / "deb").iterdir(), ROOT / "pyproject.toml"]
    found = [name(file) for file in texts if file.stem != "test_house" and own.search(file.read_text(encoding="utf-8"))]
    assert not found
