"""The account file: everything of one person, written as one JSON file and read back."""
