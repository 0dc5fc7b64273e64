# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What every command needs: reading input, writing text or JSON, one line for each trouble, exit status."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from app.errors import AppError, Fixable
from app.model import Delivery, State
from app.paths import Profile, open_profile
from app.wording import system_language, t, use

if TYPE_CHECKING:
    from app.desk import Desk

DONE, WAITS, NETWORK, FAULT = 0, 1, 3, 70


class Arguments(argparse.ArgumentParser):
    """An argument parser that raises Fixable instead of printing usage: bad input is one line."""

    def error(self, message: str) -> NoReturn:
        """Raise Fixable("cli.usage") with argparse's own words."""
        raise Fixable("cli.usage", message=" ".join(message.split()))


@dataclass
class Console:
    """One command's run: its options and its two streams."""

    options: argparse.Namespace
    status: int = DONE
    _opened: list[Desk] = field(default_factory=list)

    @cached_property
    def profile(self) -> Profile:
        """The profile named by --profile, MUMMO_PROFILE or the system; made when first written to."""
        return open_profile(self.options.profile, make=False)

    @cached_property
    def desk(self) -> Desk:
        """The desk of the profile, opened at first use."""
        from app.desk import Desk

        desk = Desk(self.profile)
        self._opened.append(desk)
        return desk

    def tell_restored(self) -> None:
        """Say once that a copy was opened in the place of a damaged database."""
        if not self.desk.store.database.is_open:
            return
        if told := self.desk.safety.restored():
            when = f"{told.copied.astimezone():%Y-%m-%d %H:%M}"
            complain(t("restored.line", when=when, saved=told.saved, waiting=told.waiting, kept=told.kept))
            self.desk.safety.read()

    def close(self) -> None:
        """Close the desk if the command opened it."""
        for desk in self._opened:
            desk.close()

    def line(self, text: str = "") -> None:
        """Write one line for people to standard output; characters that UTF-8 can't hold are escaped."""
        _write(text.encode("utf-8", "backslashreplace") + b"\n")

    def say(self, code: str, **facts: object) -> None:
        """Write the sentence of a wording code."""
        self.line(t(code, **facts))

    def json(self, value: Mapping[str, Any]) -> None:
        """Write one JSON object on one line; lone surrogates stay escaped so that the output is UTF-8."""
        try:
            data = json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            data = json.dumps(value).encode()
        _write(data + b"\n")

    def answer(self, value: Mapping[str, Any], *lines: str) -> int:
        """Write `value` with --json, the lines for people otherwise; return the status so far."""
        if self.options.json:
            self.json(value)
        else:
            for line in lines:
                self.line(line)
        return self.status


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def read_text(source: str) -> str:
    """Read all of a file, or standard input for "-". Raises Fixable: no such file, a folder, not UTF-8."""
    return "".join(_decode(line, source, number) for number, line in _lines(source))


def read_rows(source: str, required: Mapping[str, type], optional: Mapping[str, type]) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a JSON Lines file one by one, keys and types checked. Blank lines are passed over.

    Raises Fixable that names the line and what was expected there.
    """
    for number, line in _lines(source):
        text = _decode(line, source, number)
        if text.strip():
            yield _row(text, number, required, optional)


def _row(text: str, number: int, required: Mapping[str, type], optional: Mapping[str, type]) -> dict[str, Any]:
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Fixable("input.not_json", line=number) from error
    if not isinstance(row, dict):
        raise Fixable("input.not_object", line=number)
    for key in required:
        if key not in row:
            raise Fixable("input.missing_key", line=number, key=key)
    for key, kind in {**required, **optional}.items():
        if kind is not object and row.get(key) is not None and not isinstance(row[key], kind):
            raise Fixable("input.wrong_type", line=number, key=key, expected="string")
        if kind is not object and key in required and row[key] is None:
            raise Fixable("input.wrong_type", line=number, key=key, expected="string")
    return row


def _lines(source: str) -> Iterator[tuple[int, bytes]]:
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if source == "-" else open(source, "rb") as file:  # noqa: PTH123 the path may be "-"
            yield from enumerate(file, 1)
    except OSError as error:
        raise Fixable("input.cannot_read", path=source, reason=os.strerror(error.errno or 0)) from error


def _decode(line: bytes, source: str, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise Fixable("input.not_utf8", path=source, line=number) from error


def run_command(command: Any, options: argparse.Namespace) -> int:  # noqa: ANN401 a command module
    """Run one command and turn whatever happens into an exit status and at most one line on standard error."""
    console = Console(options)
    try:
        use(console.desk.settings["language"] or system_language())
        status = int(command.run(console))
        console.tell_restored()
        return status
    except BrokenPipeError:  # the reader has seen enough; Python must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except AppError as error:
        return tell(error)
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 the last door: our fault, told in one line, never Python's own status 1
        from app.log import record_fault

        complain(t("fault.ours", log=record_fault(console.profile, error)))
        return FAULT
    finally:
        console.close()


def accounts_of(words: str) -> tuple[str, ...]:
    """Return the ids in ACCOUNT[,ACCOUNT], each once. Raises Fixable("cli.to_is_empty")."""
    accounts = tuple(dict.fromkeys(part.strip() for part in words.split(",") if part.strip()))
    if not accounts:
        raise Fixable("cli.to_is_empty")
    return accounts


def shape(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as the contract's JSON; times UTC, the wall time and zone beside."""
    return {
        "account": delivery.account.id,
        "network": delivery.account.network,
        "state": str(delivery.state),
        "at": delivery.at.isoformat(),
        "wall": delivery.wall,
        "zone": delivery.zone,
        "parts": [
            {"text": part.text, "url": part.url or None, "remote_id": part.remote_id or None} for part in delivery.parts
        ],
        "message": t(delivery.message, **dict(delivery.facts)) if delivery.message else "",
    }


def tell_delivery(delivery: Delivery) -> str:
    """Return a delivery in one line for people."""
    where = next((part.url for part in delivery.parts if part.url), "")
    said = t(delivery.message, **dict(delivery.facts)) if delivery.message else ""
    when = f"{delivery.wall.replace('T', ' ')} {delivery.zone}".strip() or f"{delivery.at:%Y-%m-%d %H:%M} UTC"
    words = (f"{delivery.account.network}: {t(f'state.{delivery.state}', when=when)}", said, where)
    return " · ".join(word for word in words if word)


def ended(deliveries: tuple[Delivery, ...]) -> int:
    """Return the exit status for deliveries: 3 network or sign-in trouble, 1 something waits for the person, 0 done."""
    if any(one.state in (State.SCHEDULED, State.FAILED) and one.network_trouble for one in deliveries):
        return NETWORK
    return WAITS if any(one.state != State.PUBLISHED for one in deliveries) else DONE


def tell(error: AppError) -> int:
    """Write an error's sentence on one line and return its exit status."""
    complain(t(error.code, **error.facts))
    return error.status


def complain(sentence: str) -> None:
    """Write exactly one line to standard error."""
    sys.stderr.buffer.write(" ".join(sentence.split()).encode("utf-8", "backslashreplace") + b"\n")
    sys.stderr.buffer.flush()
