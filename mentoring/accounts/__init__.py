"""Accounts: who may sign up, where somebody is signed in, and what they sent after their session had ended."""
