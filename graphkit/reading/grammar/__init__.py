"""What every rule asks of a parse: heads, clauses, quotation marks, dates."""
