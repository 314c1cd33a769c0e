"""Read articles from text files, JSON Lines and folders of them, as values whose text is never changed."""

from graphkit.documents.boilerplate import mark
from graphkit.documents.reading import STANDARD_INPUT, check, make, read

__all__ = ["STANDARD_INPUT", "check", "make", "mark", "read"]
