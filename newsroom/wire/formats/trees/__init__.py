"""Read XML, mark-up and JSON from strangers into what items hold."""
