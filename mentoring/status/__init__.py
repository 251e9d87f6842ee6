"""Where the search stands: records, counts, stages, what to do next and what is stuck."""
