"""Read who does what to whom, who stands for or against whom, and who holds which post."""
