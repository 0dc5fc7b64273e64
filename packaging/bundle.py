# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The frozen program as one folder: PyInstaller, then stripped, then without the libraries nobody in it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from environment import ROOT, Cannot

ELF = b"\x7fELF"
NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)", re.MULTILINE)


def freeze(target: Path) -> Path:
    """Build dist/mummo below `target` and return it. Raises Cannot with PyInstaller's last lines."""
    shutil.rmtree(target, ignore_errors=True)
    command = [sys.executable, "-m", "PyInstaller", str(ROOT / "packaging" / "mummo.spec"), "--noconfirm"]
    command += ["--log-level", "ERROR", "--distpath", str(target / "dist"), "--workpath", str(target / "work")]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Cannot(f"PyInstaller stopped:\n{done.stderr[-4000:]}")
    return target / "dist" / "mummo"


def surroundings() -> dict[str, str]:
    """Return an environment that makes two builds of one commit alike."""
    stamp = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": stamp or "1764000000"}


def binaries(folder: Path) -> list[Path]:
    """Return every real ELF file below `folder`, links left out."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return [file for file in files if starts_like_elf(file)]


def starts_like_elf(file: Path) -> bool:
    """Say whether the first four bytes are an ELF file's."""
    with file.open("rb") as stream:
        return stream.read(4) == ELF


def strip(folder: Path) -> None:
    """Take debug information out. Not from NAME.libs: those were rewritten by auditwheel and break when stripped."""
    files = [file for file in binaries(folder) if not file.parent.name.endswith(".libs")]
    program = folder / "mummo"  # carries the archive of modules behind its ELF part: stripping would cut it off
    for file in files:
        if file != program:
            subprocess.run(["strip", "--strip-unneeded", str(file)], check=True, stderr=subprocess.DEVNULL)


def needs(file: Path) -> set[str]:
    """Return the sonames one ELF file asks the loader for."""
    done = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True)
    return set(NEEDED.findall(done.stdout))


def drop_unneeded(folder: Path) -> list[str]:
    """Remove the libraries that came along for plug-ins left out (GTK's family, Qt's eglfs), and return their names."""
    wanted = {file: needs(file) for file in binaries(folder)}
    dropped: list[str] = []
    while True:
        asked = set().union(*wanted.values())
        idle = [file for file in wanted if is_library(file, folder) and file.name not in asked]
        if not idle:
            break
        for file in idle:
            del wanted[file]
            dropped.append(file.name)
            file.unlink()
    for link in folder.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    return sorted(dropped)


KEPT = re.compile(r"libpython|libssl|libcrypto|\.cpython-|\.abi3\.")
"""Loaded by name at run time, or no library but a module."""


def is_library(file: Path, folder: Path) -> bool:
    """Say whether a file is there only for others to link to: taken from the build machine, or one of Qt's own."""
    inside = folder / "_internal"
    return file.parent in (inside, inside / "PySide6" / "Qt" / "lib") and not KEPT.search(file.name)


def outside(folder: Path) -> set[str]:
    """Return the sonames the bundle needs and does not hold."""
    files = binaries(folder)
    held = {file.name for file in folder.rglob("*.so*")}
    return set().union(*(needs(file) for file in files)) - held


def debian_packages(sonames: set[str]) -> list[str]:
    """Return the Debian packages of this machine that hold these libraries. Raises Cannot for one that none holds."""
    cache = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True).stdout
    where = dict(re.findall(r"^\s+(\S+) \(libc6,x86-64[^)]*\) => (\S+)", cache, re.MULTILINE))
    found = set()
    for soname in sorted(sonames - {"ld-linux-x86-64.so.2"}):
        if soname not in where:
            raise Cannot(f"The bundle needs {soname}, and this machine does not have it.")
        paths = [where[soname], str(Path(where[soname]).resolve())]
        paths += [path.removeprefix("/usr") for path in paths]
        asked = subprocess.run(["dpkg", "-S", *paths], capture_output=True, text=True, check=False).stdout
        if not asked:
            raise Cannot(f"No Debian package holds {soname}.")
        found.add(asked.split(":")[0])
    return sorted(found)
