"""Resolve identity: which chains, in one document and across documents, are the same entity."""
