# SPDX-FileCopyrightText: 2026 The Mummo authors
# SPDX-License-Identifier: MIT
"""Make dist/mummo_VERSION_amd64.deb: the bundle, menu entry, icons, manual page and notices; no maintainer scripts.

--fast packs loosely (for tests); without it xz makes the smallest file (for releases).
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import bundle
from environment import ROOT, Cannot
from notices import texts

from app import VERSION

SOURCE = ROOT / "packaging" / "deb"
SIZES = (32, 48, 64, 128, 256)
ALSO = ("fontconfig-config", "ca-certificates")
"""Not linked, but asked for at run time: where fonts are looked up, whom TLS trusts."""

CONTROL = """\
Package: mummo
Version: {version}
Architecture: amd64
Maintainer: The Mummo authors <mummo@example.invalid>
Installed-Size: {size}
Depends: {depends}
Recommends: gnome-keyring | kwalletmanager
Section: editors
Priority: optional
Description: write about your work under your own name
 An editor for posts to professional and social networks. While you write,
 Mummo gently asks whether your grandmother would be fine seeing this, and
 which hat speaks: work or me. Everything is read on this machine, nothing is
 ever blocked, and nothing is sent before you press the button.
"""


def tree(folder: Path, program: Path) -> None:
    """Lay the package out below `folder`."""
    share = folder / "usr" / "share"
    shutil.copytree(program, folder / "usr" / "lib" / "mummo", symlinks=True)
    (folder / "usr" / "bin").mkdir(parents=True)
    (folder / "usr" / "bin" / "mummo").symlink_to("../lib/mummo/mummo")
    for name, place in (("mummo.desktop", "applications"), ("mummo.metainfo.xml", "metainfo")):
        put(SOURCE / name, share / place / name)
    put(ROOT / "resources" / "mummo" / "app-icon.svg", share / "icons/hicolor/scalable/apps/mummo.svg")
    icons(share / "icons" / "hicolor")
    packed(SOURCE / "mummo.1", share / "man" / "man1" / "mummo.1.gz")
    documents(share / "doc" / "mummo")


def documents(folder: Path) -> None:
    """Put the licence, everybody else's licences and the changes where Debian wants them."""
    put(SOURCE / "copyright", folder / "copyright")
    packed(ROOT / "CHANGELOG.md", folder / "changelog.gz")
    for name, text in texts().items():
        target = folder / "third-party" / f"{name}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def put(source: Path, target: Path) -> None:
    """Copy one file, folders made on the way."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def packed(source: Path, target: Path) -> None:
    """Copy one text gzipped, without the time of day in it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(source.read_bytes(), 9, mtime=0))


def icons(folder: Path) -> None:
    """Draw the program's icon in the sizes that older menus want."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    for size in SIZES:
        drawing = "app-icon-32.svg" if size <= 32 else "app-icon.svg"
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        QSvgRenderer(str(ROOT / "resources" / "mummo" / drawing)).render(painter)
        painter.end()
        target = folder / f"{size}x{size}" / "apps" / "mummo.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        image.save(str(target))
    del application


def rights(folder: Path) -> None:
    """Give every file the rights Debian expects, whatever the umask of the build was."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or bundle.starts_like_elf(path) else 0o644)


def pack(folder: Path, target: Path, fast: bool) -> None:
    """Write the .deb."""
    squeeze = ["-Zzstd", "-z3"] if fast else ["-Zxz", "-z6", "--threads-max=2"]
    target.parent.mkdir(exist_ok=True)
    command = ["dpkg-deb", "--root-owner-group", *squeeze, "--build", str(folder), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=bundle.surroundings())


def size_of(folder: Path) -> int:
    """Return the kilobytes the files below `folder` hold."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) // 1024


def main(words: list[str]) -> int:
    """Build, lay out, pack and say where it is."""
    work = ROOT / "build" / "deb"
    program = bundle.freeze(work)
    bundle.strip(program)
    gone = bundle.drop_unneeded(program)
    depends = ["libc6 (>= 2.34)", *bundle.debian_packages(bundle.outside(program)), *ALSO]
    depends = [name for name in depends if name != "libc6"]
    target = ROOT / "dist" / f"mummo_{VERSION}_amd64.deb"
    with tempfile.TemporaryDirectory(prefix="mummo-deb-") as made:
        folder = Path(made) / "mummo"
        tree(folder, program)
        rights(folder)
        control = CONTROL.format(version=VERSION, size=size_of(folder), depends=", ".join(depends))
        (folder / "DEBIAN").mkdir()
        (folder / "DEBIAN" / "control").write_text(control)
        pack(folder, target, "--fast" in words)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.0f} MB, installed {size_of(program) // 1024} MB")
    print(f"needs: {', '.join(depends)}\nleft behind: {len(gone)} libraries of the build machine")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Cannot as reason:
        sys.exit(str(reason))
