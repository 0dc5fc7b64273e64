# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Company packs: good ones speak for themselves, hostile ones are refused at once or cost nothing."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pytest
from sources import ROOT

from app import checks, packs
from app.errors import Fixable
from app.model import Around, Level

GOOD = """
name = "Sillat"
[[row]]
level = "eyebrow"
words.fi = ["Sammallahden silta"]
words.any = ["Ilves-7"]
why.fi = "Kohde julkistetaan keväällä."
suggestion.fi = "”eräs silta” kelpaa."
[[row]]
words.sv = ["Mossviken"]
"""


def found(text, written=GOOD, language="fi"):
    around = Around(lists=(packs.read(written.encode(), "pack.toml"),))
    return [one for one in checks.read(text, language, None, around).findings if one.check == "own_list"]


def refused(written):
    with pytest.raises(Fixable) as caught:
        packs.read(written if isinstance(written, bytes) else written.encode(), "pack.toml")
    return caught.value


def test_a_listed_name_is_found_inflected_and_explained_in_the_packs_words():
    (one,) = found("Olimme eilen Sammallahden sillalla talkoissa.")
    assert (one.words, one.level, one.category) == ("Sammallahden sillalla", Level.EYEBROW, "confidential.own_list")
    why, suggestion = checks.say(one, "fi")
    assert why == "Organisaation sana: Kohde julkistetaan keväällä."
    assert suggestion == "”eräs silta” kelpaa."
    assert checks.say(one, "en")[0].startswith("Your organisation's word")


def test_a_row_speaks_in_its_own_languages():
    assert [one.level for one in found("Vi badade i Mossviken.", language="sv")] == [Level.NUDGE]
    assert found("Uimme paikassa Mossviken.") == []
    assert [one.words for one in found("Ilves-7:n testi meni läpi.")] == ["Ilves-7:n"]


def test_nothing_in_a_pack_is_a_pattern():
    pack = 'name = "x"\n[[row]]\nwords.any = ["a.*b", "<set> sana?", "(a+)+$"]\n'
    assert found("Aamulla kuljimme baariin.", pack) == []
    assert [one.words for one in found("Set sana on tässä.", pack)] == ["Set sana"]


def test_a_folder_holds_one_file(tmp_path):
    with pytest.raises(Fixable, match=r"pack\.missing"):
        packs.load(tmp_path)
    (tmp_path / "one.toml").write_text(GOOD, encoding="utf-8")
    assert packs.load(tmp_path).name == "Sillat"
    (tmp_path / "two.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(Fixable, match=r"pack\.missing"):
        packs.load(tmp_path)


def test_a_huge_file_is_not_read(tmp_path):
    (tmp_path / "pack.toml").write_bytes(b"#" * (packs.LARGEST + 1))
    with pytest.raises(Fixable, match=r"pack\.too_big"):
        packs.load(tmp_path)


@pytest.mark.parametrize(
    "written",
    [
        b"\xff\xfe",
        "name = ",
        "name = " + "[" * 100_000,
        "name = " + "{a=" * 50_000,
        "a" + ".a" * 100_000 + " = 1",
        "[" + "a." * 100_000 + "a]",
        "[[a]]\n" * 30_000,
    ],
    ids=["bytes", "torn", "deep list", "deep table", "deep key", "deep head", "many heads"],
)
def test_what_can_not_be_read_is_refused_in_time_that_grows_with_its_length_only(written):
    took = []
    for part in (written[: len(written) // 8 or 1], written):
        started = time.thread_time()
        assert refused(part).code.startswith("pack.")
        took.append(time.thread_time() - started)
    assert took[1] < 8 * 3 * took[0] + 0.3


@pytest.mark.parametrize(
    "row",
    [
        "words.fi = 3", "words.fi = [3]", 'words.fi = [""]', 'words.fi = ["a\\u0000b"]', 'words.fi = ["a\\u202eb"]',
        'words.fi = ["' + "a" * 81 + '"]', 'words.xx = ["a"]', 'words.fi = ["a"]\nlevel = "startled"',
        'words.fi = ["a"]\nwhy.fi = "a\\nb"', 'words.fi = ["a"]\npattern = "a*"', 'words.fi = ["a"]\nwhy = "b"',
        "words.fi = " + json.dumps([f"s{n}" for n in range(6_000)]), 'words.fi = ["?!"]',
    ],
)  # fmt: skip
def test_wrong_rows_are_named(row):
    error = refused(f'name = "x"\n[[row]]\n{row}\n')
    assert error.code == "pack.wrong"
    assert error.facts["key"]


def test_a_full_pack_costs_no_more_than_the_text():
    words = [f"hanke{n} osa" for n in range(packs.MOST_WORDS)]
    pack = f'name = "x"\n[[row]]\nwords.any = {json.dumps(words)}\n'
    listed = Around(lists=(packs.read(pack.encode(), "p"),))
    checks.read("hanke1 osa", "fi", None, listed)
    took = []
    for times in (500, 4_000):
        started = time.thread_time()
        checks.read("hanke1 hanke2 osan " * times, "fi", None, listed)
        took.append(time.thread_time() - started)
    assert took[1] < 8 * 3 * took[0] + 0.3


def run(*words, text):
    command = [sys.executable, "main.py", "check", *words]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)


def test_the_command_line_tries_a_pack_and_explains(tmp_path):
    (tmp_path / "sillat.toml").write_text(GOOD, encoding="utf-8")
    told = run("--lang", "fi", "--explain", "--pack", str(tmp_path), text="Sammallahden sillalla tuulee.")
    assert told.returncode == 0
    assert f"confidential.own_list · eyebrow · «Sammallahden silta» · 0–21 · {tmp_path / 'sillat.toml'}" in told.stdout
    rows = '{"id": 1, "lang": "fi", "at": "2026-11-23T23:30", "text": "Perkele että suututtaa. Kauhea päätös."}\n'
    told = json.loads(run("--jsonl", "--explain", text=rows).stdout)
    late = next(one for one in told["findings"] if one["category"] == "tone.late_and_hot")
    assert (late["rule"], late["file"]) == ("23 h", "resources/checks/late_and_hot.toml")


def test_a_bad_pack_is_one_line_and_exit_two(tmp_path):
    told = run("--pack", str(tmp_path), text="Moi.")
    assert (told.returncode, told.stderr.count("\n"), told.stdout) == (2, 1, "")
    told = run("--jsonl", text='{"id": 1, "at": "ilta", "text": "Moi."}\n')
    assert (told.returncode, told.stderr.count("\n")) == (2, 1)
