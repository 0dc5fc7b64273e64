# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""The commands behind make: what makes the environment again, what is tried twice, what happens without a display."""

from __future__ import annotations

import runpy
import subprocess
import sys

import pytest
from sources import ROOT


@pytest.fixture
def scripts(monkeypatch):
    """packaging/ on the path, as when its scripts run, and forgotten afterwards."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    names = ("dev", "environment", "names", "servers", "system")
    yield
    for name in names:
        sys.modules.pop(name, None)


@pytest.fixture
def environment(scripts, tmp_path, monkeypatch):
    """The environment room, looking at a .venv of its own with nothing in it but an interpreter."""
    import environment

    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "python")
    environment.VENV.mkdir()
    environment.PYTHON.touch()
    return environment


def test_a_fuller_environment_serves_the_lesser_commands(environment):
    environment.stamp().write_text(environment.stamp_of("dev") + "\n")
    assert [level for level in environment.PINS if environment.serves(level)] == ["run", "dev"]


def test_other_pins_make_it_anew(environment):
    environment.stamp().write_text("dev 0000")
    assert not environment.serves("run")


def test_an_environment_without_its_interpreter_serves_nothing(environment):
    environment.stamp().write_text(environment.stamp_of("package"))
    environment.PYTHON.unlink()
    assert not environment.serves("run")


@pytest.mark.parametrize(
    ("said", "attempts"), [("Read timed out.", 2), ("503 Service Unavailable", 2), ("hashes do not match", 1)]
)
def test_only_an_index_that_does_not_answer_is_asked_again(environment, monkeypatch, said, attempts):
    asked = []

    def refuse(command, **_how):
        asked.append(command)
        return subprocess.CompletedProcess(command, 1, stderr=said)

    monkeypatch.setattr(environment.subprocess, "run", refuse)
    monkeypatch.setattr(environment.time, "sleep", lambda _seconds: None)
    with pytest.raises(environment.Cannot, match=said):
        environment.install("run")
    assert len(asked) == attempts
    assert "--require-hashes" in asked[0]
    assert not environment.stamp().exists()


@pytest.fixture
def dev(scripts, monkeypatch):
    """The commands, with every process they would start written down instead."""
    import dev

    started = []
    monkeypatch.setattr(dev, "ready", lambda _level: "python")
    monkeypatch.setattr(dev, "call", lambda command, **_extra: started.append(command[1:]) or 0)
    dev.started = started
    return dev


def test_without_a_display_the_tour_is_shown_and_qt_is_not_looked_for(dev, monkeypatch, capsys):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(dev.system, "missing_libraries", lambda *_words: pytest.fail("Qt was looked for"))
    assert dev.main(["run"]) == 0
    assert dev.started == [["main.py", "tour"]]
    assert "no display" in capsys.readouterr().out


def test_with_a_display_the_window_opens(dev, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(dev.system, "missing_libraries", lambda *_words: [])
    assert dev.main(["run"]) == 0
    assert dev.started == [["main.py"]]


def test_libraries_that_may_not_be_installed_are_named_in_one_line(dev, monkeypatch, capsys):
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.setattr(dev.system, "missing_libraries", lambda *_words: ["libEGL.so.1"])
    monkeypatch.setattr(dev.system, "administrator", lambda: None)
    assert dev.main(["run"]) == 0
    said = capsys.readouterr().out
    assert "apt-get install -y --no-install-recommends libegl1" in said
    assert dev.started == [["main.py", "tour"]]


def test_a_demanded_server_that_can_not_be_set_up_is_said_and_fails(dev, monkeypatch, capsys):
    monkeypatch.setenv("MUMMO_DEMAND_SERVERS", "1")
    monkeypatch.setattr(dev.system, "missing_libraries", lambda *_words: [])
    monkeypatch.setattr(dev.servers, "programs_ready", lambda: None)
    monkeypatch.setattr(dev.servers, "pds_or_reason", lambda: "npm missing")
    assert dev.main(["test"]) == 1
    assert "npm missing" in capsys.readouterr().err
    assert dev.started == []


def test_a_server_that_is_not_demanded_is_left_out_aloud(dev, monkeypatch, capsys):
    monkeypatch.delenv("MUMMO_DEMAND_SERVERS", raising=False)
    monkeypatch.setattr(dev.system, "missing_libraries", lambda *_words: [])
    monkeypatch.setattr(dev.servers, "programs_ready", lambda: None)
    monkeypatch.setattr(dev.servers, "pds_or_reason", lambda: "npm missing")
    assert dev.main(["test"]) == 0
    assert "Left out" in capsys.readouterr().out
    assert dev.started[0][:2] == ["-m", "pytest"]


@pytest.mark.parametrize(
    ("cores", "memory_gb", "workers"), [(2, 4, 2), (8, 4, 3), (16, 64, 16), (1, 64, None), (4, 2, None)]
)
def test_the_whole_run_takes_the_cores_that_memory_is_enough_for(dev, monkeypatch, cores, memory_gb, workers):
    monkeypatch.setattr(dev.os, "sched_getaffinity", lambda _pid: set(range(cores)), raising=False)
    pages = {"SC_PHYS_PAGES": memory_gb * 10**9 // 4096, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(dev.os, "sysconf_names", dict.fromkeys(pages, 0), raising=False)
    monkeypatch.setattr(dev.os, "sysconf", pages.__getitem__, raising=False)
    assert dev.spread()[:2] == (["-n", str(workers)] if workers else [])


def test_a_test_that_is_named_runs_by_itself_and_asks_for_no_server(dev, monkeypatch):
    monkeypatch.setattr(dev.system, "missing_libraries", lambda *_words: [])
    monkeypatch.setattr(dev.servers, "surroundings", lambda: pytest.fail("servers were looked for"))
    assert dev.main(["test", "tests/app/test_paths.py", "-x"]) == 0
    assert dev.started == [["-m", "pytest", "tests/app/test_paths.py", "-x"]]


@pytest.fixture
def lost(scripts, monkeypatch, tmp_path):
    """Put a test file beside the small clone of two rooms; call it with its text for what is said of it."""
    import names

    monkeypatch.setattr(names, "ROOT", tmp_path)
    monkeypatch.setattr(names, "PATHS", {"app": (tmp_path,), "tests": (tmp_path, tmp_path / "tests")})
    for name, text in {
        "app/__init__.py": "",
        "app/rooms.py": "import sys\nif sys:\n    KEPT = 1\ndef act():\n    global LATE\n    LATE = 2\n",
        "tests/fakes/servers.py": "class Server: ...\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    def say(text):
        (tmp_path / "tests" / "test_it.py").write_text(text)
        return [line.partition(": ")[2] for line in names.lost(tmp_path / "tests" / "test_it.py")]

    return say


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from fakes.servers import Server\nfrom app.rooms import KEPT, LATE, act, sys\nfrom app import rooms\n", []),
        ("import os, json\nfrom pytest import whatever\nos.nothing\n", []),
        ("from fakes.servers import Helper\n", ["fakes.servers has no Helper"]),
        ("def test():\n    from app.rooms import gone\n", ["app.rooms has no gone"]),
        ("from app.house import act\n", ["no module app.house"]),
        ("from app import rooms as r\nr.act(r.gone)\n", ["app.rooms has no gone"]),
        ("from app import rooms\ndef test(rooms):\n    rooms.gone\n", []),
        ("monkeypatch.setattr('app.rooms.gone', 1)\n", ["app.rooms has no gone"]),
        ("monkeypatch.setattr('app.rooms.act.whatever', 1)\n", []),
    ],
)
def test_a_name_that_is_nowhere_is_told_before_the_tests_run(lost, text, said):
    assert lost(text) == said


@pytest.mark.parametrize("beta", [0.0, 1.0])
@pytest.mark.parametrize(("trans1", "trans2"), [(False, False), (True, False), (False, True), (True, True)])
def test_the_small_stand_in_multiplies_like_the_library_it_stands_for(trans1, trans2, beta):
    import blis.py as library
    import numpy as np

    stand_in = runpy.run_path(str(ROOT / "packaging" / "frozen" / "py.py"))["gemm"]
    chance = np.random.default_rng(7)
    a, b = chance.random((3, 3), dtype="f"), chance.random((3, 3), dtype="f")
    theirs, ours = np.ones((3, 3), dtype="f"), np.ones((3, 3), dtype="f")
    library.gemm(a, b, out=theirs, trans1=trans1, trans2=trans2, beta=beta)
    assert stand_in(a, b, out=ours, trans1=trans1, trans2=trans2, beta=beta) is ours
    assert np.allclose(theirs, ours)
