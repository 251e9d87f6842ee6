"""Days in British English: months in full."""

DATE_FORMAT = "j F Y"
