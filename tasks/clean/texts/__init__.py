"""Plain text in, an article out."""
