# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Every command of this repository, one function each: `python3 packaging/dev.py NAME`, or `make NAME`.

Standard library only: it runs before anything is installed. The environment it makes is .venv; nothing else changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import servers
import system
from environment import ROOT, VENV, Cannot, ready

PACKAGING = ROOT / "packaging"
CORE = ("tests/app", "tests/contracts")
WINDOW = ("tests/ui", "tests/journeys")
LENIENT = "addopts=-ra -p no:cacheprovider --import-mode=importlib"  # strict-config would stumble over pytest-qt's keys
WITHOUT_QT = ["-p", "no:pytest-qt", "-o", LENIENT, "-W", "ignore::pytest.PytestConfigWarning"]
EACH_GB = 1.5  # a worker with spaCy, a window and the servers of its journeys
LEFTOVERS = ("build", "dist", ".mypy_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis", ".coverage")


def run(words: list[str]) -> int:
    """Open the window; without a display say so and run the tour, which needs no Qt."""
    python = ready("run")
    if not system.has_display():
        print("There is no display here, so no window. This is the main job on the command line instead:", flush=True)
        return call([python, "main.py", "tour", *words])
    if not system.qt_is_ready(python):
        print("No window without these libraries. This is the main job on the command line instead:", flush=True)
        return call([python, "main.py", "tour", *words])
    return call([python, "main.py", *words])


def test(words: list[str]) -> int:
    """Run every test on all cores: core, window off screen, journeys. Words go on to pytest.

    Tests that are named run in one process, one after another.
    """
    python = ready("dev")
    chosen = [word for word in words if not word.startswith("-")]
    if not system.qt_is_ready(python, system.OFFSCREEN):
        print("Left out: the tests of the window", flush=True)
        return call([python, "-m", "pytest", *WITHOUT_QT, *([] if chosen else [*spread(), *there(CORE)]), *words])
    if chosen:
        return call([python, "-m", "pytest", *words])
    return call([python, "-m", "pytest", *spread(), *there(CORE + WINDOW), *words], **servers.surroundings())


def spread() -> list[str]:
    """Return pytest's words for a worker on each core, fewer where memory is short; a file stays with one worker."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
        cores = min(cores, round(memory_gb / EACH_GB))
    if cores < 2:
        return []
    return ["-n", str(cores), "--dist", "loadfile", "--no-loadscope-reorder"]


def check(_words: list[str]) -> int:
    """Look at style, types, import rules, unused dependencies, lost names, words and pages; say all, then fail."""
    python = ready("dev")
    tools = VENV / ("Scripts" if os.name == "nt" else "bin")
    steps: list[list[str | Path]] = [
        [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        [python, "-m", "ruff", "check", "--quiet", "."],
        [python, "-m", "mypy"],
        [tools / "lint-imports", "--no-cache"],
        [tools / "deptry", "."],
        [python, "packaging/names.py"],
        [python, "packaging/make_wording.py", "--check"],
    ]
    steps += [[python, maker, "--check"] for maker in makers()]
    failed = []
    for step in steps:
        words = [Path(word).name if isinstance(word, Path) else word for word in step]
        name = " ".join(word for word in words if word not in ("python", "-m"))
        began = time.monotonic()
        line = [str(word) for word in step]
        done = subprocess.run(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        failed += [name] if done.returncode else []
        verdict = "NOT YET" if done.returncode else "good"
        print(f"{verdict:8}{time.monotonic() - began:5.1f} s  {name}", flush=True)
        if done.returncode:
            print(done.stdout, flush=True)
    return bool(failed)


def makers() -> list[str]:
    """Return the scripts whose product is committed and can be compared with what they would make now."""
    return [
        name
        for name in (
            "packaging/make_docs.py",
            "packaging/make_checks_doc.py",
            "packaging/make_networks_doc.py",
            "packaging/notices.py",
        )
        if (ROOT / name).exists()
    ]


def window(words: list[str]) -> int:
    """Start the real window once on a real X server."""
    return script("first_window.py", words, qt=True)


def bench(words: list[str]) -> int:
    """Print the figures beside their targets, each as a ratio to a floor measured in the same run."""
    return script("bench.py", words, qt=True)


def soak(words: list[str]) -> int:
    """Prove for hours that scheduled means once: a million deliveries, 1,000 kills, 500 power cuts."""
    return script("soak.py", words)


def pictures(words: list[str]) -> int:
    """Save every view as a picture: light, dark, Finnish, English, and at 200 %."""
    return script("make_pictures.py", words, qt=True)


def wording(_words: list[str]) -> int:
    """Compile resources/wording/*.po and write the generated pages of docs/."""
    return (
        script("make_wording.py", [])
        or script("make_docs.py", [])
        or script("make_checks_doc.py", [])
        or script("make_networks_doc.py", [])
        or script("notices.py", [])
    )


def forms(words: list[str]) -> int:
    """Make the inflected forms of the word lists and the tables of lemmas (a minute); --check compares them."""
    return script("make_forms.py", words) or script("make_lemmas.py", words)


def exam(words: list[str]) -> int:
    """Put fresh texts to the networks' own packages and print how far the counting agrees (needs node and npm)."""
    return script("exam.py", words)


def pins(_words: list[str]) -> int:
    """Compile the pinned files again from pyproject.toml (needs uv on the path)."""
    return call([sys.executable, "packaging/make_pins.py"])


def package_deb(words: list[str]) -> int:
    """Freeze the program and make dist/mummo_VERSION_amd64.deb."""
    return script("make_deb.py", words, level="package", qt=True)


def test_packages(words: list[str]) -> int:
    """Install the .deb in a bare Debian without Python, use it, remove it."""
    return script("make_deb.py", ["--fast"], level="package", qt=True) or script("test_deb.py", words)


def clean(_words: list[str]) -> int:
    """Remove what these commands made, .venv too; drafts and posts are elsewhere and stay."""
    for name in (*LEFTOVERS, ".venv", ".venv.lock"):
        target = ROOT / name
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
    for folder in ROOT.rglob("__pycache__"):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def script(name: str, words: list[str], level: str = "dev", qt: bool = False) -> int:
    """Run one script of this folder in the environment. Raises Cannot when this clone does not have it."""
    if not (PACKAGING / name).exists():
        raise Cannot(f"packaging/{name} is not in this clone.")
    python = ready(level)
    if qt and not system.qt_is_ready(python, system.OFFSCREEN):
        raise Cannot("Qt can't start without these libraries.")
    return call([python, PACKAGING / name, *words])


def there(folders: tuple[str, ...]) -> list[str]:
    """Return those test folders that hold a test."""
    return [folder for folder in folders if any((ROOT / folder).rglob("test_*.py"))]


def call(command: list[str | Path], **extra: str) -> int:
    """Run a command at the top of the clone and return its exit status; an interrupt leaves no trace."""
    try:
        return subprocess.run(
            [str(word) for word in command], cwd=ROOT, env={**os.environ, **extra}, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        run,
        test,
        check,
        window,
        bench,
        soak,
        pictures,
        wording,
        forms,
        exam,
        pins,
        package_deb,
        test_packages,
        clean,
    )
}


def main(words: list[str]) -> int:
    """Run one command, or list them."""
    if not words or words[0] not in COMMANDS:
        for name, function in COMMANDS.items():
            print(f"  {name:14} {(function.__doc__ or '').splitlines()[0]}")
        return 0 if words in ([], ["help"]) else 2
    try:
        return COMMANDS[words[0]](words[1:])
    except Cannot as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
