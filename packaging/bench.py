# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Run every packaging/bench_*.py, one after another on a quiet machine, and print their tables; WORDS chooses some.

Each prints its figures beside the targets, as ratios to a floor it measures in the same run, and ends with 0 if all
targets are reached.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    """Run the chosen ones (all without a word) and say which did not reach their targets."""
    found = [file for file in sorted(HERE.glob("bench_*.py")) if not words or file.stem.removeprefix("bench_") in words]
    if not found:
        print(f"No benchmark of that name: {', '.join(words)}", file=sys.stderr)
        return 2
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f} before it began\n")
    short = []
    for file in found:
        began = time.monotonic()
        print(f"== {file.stem.removeprefix('bench_')}", flush=True)
        if subprocess.run([sys.executable, str(file)], cwd=HERE.parent, check=False).returncode:
            short.append(file.stem)
        print(f"   ({time.monotonic() - began:.0f} s)\n", flush=True)
    print(f"Not there yet: {', '.join(short)}" if short else "Every target reached.")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
