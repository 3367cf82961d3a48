"""The parts of the quantity extractor, one idea a module."""
