"""Cut mailboxes (mbox, RFC 4155) into messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from graphkit.documents.content import Unreadable, quarantine
from graphkit.documents.formats import email
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["FORMATS", "find_messages"]

_LONGEST_LINE = 1 << 20
_LONGEST_HEAD = 64 * 1024
_ID = re.compile(rb"^Message-ID:\s*<([!-;=?-~]{3,250})>", re.I | re.M)


def find_messages(file: IO[bytes], name: str, where: str, problems: list[Problem]) -> Iterator[Item]:
    """Cut a mailbox into its messages.

    Args:
        file: The open file, which can be read once.
        name: Its path below the input.
        where: The file, for messages.
        problems: Takes which messages were left out.

    Raises:
        Unreadable: It does not begin as a mailbox does.
    """
    line = file.readline(_LONGEST_LINE)
    if line and not line.startswith(b"From "):
        raise Unreadable("no mailbox: its first line does not begin with 'From '")
    most = email.LARGEST
    number = 0
    while line:
        number += 1
        lines: list[bytes] = []
        size = 0
        blank = False
        while (line := file.readline(_LONGEST_LINE)) and not (blank and line.startswith(b"From ")):
            blank = line in (b"\n", b"\r\n")
            size += len(line)
            if size <= most:
                lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line[:1] == b">" else line)
        here = f"{where}, message {number}"
        if size > most:
            problems.append(quarantine(here, f"more than {most >> 20} MB"))
        else:
            data = b"".join(lines)
            yield Item(identifier=_find_id(data) or f"{name}:{number}", where=here, form="email", data=data)


def _find_id(message: bytes) -> str:
    """Find what a message calls itself: its number changes when one before it is removed."""
    head = re.split(rb"\r?\n\r?\n", message[:_LONGEST_HEAD], maxsplit=1)[0]
    found = _ID.search(head)
    return found[1].decode("ascii") if found else ""


FORMATS = (InputFormat(name="mbox", suffixes=(".mbox",), shown=".mbox", cut=find_messages),)
