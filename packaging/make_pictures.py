# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Save a picture of each view in fi, en, dark and at 200 % to build/pictures; the README's smaller to docs/pictures.

Everything is the real window over a real profile with made-up posts; nothing leaves the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desk import Desk

ROOT = Path(__file__).resolve().parent.parent
LOOKS = (("fi", "light", "1"), ("en", "light", "1"), ("sv", "light", "1"), ("fi", "dark", "1"), ("fi", "light", "2"))
README_WIDTH = 960
README = {"findings": "write", "calendar": "calendar", "photo-care": "photo-care", "accounts-page": "accounts"}
"""Which of the light Finnish views the README shows, and under which name."""
TEXTS = {
    "fi": (
        "Savi ei ole ikävä maalaji. Se on vain hidas.\nKuusi viikkoa luimme painumalevyjä joka tiistai, ja joka "
        "tiistai käyrä näytti samalta. Mietin jo, laskinko jotain väärin. Tänään se viimein taittui, ja pengerrys saa "
        "jatkua.\n"
        "Kiitos Sarille, joka kävi lukemat sateessakin. Minä olisin ehkä luovuttanut marraskuun kohdalla.\n"
        "Miten te selitätte tilaajalle, että odottaminen on joskus parasta suunnittelua?",
        "Kolme viikkoa lupaa odottamassa. Ei tästä perkele mitään tule, kun kukaan ei vastaa.\n"
        "Työnjohtajan numero on 040 123 4567, kysykää häneltä. OIKEASTI NYT JOKU VASTATKAA TÄHÄN VIESTIIN HETI.\n"
        "Kiitos Sarille, joka kävi lukemat sateessakin.",
    ),
    "en": (
        "Clay is not a nasty soil. It is only slow.\nFor six weeks we read the settlement plates every Tuesday, and "
        "every Tuesday the curve looked the same. I wondered if I had got something wrong. Today it bent at last.\n"
        "Thank you Sari for taking the readings in the rain. I might have given up in November.\n"
        "How do you explain to a client that waiting is sometimes the best design?",
        "Three weeks waiting for a permit. This is bullshit, nobody answers.\n"
        "The foreman's number is +358 40 123 4567, ask him. SERIOUSLY WILL SOMEBODY PLEASE ANSWER THIS MESSAGE NOW.\n"
        "Thank you Sari for taking the readings in the rain.",
    ),
    "sv": (
        "Lera är ingen elak jordart. Den är bara långsam.\nI sex veckor läste vi av sättningsplattorna varje tisdag, "
        "och varje tisdag såg kurvan likadan ut. Jag undrade om jag hade räknat fel. I dag vek den äntligen av.\n"
        "Tack Sari, som läste av dem också i regn. Jag hade kanske gett upp i november.\n"
        "Hur förklarar ni för en beställare att det ibland är bäst att vänta?",
        "Tre veckor i väntan på ett lov. Vilken jävla soppa, ingen svarar.\n"
        "Arbetsledarens nummer är 040 123 4567, fråga honom. ALLVARLIGT TALAT NU MÅSTE NÅGON SVARA PÅ DET HÄR.\n"
        "Tack Sari, som läste av dem också i regn.",
    ),
}
MORE = {
    "fi": "\nMittaustapa on kuvattu täällä: https://example.org/painumalevyt @sari.example.com #Pohjarakennus",
    "en": "\nThe method is described here: https://example.org/plates @sari.example.com #FoundationEngineering",
    "sv": "\nMetoden beskrivs här: https://example.org/plattor @sari.example.com #Grundläggning",
}
"""What the preview shows besides: a link, a mention and a hashtag."""


def main() -> int:
    """Take every look in a process of its own: scale and language are fixed when a program starts."""
    out = ROOT / "build" / "pictures"
    out.mkdir(parents=True, exist_ok=True)
    for language, look, scale in LOOKS:
        with tempfile.TemporaryDirectory() as folder:
            env = {
                **os.environ,
                "MUMMO_PROFILE": str(Path(folder) / "profile"),
                "QT_SCALE_FACTOR": scale,
                "QT_QPA_PLATFORM": "offscreen",
                "PYTHONPATH": str(ROOT),
                "LANGUAGE": language,
            }
            command = [sys.executable, __file__, language, look, scale, str(out)]
            status = subprocess.run(command, cwd=ROOT, env=env, check=False, timeout=180).returncode
            if status:
                print(f"no pictures for {language} {look} {scale}: status {status}")
                return 1
    print(f"pictures of {len(LOOKS)} looks are in {out}")
    return 0


