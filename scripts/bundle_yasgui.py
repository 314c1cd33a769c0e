"""Bring the editor and the tables of the page for queries: `python scripts/bundle_yasgui.py`.

YASQE and YASR (MIT, Zazuko) come from the npm registry that npm is set up with, and are checked against the hashes
below. They are no part of the repository; where they are missing, the page has a plain text field and a plain table.
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
PACKAGES = {
    "yasqe": (
        "@zazuko/yasqe@4.6.2",
        "83iCLuBIgU04KBIaibxZTjKvrXD6sEe/+aqsHxLb4+ZVD4eaUwh5hFJEetuWkiKBY6WxTjVOmhKXvh2AAOR14g==",
    ),
    "yasr": (
        "@zazuko/yasr@4.6.2",
        "eiMaX6Uhc/yI42uMZin7RqgYAPZ8vGwyMRIAceO/RW7B6JuKA8KvvlgCrgag9AoGU8SC4Z9gQwQZ9SDUT6XUZA==",
    ),
}


def main() -> int:
    """Fetch, check and unpack; leave with 1 where that fails, and nothing changed."""
    npm = shutil.which("npm")
    if npm is None:
        print("bundle_yasgui: there is no npm; the page for queries will be the plain one", file=sys.stderr)
        return 1
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (package, wanted) in PACKAGES.items():
            command = [npm, "pack", "--silent", "--pack-destination", folder, package]
            run = subprocess.run(command, capture_output=True, text=True, check=False)
            if run.returncode:
                print(f"bundle_yasgui: {package}: {run.stderr.strip()}", file=sys.stderr)
                return 1
            packed = (Path(folder) / run.stdout.split()[-1]).read_bytes()
            found = base64.b64encode(hashlib.sha512(packed).digest()).decode()
            if found != wanted:
                print(f"bundle_yasgui: {package} is not what it was: sha512-{found}", file=sys.stderr)
                return 1
            with tarfile.open(Path(folder) / run.stdout.split()[-1]) as archive:
                for suffix in ("min.js", "min.css"):
                    member = archive.extractfile(f"package/build/{name}.{suffix}")
                    if member is None:
                        raise SystemExit(f"bundle_yasgui: {package} has no {name}.{suffix}")
                    files[f"{name}.{suffix}"] = member.read()
    TARGET.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        # a map that is not there would be asked for
        (TARGET / file).write_bytes(b"\n".join(line for line in data.split(b"\n") if b"sourceMappingURL" not in line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
