# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""What the pages say is so: commands exist, links lead somewhere, and nothing the build contains is missing."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
import tomllib

import pytest
from sources import ROOT, name

from app import VERSION

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "LICENSES/notices.md",
]
REFERENCE = ROOT / "docs" / "reference.md"


def texts():
    return {name(page): page.read_text(encoding="utf-8") for page in PAGES}


def targets():
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    return {word for line in re.findall(r"^([a-z][a-z -]*):", rules, re.MULTILINE) for word in line.split()} - {"help"}


@pytest.fixture(scope="module")
def listed():
    """What `dev.py` says it can do."""
    done = subprocess.run([sys.executable, "packaging/dev.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {line.split()[0] for line in done.stdout.splitlines()}


def test_every_make_target_does_something_and_every_command_is_a_target(listed):
    assert targets() == listed


def test_an_unknown_command_is_told_so():
    done = subprocess.run([sys.executable, "packaging/dev.py", "rnu"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2


def test_every_make_command_on_a_page_exists():
    written = re.compile(r"(?:^|[`$ ])make ([a-z][a-z-]+)(?=[`\s]|$)", re.MULTILINE)
    asked = {(page, target) for page, text in texts().items() for target in written.findall(text)}
    assert asked
    assert not {(page, target) for page, target in asked if target not in targets()}


def test_the_pages_name_the_two_commands():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme


def test_the_readme_counts_what_is_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    troubles = re.findall(r"^\| \d+ \|", (ROOT / "docs/reliability.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert "Thirty-odd checks" in readme
    assert 30 < len(list((ROOT / "resources" / "checks").glob("*.toml"))) < 40
    assert "in forty kinds of trouble" in readme
    assert 40 <= len(troubles) < 45


def test_every_command_of_the_program_on_a_page_exists():
    from app import cli

    known = {*cli.names(), "COMMAND"}
    for page, text in texts().items():
        asked = set(re.findall(r"`(?:python3? main\.py|mummo) (\w+)", text))
        assert asked <= known, page


def test_every_link_leads_somewhere():
    lost = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                lost.append(f"{name(page)}: {target}")
    assert not lost


def test_every_path_on_a_page_exists():
    lost = []
    for page, text in texts().items():
        for path in re.findall(r"`((?:app|ui|tests|resources|packaging|docs|changes|LICENSES|\.ci)/[\w./-]*)`", text):
            if not (ROOT / path).exists():
                lost.append(f"{page}: {path}")
    assert not lost


def test_the_reference_is_what_the_program_says():
    done = subprocess.run(
        [sys.executable, "packaging/make_docs.py", "--check"], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_page_of_checks_is_what_the_data_files_and_the_kept_numbers_say():
    done = subprocess.run(
        [sys.executable, "packaging/make_checks_doc.py", "--check"], cwd=ROOT, check=False, capture_output=True
    )
    assert done.returncode == 0, done.stderr.decode()


def test_own_texts_are_balanced_and_the_numbers_cover_them():
    kept = tomllib.loads((ROOT / "tests/data/measured/own.toml").read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests/data/own").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for lang in ("fi", "sv", "en"):
            texts = [row for row in rows if row["lang"] == lang]
            assert len({row["id"] for row in texts}) == len(texts)
            for half in sorted({"dev", "kept"} | {row["half"] for row in rows}):
                part = [row for row in texts if row["half"] == half]
                assert sum(kept.get(f"{path.stem}, {half}", {}).get(lang, {}).values()) == len(part)
                assert len(part) >= (15 if half == "fresh" else 20)
            if path.stem not in ("hats", "work", "exceptions"):
                assert sum(row["found"] for row in texts) * 2 == len(texts)


@pytest.mark.parametrize(("ids", "told"), [("fi-b", "hats, kept"), ("fi-fresh", "person, fresh")])
def test_who_tunes_the_rules_sees_no_text_that_is_for_the_report_alone(ids, told):
    done = subprocess.run(
        [sys.executable, "packaging/score_own.py", "--misses", f"--ids={ids}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    kept = [
        row["text"]
        for path in (ROOT / "tests/data/own").glob("*.jsonl")
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["half"] != "dev" and row["id"].startswith(ids)
    ]
    shown = done.stdout.decode()
    assert kept
    assert told in shown
    assert not [text for text in kept if text in shown]


@pytest.mark.parametrize("kind", ["checks", "networks"])
def test_everything_in_the_folders_is_in_the_reference(kind):
    page = REFERENCE.read_text(encoding="utf-8")
    there = {file.stem for file in (ROOT / "resources" / kind).glob("*.toml")}
    assert there
    assert not [one for one in there if f"`{one}`" not in page]


def test_every_setting_is_in_the_reference():
    from app.settings import TABLE

    page = REFERENCE.read_text(encoding="utf-8")
    assert not [row.key for row in TABLE if f"| `{row.key}` |" not in page]


def test_every_command_is_in_the_reference():
    from app import cli

    page = REFERENCE.read_text(encoding="utf-8")
    for command in cli.names():
        assert importlib.import_module(f"app.cli.{command}").HELP in page
        assert f"`{command}" in page


def test_every_package_that_ships_is_in_the_notices():
    page = (ROOT / "LICENSES" / "notices.md").read_text(encoding="utf-8").replace("_", "-").replace(".", "-")
    pins = (ROOT / "packaging" / "requirements.txt").read_text(encoding="utf-8")
    only_windows = re.findall(r"^([a-z0-9-]+)==\S+ ; sys_platform == 'win32'", pins, re.MULTILINE)
    elsewhere = {"pip", "setuptools", *only_windows}
    shipped = set(re.findall(r"^([a-z0-9-]+)==", pins, re.MULTILINE)) - elsewhere
    assert not [package for package in shipped if f"| {package} |" not in page]


def test_the_manual_page_tells_every_exit_status():
    from app import errors

    page = (ROOT / "packaging" / "deb" / "mummo.1").read_text(encoding="utf-8")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.AppError)]
    assert {0, *(kind.status for kind in kinds)} == {
        int(status) for status in re.findall(r"^\.B (\d+)$", page, re.MULTILINE)
    }


def test_the_licence_is_the_same_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_every_change_is_told_to_people():
    """Fragments say what is new in a sentence or two that a user understands."""
    kinds = {"added", "changed", "fixed"}
    assert f"## {VERSION} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for fragment in sorted((ROOT / "changes").glob("*.*.md")):
        slug, _, rest = fragment.name.partition(".")
        assert rest in {f"{kind}.md" for kind in kinds}, fragment.name
        said = fragment.read_text(encoding="utf-8").strip()
        assert said.endswith("."), slug
        assert len(said) < 600, slug
