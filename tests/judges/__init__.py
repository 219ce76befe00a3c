"""Judges of the reader's site: run by script/judge, not by the tests."""
