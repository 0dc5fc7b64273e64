# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Use the .deb as a person would: in a bare Debian without Python install it, run it, look at its window, remove it.

Needs root and debootstrap. The bare Debian is made once in the cache (~/.cache/mummo) and copied for each run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environment import ROOT, Cannot
from first_window import x_server
from system import absent, install

from app.wording import wording

SUITE = os.environ.get("MUMMO_DEBIAN_SUITE", "bookworm")
MIRROR = os.environ.get("MUMMO_DEBIAN_MIRROR", "http://deb.debian.org/debian")
POST = "Kiitos Sari, kun luit mittarit. Soita 040 123 4567, tämä on aivan perseestä."
LIMIT_S = 180
SOON_S = 3
BY_OTHERS = ("pi_heif", "cryptography", "cffi", "oauthlib", "requests-oauthlib", "pyside6_essentials", "shiboken6")
UNIT = ".config/systemd/user/mummo-agent.service"
NOT_OURS = ("/proc", "/sys", "/dev", "/tmp", "/run", "/var/log", "/var/cache", "/var/lib/apt", "/var/lib/dpkg")
"""What Debian itself writes while anything is installed, and what the run brings along."""


class Root:
    """A bare Debian below `folder`; commands run in it with an empty environment."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder; `said` is what the last command printed."""
        self.folder = folder

    def run(self, *words: str, want: int = 0, stdin: str = "", **extra: str) -> str:
        """Run a command and return its output. Raises Cannot when its exit status is not the wanted one."""
        clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
        clean |= {"DEBIAN_FRONTEND": "noninteractive", "MUMMO_PROFILE": "/tmp/profile", **extra}
        command = ["chroot", str(self.folder), *words]
        try:
            done = subprocess.run(
                command, env=clean, input=stdin, capture_output=True, text=True, check=False, timeout=LIMIT_S
            )
        except subprocess.TimeoutExpired as late:
            raise Cannot(f"{' '.join(words)} did not end within {LIMIT_S} s.") from late
        if done.returncode != want:
            raise Cannot(
                f"{' '.join(words)} ended with {done.returncode}, not {want}:\n{(done.stdout + done.stderr)[-3000:]}"
            )
        return done.stdout

    def files(self) -> set[str]:
        """Return every path in the root but Debian's own notes."""
        found = set()
        for place, folders, names in os.walk(self.folder):
            inside = "/" + os.path.relpath(place, self.folder).removeprefix(".")
            folders[:] = [name for name in folders if not f"{inside.rstrip('/')}/{name}".startswith(NOT_OURS)]
            found |= {f"{inside.rstrip('/')}/{name}" for name in (*folders, *names)}
        return found


@contextmanager
def bare_debian() -> Iterator[Root]:
    """Copy the cached bare Debian, give it /proc, /dev and the X socket, and take all of it away afterwards."""
    pristine = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mummo" / f"{SUITE}-minbase"
    if not (pristine / "ready").exists():
        shutil.rmtree(pristine, ignore_errors=True)
        pristine.mkdir(parents=True)
        print(f"Making a bare {SUITE} in {pristine} (this once)", flush=True)
        made = ["debootstrap", "--variant=minbase", SUITE, str(pristine / "root"), MIRROR]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        (pristine / "ready").touch()
    folder = Path(tempfile.mkdtemp(prefix="mummo-root-"))
    subprocess.run(["cp", "-a", "--reflink=auto", f"{pristine / 'root'}/.", str(folder)], check=True)
    shutil.copyfile("/etc/resolv.conf", folder / "etc" / "resolv.conf")
    mounted = []
    try:
        for source, inside in (("/proc", "proc"), ("/dev", "dev"), ("/tmp/.X11-unix", "tmp/.X11-unix")):
            target = folder / inside
            target.mkdir(parents=True, exist_ok=True)
            Path(source).mkdir(exist_ok=True)
            subprocess.run(["mount", "--bind", source, str(target)], check=True)
            mounted.append(target)
        yield Root(folder)
    finally:
        for target in reversed(mounted):
            subprocess.run(["umount", "-l", str(target)], check=False)
        if not any(os.path.ismount(target) for target in mounted):
            shutil.rmtree(folder, ignore_errors=True)


