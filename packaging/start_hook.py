# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Runs first in the frozen program: what Mummo starts (browser, systemctl) shall use its own libraries, not Mummo's.

PyInstaller's loader puts Mummo's folder into LD_LIBRARY_PATH; this process has read it already, the next must not.
"""

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
if before:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # Mummo itself as a child (pictures) sets it for itself again
