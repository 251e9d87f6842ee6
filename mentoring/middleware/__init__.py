"""What surrounds every page, in the order in which config/settings.py names it."""
