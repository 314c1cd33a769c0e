"""Read articles from files of many formats, folders and archives, as values whose text is never changed."""

from graphkit.documents.boilerplate import mark
from graphkit.documents.finding import STANDARD_INPUT, Found, Listed, find, list_files
from graphkit.documents.items import Item
from graphkit.documents.reading import check, make, read, read_item, summarise

__all__ = [
    "STANDARD_INPUT",
    "Found",
    "Item",
    "Listed",
    "check",
    "find",
    "list_files",
    "make",
    "mark",
    "read",
    "read_item",
    "summarise",
]
