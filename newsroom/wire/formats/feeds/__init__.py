"""What the feeds of the web have in common: entries, pictures, addresses."""
