"""Bytes before any format is known: how large, in which encoding, of what kind."""
