# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Reading a link's card from real pages on loopback: good and hostile ones, and addresses that are not everybody's."""

from __future__ import annotations

import gzip
import io
import socket
import struct
import tracemalloc
import zlib
from dataclasses import replace
from pathlib import Path

import PIL.Image
import pytest
from fakes.loopback import Play
from fakes.pages import HTML, PAGE, a_site, html, picture, refused

from app import cards
from app.cards import read_card
from app.errors import Fixable, TryLater
from app.photos import leftovers
from app.wire import addresses, pages


@pytest.fixture
def site():
    with a_site() as site:
        yield site


@pytest.fixture
def read(site, tmp_path):
    return lambda path="/juttu": read_card(f"{site.url}{path}", tmp_path / "photos")


@pytest.fixture
def short(monkeypatch):
    """Everything within a second, so that slow pages are soon over."""
    monkeypatch.setattr(cards, "SECONDS", 1.0)
    monkeypatch.setattr(cards, "PAGE", replace(cards.PAGE, read=0.5, total=1.0))
    monkeypatch.setattr(cards, "PICTURE", replace(cards.PICTURE, read=0.5, total=1.0))


def test_a_card_with_its_picture(read, site):
    card = read()
    assert (card.url, card.title) == (f"{site.url}/juttu", "Savi kertoo & kairaaja kuuntelee")
    assert card.description == "Mitä opin tänään"
    assert (card.picture.width, card.picture.height, card.picture.alt) == (80, 60, "Harmaata savea")
    assert leftovers(Path(card.picture.path).read_bytes()) == ()
    assert [asked.path for asked in site.asked] == ["/juttu", "/kuvat/savi.png"]
    assert not any("cookie" in asked.headers or "authorization" in asked.headers for asked in site.asked)


def test_a_big_picture_is_kept_small(read, site):
    noise = PIL.Image.effect_noise((3000, 1500), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=60)
    site.plays["/savi.png"] = [Play(body=out.getvalue(), headers={"Content-Type": "image/jpeg"})]
    found = read().picture
    assert max(found.width, found.height) <= 1200
    assert 0 < found.bytes <= 1_000_000


# ------------------------------------------------------------ pages that are none


