# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Starts the window: application, look, language, profile, crash note. Heavy libraries wait for the first frame."""

from __future__ import annotations

import gc
import os
import sys
from types import TracebackType

from PySide6.QtCore import QLoggingCategory, QObject, QSize, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import AppError, Fixable, ProfileUnusable
from app.paths import Profile, open_profile
from app.wording import current, system_language, t, use
from ui import theme
from ui.bridge import Bridge

EXIT_AFTER_PAINT = "MUMMO_EXIT_AFTER_PAINT"


def run(words: list[str]) -> int:
    """Open the window and return the exit status: 0, 2 for unknown words, 4 for a profile that can't be used."""
    gc.disable()  # until the first frame: collecting while importing costs 20 ms and finds nothing
    use(system_language())
    try:
        root = _profile_of(words)
    except Fixable as error:
        sys.stderr.write(t(error.code, **error.facts) + "\n")
        return error.status
    QLoggingCategory.setFilterRules("qt.qpa.services.warning=false")  # would print whole addresses, the text in them
    app = QApplication(["mummo", "-style", "fusion"])
    app.setApplicationName("mummo")
    app.setApplicationDisplayName(t("app.name"))
    app.setDesktopFileName("mummo")
    app.setQuitOnLastWindowClosed(False)
    theme.load_fonts()
    program = Program(app)
    QTimer.singleShot(0, lambda: program.begin(root))
    return app.exec()


def _profile_of(argv: list[str]) -> str | None:
    """Return the folder named by --profile. Raises Fixable for a word the window does not know."""
    words = list(argv)
    root = None
    while words:
        word = words.pop(0)
        if word == "--profile" and words:
            root = words.pop(0)
        elif word.startswith("--profile=") and len(word) > len("--profile="):
            root = word.partition("=")[2]
        else:
            raise Fixable("start.unknown_word", word=word)
    return root


