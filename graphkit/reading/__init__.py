"""Read one parsed document: its mentions, claims, coreference, statements, stances and roles."""
