# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Exit statuses, one line for each trouble, and input that is not what it should be."""

from __future__ import annotations

import io
import json
import sys

import pytest

from app.cli import LATER, names, run
from app.wording import t


@pytest.fixture
def mummo(monkeypatch, capsysbinary):
    """Run a command in this process: mummo("check", stdin=b"…") -> (status, standard output, standard error)."""

    def command(*words, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = run([str(word) for word in words])
        out, err = capsysbinary.readouterr()
        return status, out.decode(), err.decode()

    return command


def one_line(err):
    return err.endswith("\n") and err.count("\n") == 1 and len(err) > 10


@pytest.mark.parametrize(
    ("words", "stdin", "named"),
    [
        (["frobnicate"], b"", "frobnicate"),
        (["chek"], b"", "check"),
        (["check", "/no/such/file"], b"", "/no/such/file"),
        (["check", "/"], b"", "/"),
        (["check", "--lang", "de"], b"Hei", "--lang"),
        (["check", "--colour"], b"Hei", "--colour"),
        (["check"], b"caf\xe9", "1"),
        (["check", "--jsonl"], b'{"id":1,"text":"a"}\nnope\n', "2"),
        (["check", "--jsonl"], b"[1]\n", "1"),
        (["check", "--jsonl"], b'{"id":1}\n', '"text"'),
        (["check", "--jsonl"], b'{"text":"a"}\n', '"id"'),
        (["check", "--jsonl"], b'{"id":1,"text":7}\n', '"text"'),
        (["check", "--jsonl"], b'{"id":1,"text":"a","lang":"de"}\n', '"lang"'),
        (["check", "--jsonl"], b'{"id":1,"text":"a","account_hat":"red"}\n', '"account_hat"'),
        (["check", "--jsonl"], b"[" * 100_000 + b"\n", "1"),
        (["measure"], b"Hei", "--network"),
        (["measure", "--network", "orkut"], b"Hei", "orkut"),
        (["measure", "--network", "orkut", "--jsonl"], b"", "orkut"),
        (["draft"], b"", "add|list|show|remove"),
        (["draft", "add"], b"", "--text"),
        (["draft", "add", "--alt", "a cat"], b"", "--photo"),
        (["draft", "show", "nothere"], b"", "nothere"),
        (["draft", "remove", "nothere"], b"", "nothere"),
        (["accounts", "add", "orkut"], b"", "orkut"),
        (["accounts", "add", "bluesky", "--server", "https://localhost", "--secret-stdin"], b"x\n", "--handle"),
        (["accounts", "add", "bluesky", "--handle", "a.test", "--secret-stdin"], b"", "password"),
        (["accounts", "add", "bluesky", "--answer", "secret=no"], b"", "--answer"),
        (["accounts", "add", "linkedin", "--key-secret-stdin"], b"hush\n", "--key-id"),
        (["accounts", "add", "linkedin"], b"", "LinkedIn"),
        (["accounts", "add", "threads"], b"", "--secret-stdin"),
        (["accounts", "add", "instagram"], b"", "instagram"),
        (["accounts", "remove", "nothere"], b"", "nothere"),
        (["publish", "nothere", "--to", "practice"], b"", "nothere"),
        (["publish", "nothere"], b"", "--to"),
        (["publish", "nothere", "--to", ","], b"", "--to"),
        (["outbox", "settle", "nothere", "published"], b"", "nothere"),
        (["outbox", "settle", "nothere", "maybe"], b"", "maybe"),
        (["history", "--limit", "0"], b"", "--limit"),
        (["history", "--limit", "many"], b"", "--limit"),
    ],
)
def test_bad_requests_end_with_2_and_one_line_that_names_the_trouble(mummo, monkeypatch, words, stdin, named):
    monkeypatch.setenv("LANGUAGE", "en")
    status, _out, err = mummo(*words, stdin=stdin)
    assert (status, one_line(err)) == (2, True), err
    assert named in err


@pytest.mark.parametrize("command", sorted(LATER))
def test_commands_of_later_versions_say_so(mummo, command):
    status, out, err = mummo(command, "--json")
    assert (status, out, one_line(err)) == (2, "", True)
    assert command in err


def test_a_bad_line_in_the_middle_keeps_the_answers_before_it(mummo):
    status, out, _err = mummo("check", "--jsonl", stdin=b'{"id":"a","text":"Hei"}\n\n{"id":"b"}\n')
    assert status == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a"]


def test_check_answers_every_line_in_order_with_its_id(mummo):
    rows = [{"id": n, "text": f"Hyvää huomenta {n}", "lang": "fi"} for n in range(50)]
    status, out, err = mummo("check", "--jsonl", stdin="\n".join(map(json.dumps, rows)).encode())
    answers = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [answer["id"] for answer in answers] == list(range(50))
    assert set(answers[0]) == {"id", "lang", "mood", "tone", "hats", "findings"}


def test_findings_are_never_an_error_and_hold_the_words_they_name(mummo):
    text = "😀 Tämä on perkeleen hidasta. Soita 040 123 4567."
    status, out, _err = mummo("check", "--json", "--lang", "fi", stdin=text.encode())
    answer = json.loads(out)
    assert status == 0
    assert answer["mood"] == "startled"
    assert {"crude", "privacy.phone"} <= {found["category"] for found in answer["findings"]}
    for found in answer["findings"]:
        assert text[found["start"] : found["end"]] == found["words"]
        assert set(found) >= {"check", "category", "level", "start", "end", "words", "why", "suggestion"}
        assert found["why"]


@pytest.mark.parametrize("text", ["", "\ud83d", "a\x00b", "‮kääntyy", "é" * 5, "\ufffe\uffff", "x" * 100_000])
def test_any_text_is_checked_and_measured(mummo, text):
    row = json.dumps({"id": "1", "text": text}).encode()
    for words in (
        ["check", "--jsonl"],
        ["measure", "--network", "bluesky", "--jsonl"],
        ["measure", "--network", "x", "--jsonl"],
    ):
        status, out, err = mummo(*words, stdin=row)
        assert (status, err, json.loads(out)["id"]) == (0, "", "1")


def test_measure_has_the_shape_of_the_contract(mummo):
    row = json.dumps({"id": "1", "text": "Hei @sari.example #savi https://example.com/a", "warning": "kuraa"}).encode()
    for network in ("linkedin", "x", "mastodon", "bluesky", "threads", "facebook", "instagram"):
        status, out, _err = mummo("measure", "--network", network, "--jsonl", stdin=row)
        answer = json.loads(out)
        keys = {"id", "network", "used", "limit", "unit", "fits", "urls", "mentions", "hashtags", "parts"}
        assert status == 0
        assert set(answer) == keys | ({"bytes", "facets"} if network == "bluesky" else set())
        assert answer["hashtags"][0]["text"] == "#savi"


def test_drafts_come_and_go(mummo):
    status, out, _err = mummo("draft", "add", "--text", "Savi ei ole ikävä maalaji.", "--json")
    draft = json.loads(out)["draft"]
    assert (status, " " in draft) == (0, False)
    _status, out, _err = mummo("draft", "add", "--text", "-", "--json", stdin=b"Toinen\nrivi")
    assert mummo("draft", "show", json.loads(out)["draft"])[1] == "Toinen\nrivi\n"
    shown = json.loads(mummo("draft", "show", draft, "--json")[1])
    assert set(shown) == {"id", "text", "photos", "saved_at", "revisions"}
    listed = json.loads(mummo("draft", "list", "--json")[1])["drafts"]
    assert [set(row) for row in listed] == [{"id", "title", "saved_at", "revisions"}] * 2
    assert mummo("draft", "remove", draft, "--json")[0] == 0
    assert draft not in [row["id"] for row in json.loads(mummo("draft", "list", "--json")[1])["drafts"]]


def test_a_draft_whose_picture_is_none_is_not_made(mummo, tmp_path):
    picture = tmp_path / "kuva.jpg"
    picture.write_text("this is no picture")
    status, _out, err = mummo("draft", "add", "--text", "Kuva", "--photo", picture, "--alt", "savea")
    assert (status, one_line(err)) == (2, True)
    assert json.loads(mummo("draft", "list", "--json")[1]) == {"drafts": []}


def test_the_main_job_from_draft_to_history(mummo):
    account = json.loads(mummo("accounts", "add", "practice", "--json")[1])["account"]
    draft = json.loads(mummo("draft", "add", "--text", "Lapsena tein savesta lehmiä.", "--json")[1])["draft"]
    status, out, err = mummo("publish", draft, "--to", account, "--json")
    (delivery,) = json.loads(out)["deliveries"]
    assert (status, err, delivery["state"], delivery["account"]) == (0, "", "published", account)
    assert set(delivery["parts"][0]) == {"text", "url", "remote_id"}
    found = json.loads(mummo("history", "--search", "savi", "--json")[1])["posts"]
    assert [set(post) for post in found] == [{"id", "text", "network", "at", "url", "kind"}]
    assert found[0]["text"] == "Lapsena tein savesta lehmiä."
    assert json.loads(mummo("outbox", "--json")[1]) == {"deliveries": []}


def test_publishing_by_hand_waits_for_the_person(mummo):
    account = json.loads(mummo("accounts", "add", "linkedin", "--by-hand", "--json")[1])["account"]
    draft = json.loads(mummo("draft", "add", "--text", "Käsin tämäkin", "--json")[1])["draft"]
    status, out, _err = mummo("publish", draft, "--to", account, "--json")
    assert (status, json.loads(out)["deliveries"][0]["state"]) == (1, "handed_over")
    status, out, _err = mummo("outbox", "--json")
    (waiting,) = json.loads(out)["deliveries"]
    assert (status, waiting["state"]) == (1, "handed_over")
    settled = json.loads(mummo("outbox", "settle", waiting["id"], "published", "--json")[1])
    assert settled["deliveries"][0]["state"] == "published"
    assert len(json.loads(mummo("history", "--json")[1])["posts"]) == 1


def test_accounts_are_listed_with_their_way_and_removed(mummo):
    account = json.loads(mummo("accounts", "add", "practice", "--name", "Klinikka", "--json")[1])["account"]
    (row,) = json.loads(mummo("accounts", "list", "--json")[1])["accounts"]
    assert row == {
        "id": account,
        "network": "practice",
        "name": "Klinikka",
        "way": "practice",
        "signed_in_until": None,
    }
    assert mummo("accounts", "remove", account)[0] == 0
    assert json.loads(mummo("accounts", "list", "--json")[1]) == {"accounts": []}


def test_list_and_doctor_tell_what_is_there(mummo):
    contents = json.loads(mummo("list", "--json")[1])
    assert set(contents) == {"checks", "networks", "languages", "archives"}
    assert {"fi", "sv", "en"} <= set(contents["languages"])
    assert {"linkedin", "x", "mastodon", "bluesky", "threads", "facebook", "instagram"} <= set(contents["networks"])
    status, out, _err = mummo("doctor", "--json")
    report = json.loads(out)
    assert (status == 0) == report["ok"] == all(row["ok"] for row in report["parts"])
    assert {row["part"] for row in report["parts"]} == {"database", "keyring", "languages", "fonts", "networks"}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_tour_goes_to_its_end_in_every_language(mummo, monkeypatch, language):
    monkeypatch.setenv("LANGUAGE", language)
    status, out, err = mummo("tour")
    assert (status, err) == (0, "")
    assert all(f"\n{number}. " in out for number in range(1, 8))
    assert out.rstrip().endswith(t("tour.done"))


def test_a_profile_that_is_a_file_ends_with_4(mummo, tmp_path):
    place = tmp_path / "file"
    place.write_text("")
    status, out, err = mummo("draft", "list", "--profile", place)
    assert (status, out, one_line(err)) == (4, "", True)
    assert str(place) in err


def test_a_profile_that_can_not_be_used_does_not_stop_the_check(mummo, tmp_path):
    place = tmp_path / "file"
    place.write_text("")
    assert mummo("check", "--profile", place, stdin=b"Hei")[0] == 0
    assert mummo("list", "--profile", place)[0] == 0


def test_a_fault_of_ours_is_one_line_and_70_and_the_log_holds_no_text(mummo, monkeypatch, profile_folder):
    def stumble(_self, text, *_rest, **_more):
        raise RuntimeError(text)

    monkeypatch.setattr("app.desk.reading.ReadingDesk.check", stumble)
    mummo("draft", "add", "--text", "x")
    status, out, err = mummo("check", stdin=b"my secret sentence")
    assert (status, out, one_line(err)) == (70, "", True)
    log = (profile_folder / "mummo.log").read_text()
    assert "RuntimeError" in log
    assert "secret" not in log


def test_every_command_has_help_and_the_program_lists_them(mummo):
    status, out, _err = mummo("--help")
    assert status == 0
    assert all(name in out for name in names())
    for name in names():
        assert mummo(name, "--help")[0] == 0
    assert mummo("--version")[1].startswith("Mummo ")
