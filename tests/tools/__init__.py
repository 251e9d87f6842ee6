"""What the developers' commands run: the lock's check, the measures of the house, mutants, pictures."""