def from_source(*words: str, stdin: str = "") -> str:
    """Return what the same command prints when run from the clone. Raises Cannot when it does not end well."""
    with tempfile.TemporaryDirectory(prefix="mummo-source-") as profile:
        surroundings = {**os.environ, "MUMMO_PROFILE": profile, "LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": ""}
        command = [sys.executable, "main.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings, input=stdin, capture_output=True, text=True, check=False
        )
    if done.returncode:
        raise Cannot(f"In the clone, mummo {words[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def equal(root: Root, *words: str, stdin: str = "") -> str:
    """Compare a command's JSON with the clone's. Raises Cannot when they differ."""
    ours, theirs = json.loads(from_source(*words, stdin=stdin)), json.loads(root.run("mummo", *words, stdin=stdin))
    if ours != theirs:
        raise Cannot(f"mummo {words[0]} differs.\nclone:     {ours}\ninstalled: {theirs}")
    return ", ".join(f"{len(value)} {key}" for key, value in theirs.items() if isinstance(value, list))


def no_python(root: Root) -> str:
    """See that the root can't have run anything of ours with a Python of its own."""
    found = root.run("sh", "-c", "ls /usr/bin | grep -c python || true").strip()
    if found != "0":
        raise Cannot("This root has a Python: the trial would prove nothing.")
    return "no Python in it"


def window(root: Root) -> str:
    """Start the installed window on a real X server; it ends itself after its first painted frame."""
    with x_server() as display:
        times = []
        for _ in range(3):
            began = time.monotonic()
            root.run("mummo", DISPLAY=display, QT_QPA_PLATFORM="xcb", MUMMO_EXIT_AFTER_PAINT="1")
            times.append(time.monotonic() - began)
    return f"painted and ended, best of three {min(times):.2f} s"


def doctor(root: Root) -> str:
    """Ask the installed program how it is."""
    said = json.loads(root.run("mummo", "doctor", "--json"))
    return ", ".join(part["part"] for part in said["parts"])


def tour(root: Root) -> str:
    """Let the installed program show the main job."""
    return f"{len(root.run('mummo', 'tour').splitlines())} lines"


def picture(root: Root) -> str:
    """Hand the installed program a picture: it is read by a child process, which is the program once more."""
    (root.folder / "tmp" / "picture.png").write_bytes(small_png())
    said = root.run("mummo", "draft", "add", "--text", POST, "--photo", "/tmp/picture.png", "--alt", "A bank", "--json")
    shown = json.loads(root.run("mummo", "draft", "show", json.loads(said)["draft"], "--json"))
    if [photo["alt"] for photo in shown["photos"]] != ["A bank"]:
        raise Cannot(f"The picture is not there: {shown}")
    heic = Path(shutil.copyfile(ROOT / "tests/data/photos/sideways.heic", root.folder / "tmp" / "phone.heic"))
    root.run("mummo", "draft", "add", "--text", POST, "--photo", f"/tmp/{heic.name}", "--alt", "A shore")
    return "PNG and HEIC read in their own process and kept"


def agent(root: Root) -> str:
    """Plan a post and let the background sender of the installed program send it at its time."""
    account = json.loads(root.run("mummo", "accounts", "add", "practice", "--name", "Aino", "--json"))["account"]
    draft = json.loads(root.run("mummo", "draft", "add", "--text", POST, "--json"))["draft"]
    at = (datetime.now(UTC) + timedelta(seconds=SOON_S)).isoformat(timespec="seconds")
    planned = json.loads(root.run("mummo", "schedule", draft, "--to", account, "--at", at, "--json"))
    if [one["state"] for one in planned["deliveries"]] != ["scheduled"]:
        raise Cannot(f"Not planned: {planned}")
    time.sleep(SOON_S)
    sent = json.loads(root.run("mummo", "agent", "--once", "--json"))["deliveries"]
    if [one["state"] for one in sent] != ["published"]:
        raise Cannot(f"Not sent at its time: {sent}")
    return "planned, and sent at its time without a window"


def at_sign_in(root: Root) -> str:
    """Switch the start at sign-in on beside a stand-in for systemctl; then run what the unit names, word for word."""
    manager = root.folder / "tmp" / "bin" / "systemctl"
    manager.parent.mkdir()
    manager.write_text('#!/bin/sh\necho "$* [$LD_LIBRARY_PATH]" >> /tmp/asked\n')
    manager.chmod(0o755)
    path = "/tmp/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    root.run("mummo", "agent", "--at-sign-in", "on", PATH=path)
    unit = (root.folder / "root" / UNIT).read_text()
    words = re.findall(r'"([^"]*)"', next(line for line in unit.splitlines() if line.startswith("ExecStart=")))
    if words != ["/usr/lib/mummo/mummo", "agent", "--profile", "/tmp/profile"]:
        raise Cannot(f"The unit starts {words}")
    root.run(*words, "--once")
    root.run("mummo", "agent", "--at-sign-in", "off", PATH=path)
    asked = (root.folder / "tmp" / "asked").read_text()
    shutil.rmtree(root.folder / "root" / ".config")
    if any(not line.endswith("[]") for line in asked.splitlines()):
        raise Cannot(f"Other programs are started with our libraries before theirs:\n{asked}")
    return f"the unit names {words[0]}; other programs keep their own libraries"


def parts(root: Root) -> str:
    """See that every network stands as in the clone, and that signing in gets as far as the browser."""
    said = json.loads(root.run("mummo", "doctor", "--json"))["parts"]
    ours = json.loads(from_source("doctor", "--json"))["parts"]
    if [part["part"] for part in said] != [part["part"] for part in ours]:
        raise Cannot(f"doctor differs: {said}")
    folder = root.folder / "usr/share/doc/mummo/third-party"
    lacking = [name for name in BY_OTHERS if not (folder / f"{name}.txt").exists()]
    if lacking:
        raise Cannot(f"No licence texts of {', '.join(lacking)}")
    return f"{len(list(folder.iterdir()))} packages of others, each with its licence"


def small_png() -> bytes:
    """Return a picture of 16 by 16 points."""
    rows = b"".join(b"\0" + bytes((16 * row, 90, 128)) * 16 for row in range(16))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def keyring(root: Root) -> str:
    """Let the installed program keep a secret in a real keyring: the one library it finds by name at run time."""
    root.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "gnome-keyring", "dbus")
    root.run("dpkg", "-i", "/tmp/mummo.deb")
    unlock = 'printf "trial\\n" | gnome-keyring-daemon --unlock --components=secrets'
    script = f"export XDG_RUNTIME_DIR=$(mktemp -d); {unlock} >/dev/null 2>&1; exec mummo doctor --json"
    said = json.loads(root.run("dbus-run-session", "--", "sh", "-c", script))
    row = next(part for part in said["parts"] if part["part"] == "keyring")
    if row["message"] != wording("en")("doctor.keyring.well"):
        raise Cannot(f"The keyring: {row}")
    return str(row["message"])


