"""extract: sentences in; quantities and times out."""
