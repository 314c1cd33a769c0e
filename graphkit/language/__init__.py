"""Parse the text of documents, and look up the words of a language."""
