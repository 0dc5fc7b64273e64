# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Several threads and one database: closing it takes nothing out of anybody's hands."""

from __future__ import annotations

import subprocess
import sys

from sources import ROOT

CLOSED_AT_WORK = """
import sys, threading
from pathlib import Path
from app.paths import Profile
from app.store.database import Database

database = Database(Profile(Path(sys.argv[1])))
database.open()
written = []

def work():
    for number in range(150):
        with database.write() as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS worked (number INTEGER)")
            connection.execute("INSERT INTO worked VALUES (?)", (number,))
        written.append(database.first("SELECT count(*) FROM worked")[0])

workers = [threading.Thread(target=work) for _ in range(3)]
for worker in workers:
    worker.start()
closed = 0
while any(worker.is_alive() for worker in workers):
    database.close()
    closed += 1
print(len(written), max(written), closed > 10)
database.close()
"""


def test_closing_waits_for_what_another_thread_is_doing(profile_folder):
    """In a process of its own: a connection closed in the middle of a statement takes the whole process with it."""
    done = subprocess.run(
        [sys.executable, "-c", CLOSED_AT_WORK, str(profile_folder)], cwd=ROOT, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "450 450 True"), done.stderr[-2000:]