@pytest.mark.parametrize(
    ("play", "code"),
    [
        (Play(status=404, headers=HTML), "card.refused"),
        (Play(status=500, headers=HTML), "card.refused"),
        (Play(body=b"%PDF-1.7", headers={"Content-Type": "application/pdf"}), "card.not_a_page"),
        (Play(body=b"{}", headers={"Content-Type": "application/json"}), "card.not_a_page"),
        (html("<p>ei päätä</p>"), "card.says_nothing"),
        (html(""), "card.says_nothing"),
        (html("<html><body><h1>Ei otsikkoa</h1></body></html>"), "card.says_nothing"),
        (Play(how="lost"), "card.no_answer"),
        (Play(how="nothing"), "card.no_answer"),
        (Play(how="drip"), "card.no_answer"),
        (Play(how="half", body=b"<title>puolik", headers=HTML), "card.no_answer"),
        (Play(body=b"not gzip", headers={**HTML, "Content-Encoding": "gzip"}), "card.no_answer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_page_that_gives_no_card_says_why(read, site, short, tmp_path, play, code):
    site.plays["/juttu"] = [play]
    assert refused(read) == code
    assert not site.outlasted
    assert not list(tmp_path.glob("photos/*"))


def test_an_endless_page_is_read_to_its_head(read, site, short):
    site.plays["/juttu"] = [html(PAGE + "<p>loputon</p>" * 200_000)]
    assert read().title.startswith("Savi")


def test_a_page_that_stalls_after_its_head_is_enough(read, site):
    site.plays["/juttu"] = [html(PAGE.ljust(20_000) + " " * 50, **{"Content-Length": "900000"})]
    assert read().title.startswith("Savi")


def test_one_line_of_a_megabyte_without_a_head(read, site):
    site.plays["/juttu"] = [html("<title>Rivi</title>" + "a" * (3 << 20))]
    assert read().title == "Rivi"
    site.plays["/juttu"] = [html("a" * (3 << 20) + "<title>Liian kaukana</title>")]
    assert refused(read) == "card.says_nothing"


def test_a_bomb_in_a_page_is_never_unpacked(read, site):
    bomb = gzip.compress(b"<title>pommi</title>" + b" " * (200 << 20))
    site.plays["/juttu"] = [html(bomb, **{"Content-Encoding": "gzip"})]
    tracemalloc.start()
    assert read().title == "pommi"
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 << 20


def huge_png(side):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    rows = zlib.compress(b"\0" * (side * (side // 8 + 1)), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "play",
    [
        Play(status=404),
        Play(how="nothing"),
        Play(how="trickle"),
        Play(body=b"<svg/>", headers={"Content-Type": "image/svg+xml"}),
        Play(body=picture()[:60], headers={"Content-Type": "image/png"}),
        Play(body=picture() + b"0" * 5_000_000, headers={"Content-Type": "image/png"}),
        Play(body=huge_png(13_000), headers={"Content-Type": "image/png"}),
        Play(status=302, headers={"Location": "https://10.0.0.1/savi.png"}),
    ],
    ids=["404", "silent", "slow", "svg", "broken", "too big", "bomb", "redirect"],
)
def test_a_picture_that_can_not_be_had_is_left_out(read, site, short, tmp_path, play):
    site.plays["/savi.png"] = [play]
    card = read()
    assert (card.title, card.picture) == ("Savi kertoo & kairaaja kuuntelee", None)
    assert not list(tmp_path.glob("photos/*"))


@pytest.mark.parametrize(
    "source",
    [
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "http://127.0.0.1:9/x.png",
        "//10.0.0.1/x",
        "http://[",
        "x\0y",
    ],
)
def test_a_picture_elsewhere_is_not_asked_for(read, site, source):
    site.plays["/juttu"] = [html(f'<title>Sivu</title><meta property="og:image" content="{source}">')]
    assert read().picture is None
    assert site.paths() in (["juttu"], ["juttu", "x%00y"])


def test_a_base_moves_the_picture(read, site):
    site.plays["/juttu"] = [
        html('<title>S</title><base href="/muualla/"><meta property="og:image" content="savi.png">')
    ]
    assert read().picture
    assert site.asked[-1].path == "/muualla/savi.png"


# ------------------------------------------------------------ addresses


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://example.com/",
        "data:text/html,x",
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/",
        "http://10.0.0.1/",
        "https://10.0.0.1/",
        "https://[fd00::1]/",
        "https://2130706433/",
        "http://example.com/",
        "http://localhost:9/",
        "http://127.0.0.1:9/",
        "https://user:pass@example.com/",
        "//10.0.0.1/",
        "http://[",
    ],
)
def test_a_redirect_to_a_closed_place_is_not_followed(read, site, place):
    site.plays["/juttu"] = [Play(status=302, headers={"Location": place})]
    assert refused(read) == "card.closed_address"
    assert site.paths() == ["juttu"]


def test_three_redirects_are_followed_and_no_more(read, site):
    for number in range(5):
        site.plays[f"/{number}"] = [Play(status=301, headers={"Location": f"/{number + 1}"})]
    site.plays["/3"] = [html(PAGE)]
    assert read("/0").title.startswith("Savi")
    assert site.paths()[:4] == ["0", "1", "2", "3"]
    site.plays["/3"] = [Play(status=301, headers={"Location": "/4"})]
    site.asked.clear()
    assert refused(read, "/0") == "card.closed_address"
    assert site.paths() == ["0", "1", "2", "3"]


PRIVATE = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.100.100.200", "0.0.0.0",
           "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "::ffff:10.0.0.1",
           "64:ff9b::a00:1", "2002:a00:1::", "ff02::1", "not an address"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_everybodys(address):
    assert not addresses.is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"]
)
def test_addresses_that_are_everybodys(address):
    assert addresses.is_public(address)


@pytest.fixture
def names(monkeypatch):
    """A resolver that answers as told, and a network where only the addresses asked for are noted."""
    answers, tried = {}, []

    def resolve(host, port, *args, **kwargs):
        known = answers[host].pop(0) if len(answers[host]) > 1 else answers[host][0]
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in known
        ]

    def connect(self, address):
        tried.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    for proxy in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(proxy, raising=False)
    return answers, tried


@pytest.mark.parametrize("address", PRIVATE[:-1])
def test_a_name_that_leads_to_a_private_address_is_refused_before_a_connection(names, tmp_path, address):
    answers, tried = names
    answers["paha.example"] = [["93.184.216.34", address]]
    assert refused(read_card, "https://paha.example/", tmp_path) == "card.closed_address"
    assert tried == []


def test_a_name_that_changes_its_mind_gains_nothing(names, tmp_path):
    answers, tried = names
    answers["paha.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    assert refused(read_card, "https://paha.example/", tmp_path) == "card.no_answer"
    assert tried == ["93.184.216.34"]


def test_http_links_are_asked_for_by_https(names, tmp_path, monkeypatch):
    answers, _ = names
    answers["vanha.example"] = [["93.184.216.34"]]
    asked = []
    monkeypatch.setattr(cards, "read_page", lambda url, *rest: asked.append(url) or pages.read_page(url, *rest))
    refused(read_card, "http://vanha.example/ääni?q=ö#loppu", tmp_path)
    refused(read_card, "http://vanha.example:8080/", tmp_path)
    assert asked == ["https://vanha.example/ääni?q=ö#loppu", "http://vanha.example:8080/"]
    assert pages.as_ascii(asked[0]) == "https://vanha.example/%C3%A4%C3%A4ni?q=%C3%B6"


def test_a_proxy_is_not_asked_for_private_names(names, tmp_path, monkeypatch):
    answers, tried = names
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    answers["sisäinen.example"] = answers["xn--sisinen-5wa.example"] = [["10.0.0.1"]]
    answers["127.0.0.1"] = [["127.0.0.1"]]
    assert refused(read_card, "https://xn--sisinen-5wa.example/", tmp_path) == "card.closed_address"
    assert tried == []


def test_names_in_other_letters_go_as_idna():
    assert pages.as_ascii("https://ääni.example/ä") == "https://xn--ni-uiaa.example/%C3%A4"
    assert pages.as_ascii("https://" + "ä" * 80 + ".example/") == ""


def test_reading_later_is_said_as_later(tmp_path, names):
    answers, _ = names
    answers["hiljaa.example"] = [["93.184.216.34"]]
    with pytest.raises(TryLater):
        read_card("https://hiljaa.example/", tmp_path)
    with pytest.raises(Fixable):
        read_card("https://10.0.0.1/", tmp_path)
