"""Take what a page sends of a person's answer, and check each field of it; every refusal says why in one line."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date

from graphkit.errors import InputError
from graphkit.model.decisions import Author, Reference

__all__ = ["Answer", "parse"]

_NAME = 80
_WHY = 500


class Answer:
    """The fields of an answer.

    Args:
        fields: The fields as they were sent.
    """

    def __init__(self, fields: Mapping[str, object]) -> None:
        self._fields = fields

    def read(self, name: str, most: int, *, needed: bool = False) -> str:
        """Read a field as one line of text, without control characters.

        Args:
            name: The field.
            most: How many characters it may have.
            needed: Whether it may not be empty.

        Raises:
            InputError: It is no text, too long, or empty where it may not be.
        """
        given = self._fields.get(name, "")
        if not isinstance(given, str):
            raise InputError(f"the field {name!r} is no text")
        if len(given) > 4 * most:
            raise InputError(f"the field {name!r} is longer than {most:,} characters")
        try:
            given.encode()
        except UnicodeEncodeError:
            raise InputError(f"the field {name!r} is no valid text") from None
        # a control or a bidirectional override would make another thing of a row than what stands in it
        kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") else c for c in given)
        text = " ".join(kept.split())
        if len(text) > most:
            raise InputError(f"the field {name!r} is longer than {most:,} characters")
        if needed and not text:
            raise InputError(f"the field {name!r} is empty")
        return text

    def read_raw(self, name: str) -> str:
        """Read a field as it stands, with its lines; of characters it may have as many as the request.

        Raises:
            InputError: It is no text.
        """
        given = self._fields.get(name, "")
        if not isinstance(given, str):
            raise InputError(f"the field {name!r} is no text")
        try:
            given.encode()
        except UnicodeEncodeError:
            raise InputError(f"the field {name!r} is no valid text") from None
        return given

    def read_place(self, name: str) -> Reference:
        """Read a field that names a place in an article.

        Raises:
            InputError: It names none.
        """
        try:
            return Reference.parse(self.read(name, 200, needed=True))
        except ValueError as error:
            raise InputError(str(error)) from None

    def read_author(self) -> Author:
        """Read who answers, and why; the day is today.

        Raises:
            InputError: Nobody is named.
        """
        if not self.read("who", _NAME):
            raise InputError("nobody is named: say who answers")
        return Author(who=self.read("who", _NAME), when=date.today().isoformat(), why=self.read("why", _WHY))


def parse(body: bytes) -> Answer:
    """Parse the body of a request.

    Raises:
        InputError: It is no object of JSON.
    """
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise InputError("the answer is no JSON") from None
    if not isinstance(fields, dict):
        raise InputError("the answer is no JSON object")
    return Answer(fields)
