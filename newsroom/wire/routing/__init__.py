"""Rules of the house: which copy goes where, and which words are put otherwise."""
