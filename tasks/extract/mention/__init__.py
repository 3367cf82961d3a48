"""The parts that find mentions: names, nominals, pronouns, roles, and the chains that link them."""
