# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The sender everybody writes first: select what is due, send, mark, retry on trouble. Here to be caught."""

from __future__ import annotations

from datetime import timedelta

from app.model import State
from app.store.connect import moment


def naive(world):
    """Return a sender over a world's database that keeps no record of attempts."""

    def send():
        store = world.store
        for one in store.outbox.waiting():
            if one.state != State.SCHEDULED or one.at > world.clock():
                continue
            net, previous = world.nets[one.account.id], ()
            for number in range(len(one.parts)):
                try:
                    sent = net.publish(one.account, one, number, previous, net.new_key(world.clock()))
                except Exception:  # noqa: BLE001 just like them
                    break
                previous = (*previous, sent)
            else:
                with store.database.write() as connection:
                    connection.execute("UPDATE deliveries SET state = 'published' WHERE id = ?", (one.id,))
                continue
            with store.database.write() as connection:
                later = moment(world.clock() + timedelta(minutes=5))
                connection.execute("UPDATE deliveries SET next_at = ? WHERE id = ?", (later, one.id))
        return ()

    return send
