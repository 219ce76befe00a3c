"""Pixels and metadata: what a picture file says of itself, and what readers get of it."""
