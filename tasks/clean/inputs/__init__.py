"""inputs: find input files, cut them into slices, read records from the slices. Pure of Prefect and of the clock."""
