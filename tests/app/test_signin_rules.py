# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What holds for every sign-in, whatever network: asked for as little as can be, nothing of it in a log, no web view.

Which row of the security checklist is held by which test (tests/app unless another folder is named):
 1  system browser only                 test_signin_rules: no_web_view
 2  loopback on 127.0.0.1, one, 120 s   test_signin_loopback: only_this_machine, a_second_request, after_two_minutes;
                                        journeys/test_signin_browser
 3  state                               test_signin_loopback: each_state, what_is_not_the_answer, two_sign_ins
 4  PKCE S256                           test_signin: a_whole_sign_in, plain_is_refused
 5  issuer bound to the request         test_signin: an_answer_of_another_server, a_server_that_promised
 6  new token kept before the old goes  test_accounts_signin: a_token_near_its_end, a_new_token_that_can_not_be_kept,
                                        another_process; test_keychain: the_old_secret_stays
 7  least scopes                        test_signin_rules: the_scopes
 8  allow-listed key stores             test_keychain; journeys/test_keyring
 9  canary                              journeys/test_canary
10  nothing said to a log               test_signin_rules: whatever_is_raised; test_signin: nothing_is_said_to_a_log
11  no text of a draft in a log         test_signin_rules: whatever_is_raised; journeys/test_canary
12  letting go revokes and deletes      test_accounts_signin: letting_go
16  no socket until asked               test_about, journeys
17  only the account's own hosts        test_calls
18  TLS                                 test_wire: a_certificate_nobody_vouches_for; test_wire_adapter: tls_is_verified
19  size and time of answers            test_wire: answers_are_capped, without_a_whole_answer
20  redirects and addresses             test_wire: redirects, addresses_that_are_none; test_wire_adapter: no_redirect
21  JSON                                test_wire_adapter: ten_thousand; test_signin: any_answer
22  servers' words are plain text       test_signin_loopback: a_no_is_told
23  pages opened are https              test_signin_loopback: a_page_that_is_none
31  who may write a policy              test_keys: a_file_others_could_have_changed
"""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources import ROOT, imported, name, python_files

from app.errors import OurFault
from app.log import record_fault
from app.networks import networks

SCOPES = {
    "mastodon": "read:accounts read:statuses read:search write:statuses write:media",
    "x": "tweet.read tweet.write users.read media.write offline.access",
    "linkedin": "openid profile w_member_social",
    "threads": "threads_basic threads_content_publish threads_manage_replies threads_read_replies threads_delete",
    "facebook": "pages_show_list pages_read_engagement pages_manage_posts",
}
"""All that is ever asked for; a new one must be argued for here."""


def test_the_scopes_are_these_and_no_more():
    asked = {row.id: " ".join(row.scopes) for row in networks() if row.scopes and row.id in SCOPES}
    assert asked == SCOPES
    others = {scope for row in networks() if row.id not in SCOPES for scope in row.scopes}
    assert others <= {"atproto", "transition:generic"} or all(":" in scope or scope == "atproto" for scope in others)


def test_no_web_view_is_in_the_house():
    assert not [name(file) for file in python_files("app", "ui") if {"webview"} & imported(file)]
    shown = re.compile(r"QWebEngine|QtWebView|WebKit|QTextBrowser\(\)\.setSource")
    assert not [name(file) for file in python_files("app", "ui") if shown.search(file.read_text(encoding="utf-8"))]
    assert "WebEngine" not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.from_regex(r"(Bearer |code=|refresh_token=)[A-Za-z0-9]{12,40}", fullmatch=True),
    st.text(min_size=12, max_size=40),
)
def test_whatever_is_raised_the_log_holds_neither_token_nor_text(profile, token, text):
    try:
        raise OurFault("fault.ours", token=token, text=text) from RuntimeError(token + text)
    except OurFault as error:
        log = record_fault(profile, error).read_text(encoding="utf-8")
    assert token not in log
    assert token.split("=")[-1].split()[-1] not in log
    assert text not in log