def draw_site(path: Path) -> None:
    """Draw the picture of the posts: a boom over a field of clay."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QImage, QPainter, QPolygon

    image = QImage(1600, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#BDD0DE"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, points in (
        ("#80A08A", ((0, 640), (480, 460), (900, 620), (1600, 500), (1600, 900), (0, 900))),
        ("#AA8C70", ((0, 780), (520, 720), (1600, 800), (1600, 900), (0, 900))),
        ("#3E4B60", ((330, 190), (370, 190), (370, 740), (330, 740))),
        ("#3E4B60", ((330, 190), (930, 300), (930, 470), (895, 470), (895, 340), (330, 240))),
    ):
        painter.setBrush(QColor(colour))
        painter.setPen(QColor(colour))
        painter.drawPolygon(QPolygon([QPoint(*point) for point in points]))
    painter.setBrush(QColor("#F0D7A0"))
    painter.setPen(QColor("#F0D7A0"))
    painter.drawEllipse(1200, 150, 150, 150)
    painter.end()
    image.save(str(path))


class Photographer:
    """Drives the real program from picture to picture, each step when the one before has settled."""

    def __init__(self, language: str, look: str, scale: str, out: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from app.paths import open_profile
        from app.settings import Settings
        from ui import theme
        from ui.start import Program

        self.language, self.out = language, out
        self.name = f"{language}-{look}" + ("-200" if scale == "2" else "")
        self.small = scale == "2"
        settings = Settings(open_profile())
        settings.set("language", language)
        settings.set("theme", look)
        self.app = QApplication(["mummo", "-style", "fusion"])
        self.app.setQuitOnLastWindowClosed(False)
        theme.load_fonts()
        self.program = Program(self.app)

    def run(self) -> int:
        from PySide6.QtCore import QTimer

        steps = [
            (400, self.first_run),
            (1500, self.empty),
            (3500, self.write),
            (4500, self.findings),
            (900, self.send),
            (900, self.history),
            (900, self.practice),
            (300, self.open_preview),
            (2500, self.preview),
            (900, self.narrow_preview),
            (900, self.open_photo_care),
            (2500, self.photo_care),
            (300, self.open_accounts),
            (2000, self.accounts_page),
            (300, self.plan),
            (1500, self.calendar),
            (900, self.month),
            (900, self.time_sheet),
            (1500, self.missed),
            (900, self.waiting),
            (600, self.settings),
            (600, self.rhythm),
            (900, self.end),
        ]
        moment = 0
        self.program.begin(None)
        for wait, step in steps:
            moment += wait
            QTimer.singleShot(moment, step)
        return self.app.exec()

    def take(self, view: str) -> None:
        window = self.program._window
        picture = window.grab()
        picture.save(str(self.out / f"{self.name}-{view}.png"))
        if self.name == "fi-light" and view in README:
            from PySide6.QtCore import Qt

            small = picture.scaledToWidth(README_WIDTH, Qt.TransformationMode.SmoothTransformation)
            (ROOT / "docs" / "pictures").mkdir(parents=True, exist_ok=True)
            small.save(str(ROOT / "docs" / "pictures" / f"{README[view]}.png"), None, 0)  # 0: pressed hardest

    def first_run(self) -> None:
        self.take("first-run")
        self.program._starter_chosen("learned")
        if self.small:
            self.program._window.resize(760, 480)
        self.program._bridge.ask(self._accounts)

    @staticmethod
    def _accounts(desk: Desk) -> None:
        desk.accounts.add_by_hand("linkedin")
        desk.accounts.sign_in("practice", {"name": "Aino Kivi"})

    def empty(self) -> None:
        self.take("empty")
        self._type(TEXTS[self.language][0])

    def write(self) -> None:
        self.take("write")
        self.program._window.new_post()
        self._type(TEXTS[self.language][1])

    def findings(self) -> None:
        self.take("findings")
        self.program._window.view().publish()
        self.program._bridge.ask(self._publish)

    def _publish(self, desk: Desk) -> None:
        post = desk.drafts.new(TEXTS[self.language][0])
        account = next(account.id for account in desk.accounts.all() if account.network == "practice")
        desk.sending.queue(post.id, (account,))
        desk.sending.send_due()

    def send(self) -> None:
        self.take("send")
        self._close_sheets()
        self.program._window.show_view("history")

    def history(self) -> None:
        self.take("history")
        self.program._window.sheets.accounts()

    def practice(self) -> None:
        self.take("accounts")

    def open_preview(self) -> None:
        self._close_sheets()
        text = TEXTS[self.language][0].replace("\n", "\n\n") + MORE[self.language]
        picture = self.out / f"{self.name}-site.png"
        draw_site(picture)

        def seed(desk: Desk) -> str:
            places = [desk.accounts.add_by_hand(one, "Aino Kivi") for one in ("mastodon", "bluesky")]
            first = next(one for one in desk.accounts.all() if one.network == "linkedin")
            draft = desk.drafts.new(text, to=(first.id, *(one.id for one in places)))
            desk.drafts.add_photo(draft.id, picture, "Mittauspuomi savikentän yllä")
            picture.unlink()
            return draft.id

        def seeded(draft: str) -> None:
            self.program._window.open_draft(draft)
            self.program._window.preview(draft)

        self.program._bridge.ask(seed, seeded)

    def preview(self) -> None:
        self.take("preview")
        self.program._window.resize(760, 480)

    def narrow_preview(self) -> None:
        self.take("preview-narrow")
        if not self.small:
            self.program._window.resize(1280, 800)
        self.program._window.show_view("write")

    def open_photo_care(self) -> None:
        view = self.program._window.view()
        view.pictures.care(view.photos.lines[0].photo.id)

    def photo_care(self) -> None:
        self.take("photo-care")
        self.program._window.view().pictures.page.close()

    def open_accounts(self) -> None:
        self.program._window.open_settings("accounts")

    def accounts_page(self) -> None:
        self.take("accounts-page")

    # ------------------------------------------------------------ planned and missed

    def plan(self) -> None:
        """Plan some posts for this week and let one be slept over."""
        self.program._bridge.ask(self._plan, self._planned)

    def _plan(self, desk: Desk) -> None:
        from datetime import datetime, timedelta

        from app.desk.times import naive_here
        from app.model import Kind

        zone = desk.schedule.zone()
        now = naive_here(desk.clock(), zone)
        linkedin = next(one.id for one in desk.accounts.all() if one.network == "linkedin")
        lines = [line.strip() for line in TEXTS[self.language][0].splitlines()]
        for number, (line, kind, hour) in enumerate(
            zip(
                lines * 2,
                (Kind.OWN, Kind.THANKS, Kind.REPLY, Kind.NEWS, Kind.QUESTION),
                (9, 11, 12, 10, 14),
                strict=False,
            )
        ):
            day = datetime.combine(now.date() + timedelta(days=1 + number // 2 * 2), now.time())
            wall = day.replace(hour=hour, minute=30 * (number % 2), second=0, microsecond=0)
            draft = desk.drafts.new(line, kind, to=(linkedin,))
            desk.sending.queue(draft.id, (linkedin,), wall=wall.isoformat(timespec="minutes"), zone=zone)

    def _planned(self, _done: None) -> None:
        self.program._window.show_view("calendar")

    def calendar(self) -> None:
        self.take("calendar")
        from ui.widgets.calendar_bar import Mode

        self.program._window.view().show_mode(Mode.MONTH)

    def month(self) -> None:
        self.take("calendar-month")
        self.program._window.sheets.plan("")

    def time_sheet(self) -> None:
        self.take("time")
        self._close_sheets()
        self.program._bridge.ask(self._miss, lambda _done: self._look_for_missed())

    def _miss(self, desk: Desk) -> None:
        """Leave one post as the sender leaves it after a night's sleep, and one that nobody knows about."""
        from datetime import timedelta

        from app.model import State
        from app.store.deliveries import Rest

        account = next(one.id for one in desk.accounts.all() if one.network == "linkedin")
        due = desk.clock() - timedelta(minutes=85)
        for line, rest in (
            (TEXTS[self.language][0], Rest(State.NEEDS_PERSON, "delivery.late", (("minutes", "85"),))),
            (TEXTS[self.language][1], Rest(State.UNCERTAIN, "delivery.looking")),
        ):
            draft = desk.drafts.new(line, to=(account,))
            (one,) = desk.sending.queue(draft.id, (account,), due)
            desk.store.outbox.rest(one.id, (State.SCHEDULED,), rest, due)

    def _look_for_missed(self) -> None:
        self.program._window.activateWindow()
        self.program._window.late.look()

    def missed(self) -> None:
        self.take("missed")
        self._close_sheets()
        self.program._window.show_view("history")

    def waiting(self) -> None:
        self.take("waiting")
        self.program._window.open_settings()

    def settings(self) -> None:
        self.take("settings")
        self.program._window.open_settings("rhythm")

    def rhythm(self) -> None:
        self.take("rhythm")

    def _close_sheets(self) -> None:
        from ui.widgets.sheet import Sheet

        for sheet in self.program._window.findChildren(Sheet):
            sheet.close()

    def end(self) -> None:
        self.program._gone()

    def _type(self, text: str) -> None:
        view = self.program._window.view()
        view.paper.insert(text)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(Photographer(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])).run())
    sys.exit(main())
