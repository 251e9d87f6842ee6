"""Days: as people speak of them, working days, and days in a rhythm."""
