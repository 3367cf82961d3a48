"""The library: one folder a stage, and below them the tables and the storage they meet in."""
