# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Mummo's core: everything but the window. No Qt, starts no thread, prints nothing (the command line does).

THE MAP, bottom to top; a room may use the rooms below it, never those above or beside it:

model/         frozen values that travel between rooms
errors.py      errors by who must act, each with a code
paths.py       profile folders, resource(), write_safely()
text/          graphemes, UTF-16, links, mentions, hashtags, sentence cuts; pure
wording.py     code to sentence in fi, sv, en; only this room translates
log.py         the log: codes, times and frames; never a text
zones.py       wall time and zone to UTC and back: gaps, hours that come twice; pure
languages/     language data: recognise, analyse, inflected forms, search stems; only user of spaCy and py3langid
networks/      reads resources/networks into Network values
photos/        copies of pictures without place data; the original is never opened for writing
packs.py       company packs: one TOML file of words, read with care, never a pattern
policy.py      what an organisation laid down, if only an administrator can have written it
settings.py    the table of settings, load, save
keychain.py    only user of keyring
notices.py     what a notice on the desktop says, and showing one without a window
wire/          only user of requests: deadline, size cap, no resend; pages.py follows redirects to public addresses
calls.py       signed calls to networks of one server: own hosts alone, one renewal, answers by who must act
signin/        only user of requests_oauthlib: the browser's answer on 127.0.0.1, OAuth 2 and 1.0a, renewing safely
checking/      what the checks share: their data files, word tables, the finder of words
checks/        one check each; __init__ finds them and runs them over an Analysis
channels/      one network each; __init__ is the contract
cards/         what a link's page says of itself: title, description, picture; read on the writer's wish only
store/         only SQL lives here: drafts, outbox, history, accounts, waivers, migrations
measure/       a text as one network counts it, and the parts of a thread
variants/      one text on several networks: what differs, cuts that survive edits, one person's names; pure
rhythm.py      own times, quiet hours, what is late and what to offer then; pure
delivery/      one delivery from claim to receipt
desk/          the front desk, one file per view: wires rooms together and announces events
console.py     what every command needs: input, output, exit status; the only room that prints
cli/           the commands over the desk; one file per command
"""

VERSION = "0.1.0"
"""The program's version; pyproject.toml says the same (a test compares)."""
