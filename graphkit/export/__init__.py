"""Write the graph in the formats that other tools read: the same bytes for the same graph, whatever its store."""

from graphkit.export.registry import FORMATS, OutputFormat, find_format, find_format_of, list_prefixes, serialize, write

__all__ = ["FORMATS", "OutputFormat", "find_format", "find_format_of", "list_prefixes", "serialize", "write"]
