"""The parts of finding statements: spans, cues, hedges, sources, media and chains."""
