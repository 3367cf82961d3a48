"""clean: any record in, an article in blocks out."""
