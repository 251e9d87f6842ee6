"""What people type, and what changed between two texts."""
