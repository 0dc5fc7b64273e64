# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The background sender in bad places: without any network, with a home that can't be written to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.desk import Desk
from app.model import Account, Way

ROOT = Path(__file__).resolve().parents[2]
AGENT = [sys.executable, str(ROOT / "main.py"), "agent", "--once", "--json"]


def may(*words):
    return subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(sys.platform != "linux" or not may("unshare", "-n"), reason="nobody here may take the network away")
def test_without_any_network_what_needs_none_goes_and_the_rest_waits(profile, profile_folder):
    """Fault 20, for real: not even a name can be looked up."""
    desk, now = Desk(profile), datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    far = Account("far", "mastodon", "Mastodon", Way.DIRECT, "m", "https://mastodon.example")
    desk.store.accounts.add(far)
    practice = desk.accounts.sign_in("practice", {})
    draft = desk.drafts.new("Ilman verkkoa.")
    local = now.astimezone().replace(tzinfo=None).isoformat()
    desk.sending.queue(draft.id, (far.id, practice.id), now, local, desk.schedule.zone())
    desk.close()
    done = subprocess.run(["unshare", "-n", *AGENT], capture_output=True, text=True, check=False, timeout=120)
    told = {one["network"]: one["state"] for one in json.loads(done.stdout)["deliveries"]}
    assert told == {"mastodon": "scheduled", "practice": "published"}
    assert done.returncode == 3
    assert done.stderr == ""


BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
PLAIN = BOUND if sys.platform == "linux" and os.geteuid() == 0 else []
"""Root writes everywhere by a capability; without it rights count for root too."""


@pytest.mark.skipif(sys.platform == "win32" or bool(PLAIN and not may(*PLAIN)), reason="root can write everything")
def test_a_home_that_can_not_be_written_to_ends_with_4(profile_folder):
    """Fault 34: one line that says so; nothing is begun."""
    profile_folder.mkdir(mode=0o555)
    done = subprocess.run([*PLAIN, *AGENT], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 4, done.stderr
    assert len(done.stderr.splitlines()) == 1


WITH_A_PICTURE = """
import io, os, sys, tempfile
sys.path.insert(0, sys.argv[2])
from pathlib import Path
import PIL.Image
from app.desk import Desk
from app.paths import Profile
try:
    raise SystemExit(f"{tempfile.gettempdir()} can be written to")
except FileNotFoundError:
    pass
desk, picture = Desk(Profile(Path(sys.argv[1]))), io.BytesIO()
PIL.Image.effect_noise((2400, 1800), 90).save(picture, "PNG")
draft = desk.photos.add_bytes(desk.drafts.new("Kuva ilman välivarastoa.").id, picture.getvalue(), "Kohinaa")
(queued,) = desk.sending.queue(draft.id, (desk.accounts.sign_in("practice", {}).id,))
(sent,) = desk.sending.send_due()
print(sent.state, len(sent.photos), desk.store.is_sound())
desk.close()
"""
NO_TEMP = """set -e
mount --bind "$1" "$1"
for place in /tmp /var/tmp /usr/tmp; do
  if [ -d "$place" ]; then mount --rbind "$place" "$place"; mount -o remount,ro,bind "$place"; fi
done
cd /proc
exec "$2" -c "$3" "$1" "$4"
"""
"""A system of mounts of its own in which nothing but the profile can be written to where programs put such files."""


@pytest.mark.skipif(
    sys.platform != "linux" or not may("unshare", "-m"), reason="nobody here may change what is mounted"
)
def test_a_picture_goes_out_where_no_temporary_folder_can_be_written_to(profile_folder):
    """Fault 37: all work on pictures and on the database happens in the profile's own folder."""
    profile_folder.mkdir(mode=0o700)
    environ = {name: value for name, value in os.environ.items() if name not in ("TMPDIR", "TEMP", "TMP")}
    words = ["unshare", "-m", "sh", "-c", NO_TEMP, "sh", str(profile_folder), sys.executable, WITH_A_PICTURE, str(ROOT)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120, env=environ)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "published 1 True\n"
