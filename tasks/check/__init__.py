"""check: the candidate release against its expectations, and the page that says what failed."""
