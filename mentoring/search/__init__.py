"""Searching: what a search means, the full-text index, and where found words stand in a text."""
