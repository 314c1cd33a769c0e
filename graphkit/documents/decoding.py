"""Turn a file's bytes into text, telling of every guess."""

from __future__ import annotations

import codecs
import re

from graphkit.errors import Problem

__all__ = ["decode", "decode_declared", "detect", "refuse_binary"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\0", "a database"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
)

# Python knows these as encodings of text, but no page or message is in them.
_NO_ENCODINGS = ("unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "utf_7", "mbcs", "oem")

_SAMPLE = 1 << 20
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\v\f\r\x1b") + b"\x7f"
# Two to four bytes that UTF-8 alone makes of one character.
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def refuse_binary(data: bytes) -> str | None:
    """Explain why bytes are not text; None where they may be.

    Args:
        data: The file's bytes, all of them or the first.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return f"is {name}, no plain text; take its text out first"
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide(data):
        return None
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # One stray NUL in an article is an accident; a byte in fifty is a file of another kind.
    if controls * 50 > len(sample):
        return f"is no text: {controls} of its first {len(sample)} bytes are control characters"
    return None


def decode(data: bytes, *, where: str, problems: list[Problem]) -> str:
    """Decode text: UTF-8, or what a byte order mark says, or else the best guess, which is told.

    Args:
        data: The bytes; a byte order mark is no part of the text.
        where: The file's name, for the problems.
        problems: Takes what was guessed.

    Returns:
        The text, line ends as they are.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding, where=where, problems=problems)
    if wide := _wide(data):
        problems.append(Problem(where=where, what=f"has no byte order mark; read as {wide.upper()}, a guess"))
        return data.decode(wide, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        return _guess(data, error, where=where, problems=problems)


def detect(sample: bytes, *, where: str, problems: list[Problem]) -> tuple[str, str]:
    """Find the encoding of text that is too long to hold, by its beginning.

    Args:
        sample: The first bytes, all there are or at least some thousand.
        where: The file's name, for the problems.
        problems: Takes what was guessed.

    Returns:
        The encoding and the name of the error handler, as for `open`.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return {"utf-8": "utf-8-sig"}.get(encoding, encoding[:6]), "replace"
    if wide := _wide(sample):
        problems.append(Problem(where=where, what=f"has no byte order mark; read as {wide.upper()}, a guess"))
        return wide, "replace"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(sample):
            what = f"is not all UTF-8 (byte {error.start}); single bytes were read as Windows-1252, a guess"
            problems.append(Problem(where=where, what=what))
            return "utf-8", _STRAY
        encoding = _name(sample)
        problems.append(Problem(where=where, what=f"is not UTF-8 (byte {error.start}); read as {encoding}, a guess"))
        return encoding, "replace"
    return "utf-8", _STRAY


def decode_declared(data: bytes, declared: str | None, *, where: str, problems: list[Problem]) -> str:
    """Decode text that says in which encoding it is, as pages and messages do.

    Args:
        data: The bytes.
        declared: The encoding's name as it stands there, or None.
        where: The file's name, for the problems.
        problems: Takes what was guessed.
    """
    marked = data.startswith(tuple(mark for mark, _ in _MARKS))
    encoding = None if marked else _look_up(declared)
    if encoding is None or encoding == "utf-8":
        return decode(data, where=where, problems=problems)
    if _MULTIBYTE.search(data):
        try:
            text = data.decode()
        except UnicodeDecodeError:
            pass
        else:
            problems.append(Problem(where=where, what=f"says that it is {declared}, and is UTF-8; read as that"))
            return text
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        damage = f"is not all {declared}, as it says (byte {error.start})"
        what = f"{damage}; what cannot be read became '\N{REPLACEMENT CHARACTER}'"
        problems.append(Problem(where=where, what=what))
        return data.decode(encoding, "replace")


def _look_up(name: str | None) -> str | None:
    """Find Python's name of an encoding of text; as browsers do, Latin-1 is taken for its superset Windows-1252."""
    try:
        encoding = codecs.lookup(name.strip()).name if name else None
        if encoding is None or encoding.replace("-", "_") in _NO_ENCODINGS:
            return None
        b"".decode(encoding)
    except (LookupError, ValueError):
        return None
    return "cp1252" if encoding in ("iso8859-1", "ascii") else encoding


def _decode_marked(data: bytes, encoding: str, *, where: str, problems: list[Problem]) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _guess(data, error, where=where, problems=problems)
        text = data.decode(encoding, "replace")
        damage = f"is damaged {encoding[:6].upper()} (byte {error.start})"
        what = f"{damage}; what cannot be read became '\N{REPLACEMENT CHARACTER}'"
        problems.append(Problem(where=where, what=what))
        return text


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in text of Latin letters every other byte is NUL."""
    sample = data[: 1 << 12]
    half = len(sample) // 2
    if half < 4:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd * 10 > half * 6 and even * 10 < half:
        return "utf-16-le"
    if even * 10 > half * 6 and odd * 10 < half:
        return "utf-16-be"
    return None


def _guess(data: bytes, error: UnicodeDecodeError, *, where: str, problems: list[Problem]) -> str:
    """Decode what is not UTF-8: mixed with it where most of its longer sequences are UTF-8, else another encoding."""
    strays = _count_strays(data)
    if _is_mostly_utf8(data):
        what = f"is not all UTF-8: {strays} bytes, the first at byte {error.start}, were read as Windows-1252, a guess"
        problems.append(Problem(where=where, what=what))
        return data.decode("utf-8", _STRAY)
    encoding = _name(data)
    problems.append(Problem(where=where, what=f"is not UTF-8 (byte {error.start}); read as {encoding}, a guess"))
    return data.decode(encoding, "replace")


def _count_strays(data: bytes) -> int:
    return len(_MULTIBYTE.sub(b"", data).translate(None, bytes(range(128))))


def _is_mostly_utf8(data: bytes) -> bool:
    return 2 * len(_MULTIBYTE.findall(data)) >= _count_strays(data)


def _name(data: bytes) -> str:
    """Name the likeliest encoding; Windows-1252 wherever it is as likely as another, for it is the commonest."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data[:_SAMPLE])
    best = matches.best()
    if best is None or any("cp1252" in match.could_be_from_charset for match in matches):
        return "cp1252"
    return best.encoding


def _read_stray(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    if error.reason == "unexpected end of data":
        return "\N{REPLACEMENT CHARACTER}", error.end
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_STRAY = "graphkit-stray"
codecs.register_error(_STRAY, _read_stray)
