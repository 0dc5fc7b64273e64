# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Power cuts: the program's own writes as strace saw them, replayed up to a call, without what was not flushed by then.

Two kinds of cut: nothing unflushed survives, or a random half of it does. What was acknowledged before must be there.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.paths import Profile
from app.store import Store

ROOT = Path(__file__).resolve().parents[2]
CALLS = "openat,close,write,pwrite64,ftruncate,fsync,fdatasync,unlink,rename"
_CALL = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
WORK = """
import sys
sys.path.insert(0, sys.argv[2])
from datetime import UTC, datetime
from app.delivery import send_due
from app.desk import Desk
from app.paths import Profile
desk = Desk(Profile(__import__("pathlib").Path(sys.argv[1])))
account = desk.accounts.sign_in("practice", {}).id
for number in range(int(sys.argv[3])):
    draft = desk.drafts.new(f"Text {number}. " + "Savea. " * 40)
    (queued,) = desk.sending.queue(draft.id, (account,))
    print(f"queued {queued.id}", flush=True)
    if number % 2:
        desk.sending.send_due()
        print(f"sent {queued.id}", flush=True)
"""


@dataclass
class Cut:
    """How many cuts were replayed, and what was acknowledged before and missing after."""

    cuts: int = 0
    calls: int = 0
    bad: list[str] = field(default_factory=list)


@dataclass
class _File:
    content: bytearray = field(default_factory=bytearray)
    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, at, data):
        _apply(self.content, at, data)
        self.waiting.append((at, data))

    def flush(self):
        self.flushed, self.waiting = bytearray(self.content), []

    def after_cut(self, dice):
        """Return what is on the disk; with dice a random half of the unflushed writes got there."""
        content = bytearray(self.flushed)
        for at, data in self.waiting:
            if dice and dice.random() < 0.5:
                _apply(content, at, data)
        return bytes(content)


def _apply(content, at, data):
    if data is None:
        del content[at:]
        content.extend(bytes(at - len(content)))
    else:
        content.extend(bytes(max(at - len(content), 0)))
        content[at : at + len(data)] = data


def trace(folder, saves):
    """Run the program under strace; return the profile's folder and the lines of its calls."""
    profile, log = folder / "profile", folder / "strace.txt"
    strace = ["strace", "-e", f"trace={CALLS}", "-xx", "-s", "1000000", "-o", str(log)]
    words = [sys.executable, "-c", WORK, str(profile), str(ROOT), str(saves)]
    subprocess.run([*strace, *words], check=True, stdout=subprocess.DEVNULL, timeout=600)
    return profile, log.read_text().splitlines()


def replay(folder, saves, cuts, seed, flushes=True):
    """Cut the power at `cuts` calls spread over a run of the program; open what is left and look for what was told.

    Without `flushes` the disk ignores them: then something must be missing, or this proves nothing.
    """
    profile, lines = trace(folder, saves)
    dice, outcome = random.Random(seed), Cut(calls=len(lines))
    first = next(number for number, line in enumerate(lines) if line.startswith("write(1,"))
    chosen = sorted(dice.choices(range(first, len(lines)), k=cuts))
    disk, said = _Disk(profile, flushes), ""
    for number, line in enumerate(lines):
        found = _CALL.match(line)
        if found and int(found[3]) >= 0:
            if found[1] == "write" and found[2].startswith("1,"):
                said += _texts(found[2])[0].decode()
            disk.play(found[1], found[2], int(found[3]))
        while chosen and chosen[0] == number:
            chosen.pop(0)
            outcome.cuts += 1
            left = disk.left(folder / "cut", dice if outcome.cuts % 2 else None)
            outcome.bad += [f"call {number}: {what}" for what in _judge(left, said.split("\n")[:-1])]
    return outcome


class _Disk:
    """The files of the profile as the calls made them."""

    def __init__(self, root, flushes):
        self._root, self._flushes, self._files, self._open = str(root), flushes, {}, {}

    def play(self, call, words, result):
        if call == "openat":
            path = _texts(words)[0].decode()
            self._open.pop(result, None)
            if path.startswith(f"{self._root}/") and not path.endswith("-shm") and "O_DIRECTORY" not in words:
                file = self._files.setdefault(path, _File())
                self._open[result] = [file, 0]
                if "O_TRUNC" in words:
                    file.write(0, None)
            return
        if call in ("unlink", "rename"):
            self._renamed(*[text.decode() for text in _texts(words)])
            return
        opened = self._open.get(int(words.split(",")[0]))
        if opened:
            self._change(call, words, opened)

    def _change(self, call, words, opened):
        file, place = opened
        if call == "pwrite64":
            file.write(int(words.rpartition(",")[2]), _texts(words)[0])
        elif call == "write":
            file.write(place, _texts(words)[0])
            opened[1] += len(_texts(words)[0])
        elif call == "ftruncate":
            file.write(int(words.rpartition(",")[2]), None)
        elif call in ("fsync", "fdatasync") and self._flushes:
            file.flush()

    def _renamed(self, before, after=""):
        file = self._files.pop(before, None)
        if file and after:
            self._files[after] = file

    def left(self, folder, dice):
        shutil.rmtree(folder, ignore_errors=True)
        for path, file in self._files.items():
            target = folder / Path(path).relative_to(self._root)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.after_cut(dice))
        return folder


def _texts(words):
    return [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(words)]


def _judge(folder, said):
    try:
        with closing(sqlite3.connect(folder / "mummo.sqlite3")) as connection:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.Error:
        sound = False
    if not sound:
        yield "damaged"
        return
    store = Store(Profile(folder))
    try:
        for word, delivery in (line.split() for line in said):
            row = store.database.first("SELECT state FROM deliveries WHERE id = ?", (delivery,))
            if row is None:
                yield f"{delivery} was acknowledged and is lost"
            elif word == "sent" and row[0] != "published":
                yield f"{delivery} was published and is {row[0]}"
    finally:
        store.close()
