"""Query parses: heads, clauses, quotation marks, dates."""
