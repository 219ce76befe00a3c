"""What copy says in words in any format: who wrote it, where, when, and until when."""