class Program(QObject):
    """Owns bridge and window, and what is said when something does not go as it should."""

    def __init__(self, app: QApplication) -> None:
        """Take bugs over from Python's own handler."""
        super().__init__(app)
        self._app = app
        self._profile: Profile | None = None
        self._bridge: Bridge | None = None
        self._window: QWidget | None = None
        self._note: QWidget | None = None
        self._told: set[tuple[str, int]] = set()
        self._started = False
        sys.excepthook = self._excepthook

    def begin(self, root: str | None) -> None:
        """Open the profile's window, or bring an open one to the front, or say why neither works."""
        from ui.single import raise_first

        try:
            self._profile = open_profile(root)
            if raise_first(self._profile):
                self._app.exit(0)
                return
            self._bridge = Bridge(self._profile, self)
        except ProfileUnusable as error:
            theme.follow(self._app, "system")
            self._unusable(error)
            return
        self._bridge.unusable.connect(self._unusable)
        self._bridge.crashed.connect(self.say_fault)
        use(str(self._bridge.settings["language"]) or system_language())
        theme.follow(self._app, str(self._bridge.settings["theme"]))
        self._show_window()

    def _show_window(self) -> None:
        assert self._bridge is not None  # noqa: S101 made in begin, before any window
        if self._bridge.settings["first_run_done"]:
            self._show_main()
            return
        from ui.dialogs.first_run import FirstRun

        page = FirstRun(self._bridge)
        page.setWindowTitle(t("app.name"))
        page.setMinimumSize(*theme.tokens()["size"]["window_min"])
        page.resize(QSize(*theme.tokens()["size"]["window"]).boundedTo(page.screen().availableSize()))
        page.start_wanted.connect(self._starter_chosen)
        page.language_chosen.connect(self._first_language)
        self._replace(page)
        self._bridge.ask(lambda desk: bool(desk.accounts.all() or desk.drafts.rows(1)), self._knows)
        QTimer.singleShot(0, self, self._painted)
        QTimer.singleShot(0, self, self._furnished)

    def _knows(self, begun: bool) -> None:
        """Go on to the window where the command line has begun: what is planned there must not wait for a greeting."""
        if begun and self._bridge is not None and not self._bridge.settings["first_run_done"]:
            self._bridge.choose("first_run_done", True)
            self._show_main()

    def _show_main(self, starter: str | None = None) -> None:
        from ui.window import Window

        assert self._bridge is not None  # noqa: S101 made in begin, before any window
        window = Window(self._bridge, starter)
        window.painted.connect(self._painted)
        window.furnished.connect(self._furnished)
        window.language_wanted.connect(self._language_chosen)
        window.gone.connect(self._gone)
        self._replace(window)

    def _replace(self, window: QWidget) -> None:
        before, self._window = self._window, window
        if before is not None:
            window.setGeometry(before.geometry())
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()

    # ------------------------------------------------------------ after the first frame

    @Slot()
    def _painted(self) -> None:
        if os.environ.get(EXIT_AFTER_PAINT) == "1":
            os._exit(0)  # a measurement ends here; nothing was opened yet

    @Slot()
    def _furnished(self) -> None:
        if self._started or self._bridge is None or self._profile is None:
            return
        self._started = True
        if os.environ.get(EXIT_AFTER_PAINT) == "view":
            os._exit(0)  # as above, with the write view on the screen
        self._bridge.start()
        QTimer.singleShot(0, self, self._settle_in)

    def _settle_in(self) -> None:
        """Do what nobody waits for: tidying memory, program icon, Qt's own words, listening for a second window."""
        from PySide6.QtGui import QIcon

        from ui.single import First

        gc.freeze()
        gc.enable()
        icon = QIcon(theme.art("app-icon-32", 32))
        icon.addPixmap(theme.art("app-icon", 256))
        self._app.setWindowIcon(icon)
        self._translate()
        if self._profile is not None:
            self._first = First(self._profile, self)
            self._first.raise_wanted.connect(self._raise)

    def _translate(self) -> None:
        from PySide6.QtCore import QLibraryInfo, QTranslator

        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{current()}", folder):
            self._app.installTranslator(translator)

    @Slot()
    def _raise(self) -> None:
        if self._window is not None:
            self._window.showNormal() if self._window.isMinimized() else self._window.show()
            self._window.raise_()
            self._window.activateWindow()

    # ------------------------------------------------------------ wishes of the windows

    @Slot(str)
    def _starter_chosen(self, starter: str) -> None:
        assert self._bridge is not None  # noqa: S101 made in begin, before any window
        self._bridge.choose("first_run_done", True)
        self._show_main(starter)

    @Slot(str)
    def _first_language(self, language: str) -> None:
        use(language)
        if self._bridge is not None:
            self._bridge.choose("language", language)

    @Slot(str)
    def _language_chosen(self, language: str) -> None:
        use(language or system_language())
        self._translate()
        self._show_main()

    @Slot()
    def _gone(self) -> None:
        if self._bridge is not None:
            self._bridge.close()
        if self._started and hasattr(self, "_first"):
            self._first.close()
        self._app.exit(0)

    # ------------------------------------------------------------ what does not go as it should

    @Slot(object)
    def _unusable(self, error: AppError) -> None:
        from ui.widgets.note import Note

        note = Note(t("note.profile"), t(error.code, **error.facts))
        note.close_wanted.connect(lambda: self._app.exit(error.status))
        note.destroyed.connect(lambda: self._app.exit(error.status))
        self._note = note
        if self._window is not None:
            self._window.hide()
        note.show()

    def _excepthook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._app.exit(130)
            return
        self.say_fault(error)

    @Slot(object)
    def say_fault(self, error: BaseException) -> None:
        """Note a bug in the log and say that the text is safe; one note at a time, and one for each place in the code.

        A bug that comes back at every pause in the typing must not take the paper away each time.
        """
        from app.log import record_fault
        from ui.widgets.note import Note

        log = record_fault(self._profile, error) if self._profile is not None else None
        place = _place_of(error)
        if self._note is not None or place in self._told:
            return
        self._told.add(place)
        details = t("note.log", path=log) if log is not None else ""
        note = Note(t("note.fault"), t("note.fault_more"), details, may_go_on=True)
        note.close_wanted.connect(self._close_all)
        note.destroyed.connect(self._note_gone)
        self._note = note
        note.appear_over(self._window)

    @Slot()
    def _note_gone(self) -> None:
        self._note = None

    @Slot()
    def _close_all(self) -> None:
        if self._note is not None:
            self._note.close()
        if self._window is None or not self._window.isVisible():
            self._gone()
        else:
            self._window.close()


def _place_of(error: BaseException) -> tuple[str, int]:
    """Return the file and line where an exception came from; ("", 0) if it was never raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace is not None else ("", 0)
