# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""One window a profile: a second one asks the first to come to the front. Only this user can reach the socket."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

from app.paths import Profile

SOCKET_LONGEST = 100  # bytes a Unix socket's path may have, less some
ANSWER_MS = 500


def address(profile: Profile) -> str:
    """Return where the first window listens: a socket in the profile, a named pipe on Windows."""
    path = str(profile.root / "window.socket")
    if sys.platform == "win32" or len(path.encode()) > SOCKET_LONGEST:
        from hashlib import sha256

        return "mummo-" + sha256(path.encode()).hexdigest()[:20]
    return path


def raise_first(profile: Profile) -> bool:
    """Ask a window that has this profile open to come to the front; False if there is none."""
    name = address(profile)
    if name.startswith("/") and not (profile.root / "window.socket").exists():
        return False  # spares loading the network library in the usual case
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(ANSWER_MS)
    socket.disconnectFromServer()
    return True


class First(QObject):
    """Listens for later windows; `raise_wanted` when one was started."""

    raise_wanted = Signal()

    def __init__(self, profile: Profile, parent: QObject) -> None:
        """Listen at the profile's address; a socket left behind by a crash is taken over."""
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        name = address(profile)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._server.close()

    def _came(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
        self.raise_wanted.emit()
