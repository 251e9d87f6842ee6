"""Who is the same person: by which keys one recognises somebody, and how far two descriptions agree."""
