"""Web pages: HTML in, an article out."""
