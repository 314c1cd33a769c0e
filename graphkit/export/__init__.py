"""Write the graph in the formats that other tools read: the same bytes for the same graph, whatever its store."""

from graphkit.export.formats import FORMATS, Format, find_format, list_prefixes, serialize, tell_format, write

__all__ = ["FORMATS", "Format", "find_format", "list_prefixes", "serialize", "tell_format", "write"]
