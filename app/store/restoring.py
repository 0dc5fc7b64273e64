# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What is done with a damaged database: it is kept, and the newest sound copy takes its place.

Nothing that may have gone out since is sent again: all that waits in the copy is put before the person
(facts/reliability.md 3, rows 33 and 40). What can still be read in the damaged file is taken over (salvage.py).
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.errors import ProfileUnusable
from app.paths import Profile, make_private_folder
from app.store import backups
from app.store.connect import DAMAGED, in_use
from app.store.lock import held
from app.store.salvage import salvage

RESTORED = "restored"
"""The note that tells what happened, until the person has read it."""
_BESIDE = ("-wal", "-shm")


def restore(profile: Profile, patience: float) -> None:
    """Open the newest sound copy in the place of the database; the damaged file is kept in the folder `damaged`.

    Raises ProfileUnusable("profile.damaged") without a sound copy, and ("profile.damaged_in_use") while another process
    has the database open; both leave everything as it is. Killed at any moment, it begins anew at the next start.
    """
    copies = [path for path in backups.newest_first(profile) if backups.is_sound(path)]
    if not copies:
        raise ProfileUnusable(DAMAGED, path=profile.database)
    with held(in_use(profile), patience) as alone:
        if not alone:
            raise ProfileUnusable("profile.damaged_in_use", path=profile.database)
        fresh = Profile(profile.root / "restoring")
        shutil.rmtree(fresh.root, ignore_errors=True)
        make_private_folder(fresh.root)
        aside = _keep(profile)
        _prepare(fresh, copies[0], aside)
        for ending in _BESIDE:  # they belong to the damaged file and would be played into the sound one
            Path(f"{profile.database}{ending}").unlink(missing_ok=True)
        fresh.database.replace(profile.database)
        shutil.rmtree(fresh.root, ignore_errors=True)


def _keep(profile: Profile) -> Path:
    """Copy the damaged file and what belongs to it aside."""
    folder = profile.root / "damaged"
    make_private_folder(folder)
    aside = folder / f"mummo-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite3"
    for ending in ("", *_BESIDE):
        if Path(f"{profile.database}{ending}").exists():
            shutil.copy2(f"{profile.database}{ending}", f"{aside}{ending}")
    return aside


def _prepare(fresh: Profile, copy: Path, aside: Path) -> None:
    """Make the database that takes over: the copy at today's schema, what could be saved, all that waits in review."""
    from app.store import Store  # late: it is what opens databases, and calls this file when one does not open

    shutil.copyfile(copy, fresh.database)
    fresh.database.chmod(0o600)
    store = Store(fresh)
    with store.database.write() as connection:
        saved = salvage(connection, aside, copy, fresh.root)
    waiting = store.outbox.pause(datetime.now(UTC))
    told = {"copied": backups.made_at(copy).isoformat(), "kept": str(aside), "saved": saved, "waiting": waiting}
    store.notes.put(RESTORED, json.dumps(told))
    store.close()
