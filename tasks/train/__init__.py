"""The making of the language model: gold corpora in, a model directory out. The only place that knows torch."""
