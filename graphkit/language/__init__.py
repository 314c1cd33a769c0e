"""A document’s text, parsed: tokens, tags, dependencies and names, and what is known of a language’s words."""
