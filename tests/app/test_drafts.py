# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Drafts as the write view uses them: nothing typed is lost, whatever it holds and however the program ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import Fixable
from app.model import Kind, Photo, Waiver
from app.paths import Profile
from app.store import Store
from app.store.connect import stored

ROOT = Path(__file__).resolve().parents[2]
AWKWARD = "alku \ud83d yksin \udc00, nolla \0 välissä, \u202eoikealta\u202c, 👩‍👩‍👧‍👦, a\u0308, \ufeff loppu \U0010ffff"
ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


@pytest.fixture
def drafts(desk):
    return desk.drafts


def test_write_save_and_read_back(drafts, clock):
    draft = drafts.new("Savesta opittua", Kind.QUESTION, "learned", ("acc1",))
    clock.forward(minutes=1)
    assert drafts.save(draft.id, "Savesta opittua tänään", 7) == clock.now
    found = drafts.get(draft.id)
    assert (found.text, found.cursor, found.saved_at, found.kind, found.starter, found.to) == (
        "Savesta opittua tänään", 7, clock.now, Kind.QUESTION, "learned", ("acc1",),
    )  # fmt: skip


def test_awkward_text_comes_back_as_it_was(drafts):
    draft = drafts.new(AWKWARD)
    drafts.keep_revision(draft.id, "pause")
    assert drafts.get(draft.id).text == AWKWARD
    assert drafts.revisions(draft.id)[0].text == AWKWARD
    assert drafts.rows()[0].title.startswith("alku \ud83d yksin")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT)
def test_any_text_comes_back_as_it_was(drafts, text):
    draft = drafts.new()
    drafts.save(draft.id, text)
    assert drafts.get(draft.id).text == text


def test_sixty_thousand_characters(drafts):
    text = "Savi ei ole yksi asia. " * 2700
    assert drafts.get(drafts.new(text).id).text == text


def test_usual_text_is_bound_as_it_is():
    assert stored("näin 😀") == "näin 😀"
    assert isinstance(stored("\ud800"), bytes)


@pytest.mark.parametrize("call", ["get", "remove", "restore", "revisions"])
def test_an_unknown_id_is_named(drafts, call):
    with pytest.raises(Fixable) as caught:
        getattr(drafts, call)("nobody")
    assert (caught.value.code, caught.value.facts) == ("draft.unknown", {"id": "nobody"})


def test_unknown_ids_elsewhere(drafts):
    draft = drafts.new("a").id
    for call, code in [
        (lambda: drafts.save("nobody", "x"), "draft.unknown"),
        (lambda: drafts.change("nobody", Kind.OWN), "draft.unknown"),
        (lambda: drafts.keep_revision("nobody", "pause"), "draft.unknown"),
        (lambda: drafts.go_back(draft, "nothing"), "revision.unknown"),
        (lambda: drafts.describe_photo(draft, "nothing", "x"), "photo.unknown"),
        (lambda: drafts.remove_photo(draft, "nothing"), "photo.unknown"),
    ]:
        with pytest.raises(Fixable) as caught:
            call()
        assert caught.value.code == code


def test_rows_are_titled_and_newest_first(drafts, clock):
    first = drafts.new("   \n\n  Ensimmäinen   rivi\njatkuu " + "pitkään " * 20)
    clock.forward(seconds=5)
    second = drafts.new("")
    clock.forward(seconds=5)
    rows = drafts.rows()
    assert [row.id for row in rows] == [second.id, first.id]
    assert rows[1].title.startswith("Ensimmäinen rivi jatkuu pitkään")
    assert rows[1].title.endswith("…")
    assert len(rows[1].title) <= 61
    drafts.save(first.id, "x" * 100)
    assert drafts.rows(1)[0].title == "x" * 60 + "…"


def test_kind_guessed_and_chosen(drafts):
    draft = drafts.new("Kiitos")
    assert not drafts.change(draft.id, Kind.THANKS, chosen=False).kind_chosen
    chosen = drafts.change(draft.id, Kind.NEWS, ("a", "b"))
    assert (chosen.kind, chosen.kind_chosen, chosen.to) == (Kind.NEWS, True, ("a", "b"))
    assert drafts.change(draft.id, to=()).kind_chosen
    assert drafts.get(draft.id).to == ()


def test_reopens_where_it_was(drafts, desk, clock):
    assert drafts.latest() is None
    first = drafts.new("eka")
    clock.forward(seconds=1)
    second = drafts.new("toka")
    assert drafts.latest() == second
    desk.settings.set("last_draft", first.id)
    assert drafts.latest().id == first.id
    drafts.remove(first.id)
    assert drafts.latest().id == second.id


class TestRevisions:
    """Earlier states."""

    def test_one_is_kept_only_when_something_changed(self, drafts, clock):
        draft = drafts.new("")
        assert drafts.keep_revision(draft.id, "pause") is None
        drafts.save(draft.id, "yksi 😀")
        kept = drafts.keep_revision(draft.id, "pause")
        assert (kept.characters, kept.why, kept.at) == (6, "pause", clock.now)
        assert drafts.keep_revision(draft.id, "focus") is None
        assert drafts.get(draft.id).revisions == 1

    def test_going_back_keeps_the_present_text(self, drafts, clock):
        draft = drafts.new("yksi")
        first = drafts.keep_revision(draft.id, "pause")
        clock.forward(seconds=1)
        drafts.save(draft.id, "yksi kaksi")
        assert drafts.go_back(draft.id, first.id).text == "yksi"
        assert [(one.text, one.why) for one in drafts.revisions(draft.id)] == [
            ("yksi kaksi", "restored"),
            ("yksi", "pause"),
        ]


