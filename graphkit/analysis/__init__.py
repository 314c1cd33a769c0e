"""What can be told of a whole graph: its network of parties and claims, who is central, who is taken for whom."""
