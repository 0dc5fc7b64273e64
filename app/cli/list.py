# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`list`: what this build contains. Loads neither the window nor spaCy."""

from __future__ import annotations

import argparse

from app.console import Console

HELP = "what this build contains"


def arguments(parser: argparse.ArgumentParser) -> None:
    """No options of its own."""


def run(console: Console) -> int:
    """List checks, networks, languages and archives."""
    contents = console.desk.about.contents()
    lines = [f"{name}: {', '.join(values) or '–'}" for name, values in contents.items()]
    return console.answer({name: list(values) for name, values in contents.items()}, *lines)
