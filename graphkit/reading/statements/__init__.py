"""Read statements, stances and roles: who does what to whom, who is for or against whom, who holds which post."""
