"""Expectations: the only place that imports great_expectations; one suite a table."""
