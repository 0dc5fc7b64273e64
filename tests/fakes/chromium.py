# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A real browser that a test leads by the hand: Debian's headless Chromium, told what to do through a pipe."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import threading
import time
from pathlib import Path

PATIENCE = 30.0


class Gone(RuntimeError):
    """The browser does not answer, or the page never became what was waited for."""


class Chromium:
    """One browser with a profile of its own and one tab; DevTools protocol over two pipes, no port is opened.

    `with Chromium(folder) as browser:` then `open`, `wait`, `press`, `fill`, `run`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._kept: list[dict] = []
        self._rest = b""
        self._session = ""

    def __enter__(self) -> Chromium:
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        program = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
        flags = ["--headless=new", "--remote-debugging-pipe", f"--user-data-dir={self._folder}", "--no-first-run"]
        flags += ["--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking"]
        flags += ["--no-sandbox"] if os.geteuid() == 0 else []  # the sandbox refuses to work for root
        shell = 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"'
        command = ["/bin/bash", "-c", shell, "-", str(to_browser), str(from_browser), program, *flags, "about:blank"]
        self._process = subprocess.Popen(
            command,
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_browser)
        os.close(from_browser)
        page = next(one for one in self._ask("Target.getTargets")["targetInfos"] if one["type"] == "page")
        asked = {"targetId": page["targetId"], "flatten": True}
        self._session = self._ask("Target.attachToTarget", asked)["sessionId"]
        self._ask("Page.enable")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(10)
        os.close(self._write)
        os.close(self._read)

    def open(self, address: str) -> None:
        """Go to a page, without waiting for it."""
        self._ask("Page.navigate", {"url": address})

    def run(self, script: str) -> object:
        """Return what a JavaScript expression is worth on the page that is shown; None while it changes."""
        asked = {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        try:
            return self._ask("Runtime.evaluate", asked).get("result", {}).get("value")
        except Gone as gone:
            if "context" in str(gone) or "navigated" in str(gone):
                return None
            raise

    def wait(self, script: str, seconds: float = PATIENCE) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + seconds
        pause = threading.Event()
        while time.monotonic() < end:
            if self.run(f"!!({script})"):
                return
            pause.wait(0.05)
        raise Gone(f"never true: {script}; the page says: {str(self.text())[:600]}")

    def text(self) -> str:
        return str(self.run("document.body && document.body.innerText") or "")

    def fill(self, selector: str, words: str) -> None:
        """Type into a field as a person does."""
        self.wait(
            f"(e => e && (e.focus(), e.select && e.select(), true))(document.querySelector({json.dumps(selector)}))"
        )
        self._ask("Input.insertText", {"text": words})

    def press(self, *labels: str) -> None:
        """Press the button that says one of these words."""
        self.wait(
            f"(b => b && (b.click(), true))([...document.querySelectorAll('button, [role=button], input[type=submit]')]"
            f".find(e => !e.disabled && {json.dumps(labels)}.includes((e.innerText || e.value || '').trim())))"
        )

    def picture(self, file: Path) -> None:
        """Keep what is shown, for looking at."""
        import base64

        file.write_bytes(base64.b64decode(self._ask("Page.captureScreenshot")["data"]))

    def _ask(self, method: str, asked: dict | None = None) -> dict:
        self._number += 1
        message: dict = {"id": self._number, "method": method, "params": asked or {}}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        end = time.monotonic() + PATIENCE
        while True:
            told = self._hear(end)
            if told.get("id") == self._number:
                if "error" in told:
                    raise Gone(told["error"].get("message", ""))
                return told.get("result", {})

    def _hear(self, end: float) -> dict:
        while b"\0" not in self._rest:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._read], [], [], left)[0]:
                raise Gone("no answer from the browser")
            piece = os.read(self._read, 1 << 16)
            if not piece:
                raise Gone("the browser has gone")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        return json.loads(line)
