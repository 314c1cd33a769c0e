"""What people find of what was read: kept, carried out, and never mixed up with it."""
