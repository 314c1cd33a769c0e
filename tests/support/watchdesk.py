"""Look once at a folder with a reader that needs no model: a program that is fast enough to be killed many times over.

python watchdesk.py FOLDER OUT
"""

from __future__ import annotations

import sys
from pathlib import Path

import quickdesk

# A worker imports the program again, under another name.
if __name__ in ("__main__", "__mp_main__"):
    quickdesk.install()

if __name__ == "__main__":
    from graphkit import watching

    print("ready", flush=True)  # noqa: T201
    watching.look([Path(sys.argv[1])], Path(sys.argv[2]), watching.Settings(settle=0, everything=True))