def package() -> Path:
    """Return the newest .deb. Raises Cannot when there is none."""
    made = sorted((ROOT / "dist").glob("mummo_*.deb"), key=lambda file: file.stat().st_mtime)
    if not made:
        raise Cannot("No .deb in dist/: run make package-deb first.")
    return made[-1]


def installed(root: Root, deb: Path) -> tuple[set[str], set[str]]:
    """Install what the package needs, then the package; return the paths before it and those it wrote."""
    shutil.copyfile(deb, root.folder / "tmp" / "mummo.deb")
    root.run("apt-get", "update", "-qq")
    needed = [part.split("(")[0].strip() for part in root.run("dpkg-deb", "-f", "/tmp/mummo.deb", "Depends").split(",")]
    root.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *needed)
    before = root.files()
    root.run("dpkg", "-i", "/tmp/mummo.deb")
    return before, root.files() - before


def purged(root: Root, before: set[str]) -> str:
    """Remove the package; raises Cannot when a file of it stays. The person's own profile is nobody's to remove."""
    profile = root.folder / "tmp" / "profile"
    kept = profile.exists()
    root.run("dpkg", "--purge", "mummo")
    left = root.files() ^ before
    left -= {path for path in left if path.startswith("/root/.cache")}
    if left:
        raise Cannot(f"Different after removal: {', '.join(sorted(left)[:20])}")
    if kept and not profile.exists():
        raise Cannot("Removing the package removed the person's drafts.")
    return "nothing left; the drafts stay"


def menu(root: Root) -> str:
    """Look at the menu entry and the description with the tools of desktops, where this machine has them."""
    share = root.folder / "usr" / "share"
    tools = {
        "desktop-file-validate": [str(share / "applications" / "mummo.desktop")],
        "appstreamcli": ["validate", "--no-net", str(share / "metainfo" / "mummo.metainfo.xml")],
    }
    looked = []
    for tool, words in tools.items():
        if absent((tool,)):
            continue
        done = subprocess.run([tool, *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise Cannot(f"{tool}: {done.stdout}{done.stderr}")
        looked.append(tool)
    return ", ".join(looked) or "no tools here to look with"


def main() -> int:
    """Do all of it and say each step in a line."""
    if os.geteuid() != 0:
        raise Cannot("This trial makes a root of its own: run it as root (sudo make test-packages).")
    if absent(("debootstrap",)) and not install(["debootstrap"]):
        raise Cannot("debootstrap is missing.")
    deb = package()
    print(f"{deb.name}: {deb.stat().st_size / 1e6:.0f} MB", flush=True)
    with bare_debian() as root:
        began = time.monotonic()
        before, written = installed(root, deb)
        print(
            f"  installed        {len(written)} files, {time.monotonic() - began:.0f} s with what it needs", flush=True
        )
        steps: dict[str, Callable[[], str]] = {
            "bare": lambda: no_python(root),
            "version": lambda: root.run("mummo", "--version").strip(),
            "list": lambda: equal(root, "list", "--json"),
            "check": lambda: equal(root, "check", "--json", "-", stdin=POST),
            "doctor": lambda: doctor(root),
            "tour": lambda: tour(root),
            "picture": lambda: picture(root),
            "agent": lambda: agent(root),
            "at sign-in": lambda: at_sign_in(root),
            "notices": lambda: parts(root),
            "window": lambda: window(root),
            "menu": lambda: menu(root),
            "again": lambda: root.run("dpkg", "-i", "/tmp/mummo.deb") and "installed over itself",
            "purge": lambda: purged(root, before),
            "keyring": lambda: keyring(root),
        }
        bad = [name for name, step in steps.items() if not told(name, step)]
    return bool(bad)


def told(name: str, step: Callable[[], str]) -> bool:
    """Run one step, print how it went, and go on with the next."""
    try:
        print(f"  {name:16} {step()}", flush=True)
    except Cannot as reason:
        print(f"  {name:16} NOT YET: {reason}", flush=True)
        return False
    return True


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Cannot as reason:
        sys.exit(str(reason))
