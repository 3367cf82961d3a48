"""link: what documents say together, over the whole dataset."""
