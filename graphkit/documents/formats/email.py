"""Take articles out of mail messages (RFC 5322)."""

from __future__ import annotations

import email.policy
import re
from collections.abc import Iterator
from datetime import UTC
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from graphkit.documents import paragraphs
from graphkit.documents.content import Content, Unreadable
from graphkit.documents.decoding import decode_declared
from graphkit.documents.formats import html
from graphkit.documents.items import Item
from graphkit.documents.registry import InputFormat
from graphkit.errors import Problem

__all__ = ["FORMATS", "LARGEST", "convert"]

LARGEST = 64 * 1024 * 1024
"""The most bytes that a message may have."""

_HEADER = re.compile(rb"(?:From |[!-9;-~]{1,100}:)")
_LONGEST_HEADER = 8 * 1024
"""Bytes that a header may have; the time that the library takes for one grows faster than its length."""
_LONG_HEADER = re.compile(
    rb"^(Content-(?:Type|Disposition|Transfer-Encoding)|From|Subject|Date):"
    rb"(?:[^\n]|\n[ \t]){%d}" % _LONGEST_HEADER,
    re.I | re.M,
)
_QUOTED = re.compile(r"^>", re.M)
_WRAPPED = 60
"""Characters that the longest line of a message has where its lines are broken for the width."""
_WIDEST = 100


def convert(item: Item, problems: list[Problem]) -> Iterator[Content]:
    """Take the text out of a message: its plain text, else its HTML. Attachments are not followed.

    Raises:
        Unreadable: It is no message, or holds no text; or it is HTML and the extra is not installed.
    """
    if not _HEADER.match(item.data.lstrip(b"\xef\xbb\xbf\r\n")):
        raise Unreadable("no message: its first line is no header")
    if found := _LONG_HEADER.search(item.data):
        name = found[1].decode("ascii")
        raise Unreadable(f"its {name} is longer than {_LONGEST_HEADER >> 10} kB, as no message has it")
    message = BytesParser(policy=email.policy.default).parsebytes(item.data.lstrip(b"\xef\xbb\xbf\r\n"))
    assert isinstance(message, EmailMessage)
    part = _find_part(message, "plain") or _find_part(message, "html")
    if part is None:
        raise Unreadable("the message holds no text")
    text = _read_part(part, item.where, problems)
    name, address = parseaddr(_header(message, "From"))
    yield Content(
        text=text,
        title=" ".join(_header(message, "Subject").split()) or None,
        issued=_read_date(_header(message, "Date")),
        publisher=" ".join((name or address).split()) or None,
    )


def _find_part(message: EmailMessage, kind: str) -> EmailMessage | None:
    """Find the first text of a kind that has any words and is no attachment."""
    for part in message.walk():
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return part
    return None


def _read_part(part: EmailMessage, where: str, problems: list[Problem]) -> str:
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    text = decode_declared(payload, part.get_content_charset(), where=where, problems=problems)
    if part.get_content_subtype() == "html":
        return html.flatten(html.parse(text)).replace("\n", "\n\n") + "\n"
    lines = text.splitlines()
    longest = max((len(line) for line in lines if not line.startswith(("http", "<http"))), default=0)
    if _WRAPPED <= longest <= _WIDEST and not _QUOTED.search(text):
        return "\n\n".join(paragraphs.unwrap(lines)) + "\n"
    return "\n".join(lines).strip("\n") + "\n"


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except Exception:  # the library's parser trips over some malformed headers, in ways of its own
        return ""


def _read_date(value: str) -> str | None:
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if not 1970 <= date.year < 2200:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).isoformat()


FORMATS = (
    InputFormat(
        name="email", suffixes=(".eml",), shown=".eml", read=convert, is_text=False, libraries=("lxml",), limit=LARGEST
    ),
)
