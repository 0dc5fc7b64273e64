# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the machine itself must have: Qt's system libraries, and for the tests a keyring, a display and a compiler."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

QT = [
    *("libegl1", "libgl1", "libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0"),
    *("libxcb-shape0", "libxcb-xinerama0", "libxkbcommon-x11-0", "libwayland-client0", "libwayland-cursor0"),
    *("libbrotli1", "libgssapi-krb5-2"),
]
"""Debian's names, found with ldd over the wheel's plug-ins on a bare Debian 12; Debian 13 knows the same names."""

MODULES = ("QtWidgets.abi3.so", "QtNetwork.abi3.so", "QtSvg.abi3.so")
OFFSCREEN = ("libqoffscreen.so",)
ON_SCREEN = (*OFFSCREEN, "libqxcb.so", "libqwayland.so")


def missing_libraries(python: Path, plugins: tuple[str, ...] = ON_SCREEN) -> list[str]:
    """Return the sonames that Qt with these platforms asks for and the machine lacks (empty elsewhere than on Linux).

    ldd and not Qt's own message, which blames xcb-cursor0 whatever is missing.
    """
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return []
    where = "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"
    folder = Path(subprocess.check_output([str(python), "-c", where], text=True).strip())
    files = [folder / name for name in MODULES]
    files += [folder / "Qt" / "plugins" / "platforms" / name for name in plugins]
    found = subprocess.run(
        ["ldd", *(str(file) for file in files if file.exists())], capture_output=True, text=True, check=False
    ).stdout
    return sorted({line.split("=>")[0].strip() for line in found.splitlines() if "not found" in line})


def qt_is_ready(python: Path, plugins: tuple[str, ...] = ON_SCREEN) -> bool:
    """Say whether Qt can start on these platforms; its libraries are installed where that is allowed.

    Otherwise prints the one line that installs them.
    """
    missing = missing_libraries(python)
    if not missing:
        return True
    print(f"Qt needs {len(missing)} libraries this machine lacks ({', '.join(missing[:3])} …)", flush=True)
    if install(QT):
        missing = missing_libraries(python)
    if missing:
        print(f"Still missing: {', '.join(missing)}. As an administrator, once:\n  {apt_line(QT)}", flush=True)
    return not missing or not missing_libraries(python, plugins)


def install(packages: list[str] | tuple[str, ...]) -> bool:
    """Install Debian packages as root or with a sudo that asks nothing; False when that is not possible."""
    prefix = administrator()
    if prefix is None or not shutil.which("apt-get"):
        return False
    print(f"Installing {' '.join(packages)}", flush=True)
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        subprocess.run([*prefix, "apt-get", "update", "-qq"], env=quiet, check=False)
        done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
    return done.returncode == 0


def administrator() -> list[str] | None:
    """Return what goes before a command that needs rights: nothing for root, a sudo that asks nothing, else None."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def apt_line(packages: list[str] | tuple[str, ...]) -> str:
    """Return the one line an administrator may paste."""
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def has_display() -> bool:
    """Say whether a window can be shown to somebody."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def absent(programs: tuple[str, ...]) -> list[str]:
    """Return those programs that are not on the path."""
    return [program for program in programs if not shutil.which(program)]
