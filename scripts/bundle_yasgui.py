"""Bring the editor of the page for queries: `python scripts/bundle_yasgui.py`.

YASQE (MIT, Zazuko) comes from the npm registry that npm is set up with, and is checked against the hash below. It is no
part of the repository; where it is missing, the page has a plain text field. YASGUI's tables (YASR) are not taken: they
read the texts of an answer as HTML, and only the page's policy kept what stood in them from running.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "graphkit" / "server" / "static" / "yasgui"
PACKAGE = "@zazuko/yasqe@4.6.2"
HASH = "83iCLuBIgU04KBIaibxZTjKvrXD6sEe/+aqsHxLb4+ZVD4eaUwh5hFJEetuWkiKBY6WxTjVOmhKXvh2AAOR14g=="


def main() -> int:
    """Fetch, check and unpack; leave with 1 where that fails, and nothing changed."""
    npm = shutil.which("npm")
    if npm is None:
        print("bundle_yasgui: there is no npm; the page for queries will be the plain one", file=sys.stderr)
        return 1
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, PACKAGE]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"bundle_yasgui: {PACKAGE}: {run.stderr.strip()}", file=sys.stderr)
            return 1
        packed = Path(folder) / run.stdout.split()[-1]
        found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if found != HASH:
            print(f"bundle_yasgui: {PACKAGE} is not what it was: sha512-{found}", file=sys.stderr)
            return 1
        with tarfile.open(packed) as archive:
            for name in ("yasqe.min.js", "yasqe.min.css"):
                member = archive.extractfile(f"package/build/{name}")
                if member is None:
                    raise SystemExit(f"bundle_yasgui: {PACKAGE} has no {name}")
                files[name] = member.read()
    TARGET.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        # a map that is not there would be asked for
        (TARGET / file).write_bytes(b"\n".join(line for line in data.split(b"\n") if b"sourceMappingURL" not in line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
