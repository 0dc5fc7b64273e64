# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Where things live: the profile's folders, the program's own resources, and writing a file never half."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from app.errors import ProfileUnusable


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's folder. Everything the program writes lives below `root` (folders 0700, files 0600)."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "mummo.sqlite3"

    @property
    def photos(self) -> Path:
        """Copies of pictures, without place data."""
        return self.root / "photos"

    @property
    def backups(self) -> Path:
        """Copies of the database, made before each migration and once a day."""
        return self.root / "backups"

    @property
    def settings(self) -> Path:
        """What the writer chose."""
        return self.root / "settings.json"

    @property
    def log(self) -> Path:
        """The log: codes and times, never text of a post."""
        return self.root / "mummo.log"


def open_profile(root: str | os.PathLike[str] | None = None, make: bool = True) -> Profile:
    """Return the profile; with `make` its folder is made if needed (0700).

    Order: the argument, MUMMO_PROFILE, the system's place for application data.
    Raises ProfileUnusable when the folder can't be made or is no folder.
    """
    chosen = root or os.environ.get("MUMMO_PROFILE")
    if not chosen:
        from platformdirs import user_data_path  # late: the window's first paint does not wait for it

        chosen = user_data_path("mummo", appauthor=False)
    profile = Profile(Path(chosen).expanduser().absolute())
    if make:
        make_private_folder(profile.root)
    return profile


def make_private_folder(folder: Path) -> None:
    """Make `folder` with 0700 whatever the umask. Raises ProfileUnusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if folder.stat().st_mode & 0o077 and os.access(folder, os.W_OK):
            folder.chmod(0o700)
    except (FileExistsError, NotADirectoryError) as error:
        raise ProfileUnusable("profile.not_a_folder", path=folder) from error
    except OSError as error:
        raise ProfileUnusable("profile.cannot_make", path=folder, reason=error.strerror or "") from error


def resource(*names: str) -> Path:
    """Return the path of a file or folder that ships with the program, also when frozen."""
    base = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return base.joinpath("resources", *names)


def write_safely(path: Path, data: bytes) -> None:
    """Write `data` beside `path` (0600), sync and rename it: readers see the old or the new, never half."""
    import tempfile  # late: the window's first paint does not wait for it

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
