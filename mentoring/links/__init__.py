"""Addresses for others: the secret in a private link, and how this instance is reached from outside."""
