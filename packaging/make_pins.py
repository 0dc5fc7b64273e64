# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Compile pyproject.toml into the three pinned files, and the journeys' server into its own: hashes, no index address.

Needs uv.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from environment import PINS, ROOT, Cannot

GROUPS = {"run": [], "dev": ["dev"], "package": ["dev", "package"]}
SERVER = "tests/fakes/mastodon_server"
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]


def compiled(uv: str, sources: list[str], target: str) -> None:
    """Write one pinned file. Raises Cannot when it would name an address."""
    command = [uv, "pip", "compile", *sources, *OPTIONS, "--quiet", "--custom-compile-command", "make pins"]
    subprocess.run([*command, "-o", target], cwd=ROOT, check=True)
    stray = [line for line in (ROOT / target).read_text().splitlines() if "://" in line and "==" not in line]
    if stray:
        raise Cannot(f"{target} names an address: {stray[0]}")


def main() -> int:
    """Write the files; what is pinned today stays where it still fits (delete a file to take everything new)."""
    uv = shutil.which("uv")
    if not uv:
        print("uv is not on the path: python3 -m venv uv && uv/bin/pip install uv", file=sys.stderr)
        return 1
    for level, name in PINS.items():
        groups = [word for group in GROUPS[level] for word in ("--group", group)]
        compiled(uv, ["pyproject.toml", *groups], f"packaging/{name}")
    compiled(uv, [f"{SERVER}/requirements.in"], f"{SERVER}/requirements.txt")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Cannot as reason:
        sys.exit(str(reason))
