"""What the processes of the server share: loaded once, before they are forked, and never by the server itself."""

from __future__ import annotations

from graphkit.asking import load

load()
