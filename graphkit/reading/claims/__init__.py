"""Read claims: cues in their constructions, quotations, sources, and the axes of each claim."""
