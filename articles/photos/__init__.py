"""Pixels and metadata: what a picture file says, and what readers get of it."""
