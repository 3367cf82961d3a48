"""The language model at work: text in, annotation out."""
