"""Contacts and whole accounts, in from files and out as files."""
