"""The parts of NewsML 1 and NewsML-G2: who items are, what they hold and point to."""
