"""Read a parsed document: its mentions, claims, statements, stances and roles."""
