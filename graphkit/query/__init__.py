"""Ask the graph: named questions, SPARQL text, and the part of a graph that a question is about."""