class TestTrash:
    """Removed drafts rest 30 days."""

    def test_there_and_back(self, drafts, clock):
        draft = drafts.new("pois")
        drafts.remove(draft.id)
        assert drafts.rows() == ()
        assert [(row.id, row.removed_at) for row in drafts.trash()] == [(draft.id, clock.now)]
        clock.forward(days=3)
        drafts.remove(draft.id)  # removing twice does not lengthen the rest
        assert drafts.trash()[0].removed_at < clock.now
        assert drafts.restore(draft.id).removed_at is None
        assert drafts.trash() == ()

    def test_after_thirty_days_it_goes_for_good(self, desk, drafts, clock):
        draft = drafts.new("pois")
        drafts.keep_revision(draft.id, "pause")
        desk.store.waivers.add(Waiver("w", "crude", "hitto", draft.id, clock()), "hitto")
        drafts.remove(draft.id)
        clock.forward(days=29, hours=23)
        assert len(drafts.trash()) == 1
        clock.forward(hours=1)
        assert drafts.trash() == ()
        with pytest.raises(Fixable):
            drafts.get(draft.id)
        assert desk.store.waivers.all() == ()
        assert desk.store.database.first("SELECT count(*) FROM revisions") == (0,)


class TestPictures:
    """Rows and files of pictures; the copying itself is tested with app.photos."""

    @pytest.fixture(autouse=True)
    def copies(self, monkeypatch):
        import types

        made = iter(range(100))

        def import_photo(path, folder):
            if Path(path).suffix != ".png":
                raise Fixable("photo.not_a_picture", path=path)
            folder.mkdir(exist_ok=True)
            copy = folder / f"copy{next(made)}.jpg"
            copy.write_bytes(b"jpeg")
            return Photo(copy.stem, str(copy), "", 40, 30, 4, "image/jpeg", ("gps", "comment"))

        module = types.SimpleNamespace(import_photo=import_photo)
        monkeypatch.setattr("app.photos", module, raising=False)
        monkeypatch.setitem(sys.modules, "app.photos", module)

    def test_add_describe_remove(self, drafts):
        draft = drafts.new("kuvan kanssa")
        drafts.add_photo(draft.id, "a.png", alt="sininen \ud800 savi")
        first, second = drafts.add_photo(draft.id, "b.png").photos
        assert (first.alt, first.removed, first.width) == ("sininen \ud800 savi", ("gps", "comment"), 40)
        assert Path(first.path).is_file()
        assert drafts.describe_photo(draft.id, second.id, "vihreä").photos[1].alt == "vihreä"
        assert [photo.id for photo in drafts.remove_photo(draft.id, first.id).photos] == [second.id]
        assert [photo.alt for photo in drafts.get(draft.id).photos] == ["vihreä"]

    def test_no_picture_leaves_the_draft_as_it_was(self, drafts, profile):
        draft = drafts.new("kuvan kanssa")
        with pytest.raises(Fixable):
            drafts.add_photo(draft.id, "a.txt")
        with pytest.raises(Fixable):
            drafts.add_photo("nobody", "a.png")
        assert drafts.get(draft.id).photos == ()
        assert not profile.photos.exists()

    def test_files_go_with_the_last_one_who_shows_them(self, drafts, profile):
        draft = drafts.new("kuvan kanssa")
        path = Path(drafts.add_photo(draft.id, "a.png").photos[0].path)
        kept = Path(drafts.add_photo(drafts.new("toinen").id, "b.png").photos[0].path)
        drafts.remove(draft.id, for_good=True)
        assert not path.exists()
        assert kept.exists()

    def test_a_moved_profile_finds_its_pictures(self, desk, drafts, profile, tmp_path):
        draft = drafts.add_photo(drafts.new("matkalla").id, "a.png")
        desk.close()
        moved = profile.root.rename(tmp_path / "elsewhere")
        store = Store(Profile(moved))
        assert Path(store.drafts.get(draft.id).photos[0].path) == moved / "photos" / Path(draft.photos[0].path).name
        store.close()


TYPING = """
import sys
from app.paths import open_profile
from app.desk import Desk
desk = Desk(open_profile())
draft = desk.drafts.new()
print(draft.id, flush=True)
number = 0
while True:
    number += 1
    desk.drafts.save(draft.id, f"{number}:" + "savi " * 400)
    print(number, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a signal of POSIX systems")
@pytest.mark.parametrize("after", [1, 40, 173])
def test_kill_9_loses_no_acknowledged_save(profile, after):
    with subprocess.Popen([sys.executable, "-c", TYPING], cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        draft = child.stdout.readline().strip()
        for _ in range(after):
            acknowledged = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
    acknowledged = int(rest[-1]) if rest else acknowledged
    store = Store(profile)
    assert int(store.drafts.get(draft).text.split(":")[0]) >= acknowledged
    assert store.database.first("PRAGMA integrity_check") == ("ok",)
    store.close()


def test_events(desk):
    heard = []
    desk.listen(heard.append)
    draft = desk.drafts.new("a").id
    desk.drafts.save(draft, "b")
    desk.drafts.remove(draft)
    desk.drafts.restore(draft)
    assert [(event.what, event.id) for event in heard] == [("drafts", draft)] * 4
