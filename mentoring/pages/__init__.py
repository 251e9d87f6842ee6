"""What one page shows, decided here; the templates only print."""
