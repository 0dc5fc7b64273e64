# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`accounts list|add|remove`: where posts can go. A secret comes on standard input only."""

from __future__ import annotations

import argparse
import sys

from app.console import DONE, Console
from app.errors import Fixable
from app.model import Account
from app.wording import t

HELP = "list, link and forget accounts"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|add|remove")
    listing, add, remove = actions.add_parser("list"), actions.add_parser("add"), actions.add_parser("remove")
    add.add_argument("network", metavar="NETWORK")
    add.add_argument("--name", metavar="N", default="")
    add.add_argument("--server", metavar="URL", default="")
    add.add_argument("--handle", metavar="H", default="")
    add.add_argument("--secret-stdin", action="store_true", help="read the app password from standard input")
    add.add_argument("--by-hand", action="store_true", help="text copied, page opened, you press")
    remove.add_argument("id", metavar="ID")
    for action in (listing, add, remove):
        action.add_argument("--profile", metavar="DIR", default=argparse.SUPPRESS)
        action.add_argument("--json", action="store_true", default=argparse.SUPPRESS)


def run(console: Console) -> int:
    """Do what the action says."""
    return {"list": _list, "add": _add, "remove": _remove}[console.options.action](console)


def _list(console: Console) -> int:
    accounts = console.desk.accounts.all()
    value = [
        {
            "id": account.id,
            "network": account.network,
            "name": account.name,
            "way": str(account.way),
            "signed_in_until": account.signed_in_until.isoformat() if account.signed_in_until else None,
        }
        for account in accounts
    ]
    lines = [f"{account.id}  {account.network:10} {t(f'way.{account.way}'):14} {account.name}" for account in accounts]
    return console.answer({"accounts": value}, *(lines or [t("accounts.none")]))


def _add(console: Console) -> int:
    account = _by_hand(console) if console.options.by_hand else _sign_in(console)
    return console.answer({"account": account.id}, t("accounts.added", id=account.id, name=account.name))


def _by_hand(console: Console) -> Account:
    return console.desk.accounts.add_by_hand(console.options.network, console.options.name, console.options.server)


def _sign_in(console: Console) -> Account:
    options, desk = console.options, console.desk
    given = {"name": options.name, "server": options.server, "handle": options.handle}
    questions = desk.accounts.questions(options.network)
    asked = {question.key: question for question in questions}
    if not asked and not desk.accounts.direct(options.network):
        raise Fixable("accounts.only_by_hand", network=options.network)
    for key in (key for key, question in asked.items() if not question.default and not question.secret):
        if not given.get(key):
            raise Fixable("accounts.missing_option", option=f"--{key}", network=options.network)
    if any(question.secret for question in questions):
        if not options.secret_stdin:
            raise Fixable("accounts.browser_later", network=options.network)
        given["secret"] = _secret()
    return desk.accounts.sign_in(options.network, {key: value for key, value in given.items() if value})


def _secret() -> str:
    line = sys.stdin.buffer.readline().decode("utf-8", "replace").strip()
    if not line:
        raise Fixable("accounts.empty_secret")
    return line


def _remove(console: Console) -> int:
    console.desk.accounts.remove(console.options.id)
    console.answer({"account": console.options.id}, t("accounts.removed"))
    return DONE
