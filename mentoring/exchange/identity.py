"""The keys of a person, for the readers of files; models make theirs with the same functions."""

from ..identity import company_key, email_key, name_key, profile_address, profile_key

__all__ = ["company_key", "email_key", "name_key", "profile_address", "profile_key"]
