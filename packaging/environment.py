# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The environment in .venv: made once from the pinned files, nothing outside it is touched. Standard library only."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("MUMMO_VENV") or ROOT / ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PINS = {
    "run": "requirements.txt",
    "dev": "requirements-dev.txt",
    "package": "requirements-package.txt",
}
"""From least to most: each file contains the one before it, so a fuller environment serves the lesser commands too."""

OLDEST = (3, 11)
TIMED_OUT = ("timed out", "timeout", "connection", "temporarily", "temporary failure", "429", "502", "503", "504")


class Cannot(Exception):
    """The command can't go on; the text says what the person may do about it."""


def ready(level: str) -> Path:
    """Make .venv or bring it up to the pins of `level`, and return its interpreter; a moment when nothing is new."""
    with one_at_a_time():
        if not serves(level):
            make()
            install(level)
    return PYTHON


def serves(level: str) -> bool:
    """Say whether the stamp names today's pins of `level` or of a fuller one."""
    levels = list(PINS)
    good = {stamp_of(name) for name in levels[levels.index(level) :]}
    return PYTHON.exists() and stamp().exists() and stamp().read_text().strip() in good


def stamp() -> Path:
    """Return the file in .venv that says what is in it."""
    return VENV / "mummo-pins"


def stamp_of(level: str) -> str:
    """Return the level and the hash of its pins."""
    pins = (ROOT / "packaging" / PINS[level]).read_bytes()
    return f"{level} {hashlib.sha256(pins).hexdigest()}"


def make() -> None:
    """Make an empty environment from a Python that is new enough. Raises Cannot."""
    if PYTHON.exists():
        return
    base = interpreter()
    print(f"Making {VENV.name} from {base}", flush=True)
    done = subprocess.run([base, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Cannot(f"{base} can't make an environment. On Debian and Ubuntu: apt-get install -y python3-venv")


def interpreter() -> str:
    """Return this Python, or the newest on the path that is new enough. Raises Cannot."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise Cannot(f"Mummo needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")


def install(level: str) -> None:
    """Install the pins of `level`, every file checked by its hash; one retry when the index does not answer."""
    pins = ROOT / "packaging" / PINS[level]
    count = sum(" \\" in line and "==" in line for line in pins.read_text().splitlines())
    print(f"Installing about {count} packages from {pins.name} (this once)", flush=True)
    began = time.monotonic()
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet"]
    command = [*pip, "--require-hashes", "-r", str(pins)]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode and any(word in done.stderr.lower() for word in TIMED_OUT):
        print("The package index did not answer; trying once more", flush=True)
        time.sleep(5)
        done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise Cannot(f"The packages could not be installed:\n{done.stderr.strip()}")
    stamp().write_text(stamp_of(level) + "\n")
    print(f"Ready in {time.monotonic() - began:.0f} s", flush=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let two commands started together make the environment once."""
    if os.name == "nt":
        yield
        return
    import fcntl

    VENV.parent.mkdir(parents=True, exist_ok=True)
    with (VENV.parent / f".{VENV.name.lstrip('.')}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
