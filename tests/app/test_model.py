# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The values can all be had from app.model, each from the one subject it is written in."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import app.model

FOLDER = Path(app.model.__file__).parent


def test_every_value_of_every_subject_can_be_imported_from_the_room():
    for file in sorted(FOLDER.glob("[a-z]*.py")):
        subject = importlib.import_module(f"app.model.{file.stem}")
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for name in (node.name for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)):
            assert getattr(app.model, name) is getattr(subject, name)
            assert name in app.model.__all__


def test_an_unknown_name_is_said_as_python_says_it():
    with pytest.raises(AttributeError, match="Nothing"):
        app.model.Nothing  # noqa: B018 the access itself is what is tested


def test_a_kind_does_not_load_the_other_subjects():
    code = "import sys; from app.model import Kind; print([m for m in sys.modules if m.startswith('app.model.')])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=FOLDER.parents[1]
    )
    assert done.stdout.strip() == "['app.model.kinds']"


def test_ids_are_short_and_their_own():
    ids = {app.model.new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert all(len(one) == 10 and " " not in one for one in ids)
