# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Start Mummo: no command opens the window, a command of the contract runs without one. All are imported late."""

import sys

if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["--read-picture"]:  # the child process that reads pictures from outside (app/photos)
        from app.photos.child import run
    elif any(not word.startswith("-") for word in words[:1]) or {"--help", "--version"} & set(words):
        from app.cli import run
    else:
        import gc

        gc.disable()  # until the first frame is painted (ui/start.py): nothing is thrown away before it
        from ui.start import run
    sys.exit(run(words))
