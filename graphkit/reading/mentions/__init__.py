"""Find the mentions of a document: names, nominals and pronouns."""
