"""The parts of a mail: its text, what surrounds it, and what hangs on it."""
