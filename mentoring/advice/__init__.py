"""What the product advises: criteria, prompts and clauses worth starting from, and what research found."""
