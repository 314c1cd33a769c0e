"""RDF: extractions and entities written as quads, their provenance, and checks on them."""
