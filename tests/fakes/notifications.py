# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""A desktop's notification service, run as a process: prints "ready", then each notice it is asked to show as JSON."""

from __future__ import annotations

import json

from jeepney import HeaderFields, MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAMES = ("app", "replaces", "icon", "summary", "body", "actions", "hints", "expires_ms")


def serve():
    bus = open_dbus_connection(bus="SESSION")
    bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
    print("ready", flush=True)
    while True:
        asked = bus.receive()
        wanted = asked.header.fields.get(HeaderFields.member) == "Notify"
        if asked.header.message_type is MessageType.method_call and wanted:
            print(json.dumps(dict(zip(NAMES, asked.body, strict=True))), flush=True)
            bus.send(new_method_return(asked, "u", (1,)))


if __name__ == "__main__":
    serve()
