"""The grammar of time expressions: words, patterns over them, calendar arithmetic and the rules that give values."""
