# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Start the real window once on a real X server (Xvfb), in a new profile, and see that it paints and ends well."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from environment import ROOT, Cannot
from system import absent, install

LIMIT_S = 60.0


@contextmanager
def x_server() -> Iterator[str]:
    """Start an Xvfb on a free display that only this machine reaches; yields the display's name. Raises Cannot."""
    if absent(("Xvfb",)):
        install(["xvfb"])
    if absent(("Xvfb",)):
        raise Cannot("Xvfb is missing: apt-get install -y --no-install-recommends xvfb")
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(writes,), stderr=subprocess.DEVNULL)
    os.close(writes)
    try:
        with os.fdopen(reads) as said:
            number = said.readline().strip()
        if not number:
            raise Cannot("Xvfb did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


def window(command: list[str], display: str, profile: str, **extra: str) -> float:
    """Start the window, let it quit after its first painted frame; returns the seconds it took. Raises Cannot."""
    surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "MUMMO_PROFILE": profile}
    surroundings |= {"MUMMO_EXIT_AFTER_PAINT": "1", **extra}
    began = time.monotonic()
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Cannot(f"The window did not paint within {LIMIT_S:.0f} s.\n{(late.stderr or b'')[-2000:]!r}") from late
    if done.returncode:
        raise Cannot(f"The window ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return time.monotonic() - began


def main() -> int:
    """Start it and say how long it took."""
    with x_server() as display, tempfile.TemporaryDirectory(prefix="mummo-window-") as profile:
        seconds = window([sys.executable, "main.py"], display, profile)
    print(f"The window painted on a real X server and ended well after {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Cannot as reason:
        sys.exit(str(reason))
