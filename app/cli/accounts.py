# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""`accounts list|add|remove`: where posts can go. Secrets come on standard input only, never as an argument.

A sign-in in the browser that came to nothing (refused, closed, somebody else) ends in 3: network or sign-in trouble.
"""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from app.console import DONE, Console, complain
from app.errors import AppError, Fixable, SignInAgain
from app.model import Account
from app.wording import t

HELP = "list, link and forget accounts"
_OURS = {"signin.no_browser", "signin.key_refused"}
"""Sign-in trouble that other words on the command line would mend."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the contract."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|add|remove")
    listing, add, remove = actions.add_parser("list"), actions.add_parser("add"), actions.add_parser("remove")
    add.add_argument("network", metavar="NETWORK")
    add.add_argument("--name", metavar="N", default="")
    add.add_argument("--server", metavar="URL", default="")
    add.add_argument("--handle", metavar="H", default="")
    add.add_argument("--secret-stdin", action="store_true", help="read the app password or token from standard input")
    add.add_argument("--by-hand", action="store_true", help="text copied, page opened, you press")
    add.add_argument("--answer", metavar="KEY=VALUE", action="append", default=[], help="whatever else a network asks")
    add.add_argument("--key-id", metavar="ID", default="", help="what the network knows this program by")
    add.add_argument(
        "--key-secret-stdin", action="store_true", help="read the key's secret, the first line if two come"
    )
    add.add_argument("--no-open", action="store_true", help="print the page's address, open nothing")
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
    lines = [_line(console, account) for account in accounts]
    return console.answer({"accounts": value}, *(lines or [t("accounts.none")]))


def _line(console: Console, account: Account) -> str:
    line = f"{account.id}  {account.network:10} {t(f'way.{account.way}'):14} {account.name}"
    left = console.desk.accounts.days_left(account)
    return line if left is None else f"{line}  {t('accounts.days_left', n=left)}"


def _add(console: Console) -> int:
    account = _by_hand(console) if console.options.by_hand else _sign_in(console)
    return console.answer({"account": account.id}, t("accounts.added", id=account.id, name=account.name))


def _by_hand(console: Console) -> Account:
    return console.desk.accounts.add_by_hand(console.options.network, console.options.name, console.options.server)


def _sign_in(console: Console) -> Account:
    options, accounts = console.options, console.desk.accounts
    if not accounts.direct(options.network):
        raise Fixable("accounts.only_by_hand", network=options.network)
    given = _given(console)
    key_secret = _secret() if options.key_secret_stdin else ""
    secrets = [question.key for question in accounts.questions(options.network) if question.secret]
    if options.secret_stdin and secrets:
        given[secrets[0]] = _secret()
    with _Key(console, key_secret):
        try:
            return accounts.sign_in(options.network, given, browser=accounts.browser(lambda page: _show(console, page)))
        except Fixable as error:
            if error.code.startswith("signin.") and error.code not in _OURS:
                raise SignInAgain(error.code, **error.facts) from error
            raise


def _given(console: Console) -> dict[str, str]:
    """Return the answers that are no secret. Raises Fixable for one that is missing or can't be read."""
    options = console.options
    given = {"name": options.name, "server": options.server, "handle": options.handle}
    questions = {question.key: question for question in console.desk.accounts.questions(options.network)}
    for pair in options.answer:
        key, mark, value = pair.partition("=")
        if not mark or key not in questions or questions[key].secret:
            known = ", ".join(key for key, question in questions.items() if not question.secret) or "-"
            raise Fixable("accounts.bad_answer", answer=key[:40], known=known)
        given[key] = value
    for key, question in questions.items():
        missing = not question.default and not question.secret and not given.get(key)
        if missing and not (
            key == "handle" and not options.secret_stdin
        ):  # in the browser the person says who they are
            raise Fixable("accounts.missing_option", option=f"--{key}", network=options.network)
    only = [key for key, question in questions.items() if question.secret and key != "secret"]
    if only and not options.secret_stdin:  # the network answers no browser: its token is pasted
        raise Fixable("accounts.missing_option", option="--secret-stdin", network=options.network)
    return {key: value for key, value in given.items() if value}


class _Key:
    """The program's key from the command line: kept with the account, taken back when the sign-in fails."""

    def __init__(self, console: Console, secret: str) -> None:
        self._options, self._keys, self._secret = console.options, console.desk.accounts.keys, secret

    def __enter__(self) -> None:
        self._before = None
        if not self._options.key_id:
            if self._secret:
                raise Fixable("accounts.missing_option", option="--key-id", network=self._options.network)
            return
        if self._keys.source(self._options.network) == "own":
            self._before = self._keys.of(self._options.network)
        self._keys.set(self._options.network, self._options.key_id, self._secret)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None or not self._options.key_id:
            return
        with suppress(AppError):  # what went wrong first is what is told
            if self._before:
                self._keys.set(self._options.network, self._before.id, self._before.secret)
            else:
                self._keys.forget(self._options.network)


def _show(console: Console, page: str) -> None:
    """Open the page in the system's browser, and say its address for whoever sits elsewhere.

    The address is news, not trouble: it goes to standard output. With --json, where that holds one object only, it is
    said on standard error, and only when no browser could be opened.
    """
    opened = not console.options.no_open and has_browser() and _opened(page)
    words = t("accounts.page", page=page)
    if not console.options.json:
        console.line(words)
    elif not opened:
        complain(words)


def _opened(page: str) -> bool:
    import webbrowser

    return webbrowser.open(page)


def has_browser() -> bool:
    """Tell whether a page can be opened beside us: a browser inside the terminal would keep us from the answer."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in names)


def _secret() -> str:
    line = sys.stdin.buffer.readline().decode("utf-8", "replace").strip()
    if not line:
        raise Fixable("accounts.empty_secret")
    return line


def _remove(console: Console) -> int:
    console.desk.accounts.remove(console.options.id)
    console.answer({"account": console.options.id}, t("accounts.removed"))
    return DONE
