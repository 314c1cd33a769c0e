"""Write the graph in the formats that other tools read: the same bytes for the same graph, whatever its store."""

from graphkit.serialisation.formats import FORMATS, Format, find_format, serialize, write

__all__ = ["FORMATS", "Format", "find_format", "serialize", "write"]
