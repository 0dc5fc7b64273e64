# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Whose work is inside: every package Mummo ships with, its licence and its own words. Writes LICENSES/notices.md."""

from __future__ import annotations

import re
import sys
from email import message_from_string
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from environment import ROOT

TARGET = ROOT / "LICENSES" / "notices.md"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)
NOT_SHIPPED = {"pip", "setuptools"}

HEAD = """\
# Whose work is inside

Mummo itself is under the MIT licence (`LICENSE`). An installed Mummo also holds these packages, unchanged, each under
its own licence. Their full texts are installed beside the program (`/usr/share/doc/mummo/third-party`).

Qt and PySide6 (`pyside6-essentials`, `shiboken6`) are used under the LGPL 3 (`LGPL-3.0.txt`, `GPL-3.0.txt`): they lie
in the program's folder as separate libraries which anybody may replace by their own build of the same version; taking
Mummo apart to find out how to do that is allowed. Their source is at
<https://download.qt.io/official_releases/QtForPython/>.
`pi_heif` reads HEIC pictures with libheif and libde265, which are under the LGPL 3 too: two libraries of their own
(`pi_heif.libs`), unchanged, replaceable in the same way; their source is at <https://github.com/strukturag/libheif> and
<https://github.com/strukturag/libde265>. No HEIC encoder is inside.
The fonts Inter and Literata are under the SIL Open Font License (`resources/fonts`), the icons of Tabler under the MIT
licence (`resources/icons`).
The versions are those of `packaging/requirements.txt`.

| package | licence | home |
| --- | --- | --- |
"""


def shipped() -> list[Distribution]:
    """Return the packages of requirements.txt that this system installs, by name."""
    pins = (ROOT / "packaging" / "requirements.txt").read_text()
    found = []
    for name in sorted({name for name, _ in PINNED.findall(pins)} - NOT_SHIPPED):
        try:
            found.append(distribution(name))
        except PackageNotFoundError:  # pinned for another system
            continue
    return found


def licence(package: Distribution) -> str:
    """Return the licence in one line, from whichever field the package uses."""
    data = fields(package)
    classifiers = [line.split("::")[-1].strip() for line in data.get_all("Classifier") or [] if "License ::" in line]
    said = data.get("License-Expression") or data.get("License") or ""
    line = said.strip().splitlines()[0] if said.strip() else ""
    if not line or len(line) > 60:
        line = ", ".join(classifiers)
    return line or "see its own text"


def home(package: Distribution) -> str:
    """Return where the package lives."""
    data = fields(package)
    urls = dict(line.split(", ", 1) for line in data.get_all("Project-URL") or [] if ", " in line)
    named = {name.lower(): url for name, url in urls.items()}
    for name in ("source", "source code", "repository", "homepage", "home"):
        if name in named:
            return named[name]
    return str(data.get("Home-page") or next(iter(urls.values()), ""))


def fields(package: Distribution) -> Message:
    """Return what a package says about itself, with every field's `get`."""
    return message_from_string(package.read_text("METADATA") or "")


def rows() -> list[str]:
    """Return one row for each package."""
    return [f"| {package.metadata['Name'].lower()} | {licence(package)} | {home(package)} |" for package in shipped()]


def texts() -> dict[str, str]:
    """Return each package's licence texts as one text."""
    found: dict[str, str] = {}
    for package in shipped():
        parts = [file.read_text(encoding="utf-8") for file in package.files or [] if LICENCE_FILE.search(str(file))]
        head = f"{package.metadata['Name']} {package.version}\n{licence(package)}\n{home(package)}\n"
        found[package.metadata["Name"].lower()] = "\n\n".join([head, *parts])
    return found


def main() -> int:
    """Write the page, or with --check say which package it lacks (other systems install a few others)."""
    if "--check" not in sys.argv:
        TARGET.write_text(HEAD + "\n".join(rows()) + "\n", encoding="utf-8")
        return 0
    written = TARGET.read_text(encoding="utf-8").splitlines()
    lacking = [row for row in rows() if row not in written]
    for row in lacking:
        print(f"LICENSES/notices.md lacks this, run 'make wording': {row}", file=sys.stderr)
    return bool(lacking)


if __name__ == "__main__":
    sys.exit(main())
