"""Text into words as Universal Dependencies has them in English, with their offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tasks.lexicon import read_lexicon

# Every repetition is capped: no text makes a word, or a search, longer than some 330 code points.
_WORD = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>"]{1,300}                      # https://example.org/a
    | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}         # desk@example.org
    | (?:[A-Za-z]\.){2,8}                                     # U.S.  p.m.
    | (?<![\w.])[^\W_]{2,60}(?:\.[a-z]{2,20}){0,2}           # Hotnews.ro  bbc.co.uk
      \.(?:com|org|net|gov|edu|info|[a-z]{2})(?![\w@])
    | \d{1,60}(?:[.,:/]\d{1,60}){0,12}                        # 3,000  1.5  10:30  1/2/2024; 5 of 5pm
      (?:(?:st|nd|rd|th|ST|ND|RD|TH|s|[ADG])(?![^\W_]))?      # 19th  1990s  5G
    | [A-Z]\.(?=\s[A-Z])                                      # the initial of J. Smith
    | [@\#]\w{1,60}                                           # @reader  #news
    | (?<=\S)['’](?:[sdm]|[rv]e|ll|[SDM]|[RV]E|LL)(?![^\W_])  # 's of Kirby's, ’re of they’re
    | [^\W_]{1,60}(?:['’](?![rv]e(?![^\W_])|ll(?![^\W_])|[RV]E(?![^\W_])|LL(?![^\W_]))[^\W\d_]{2,60}){0,2}
                                                              # word  G20  O'Brien  d'Ivoire, not the they're of they’re
    | ([-.!?=*~_])\1{1,59}                                    # ...  --  ???
    | \S                                                      # any other mark
    """,
    re.VERBOSE,
)

# Behind a word that ends in n: the rest of "don't".
_NOT = re.compile(r"['’][tT](?![^\W_])")

# Written as one, two words in Universal Dependencies: where the second begins.
_FUSED = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3}


@cache
def _abbreviations() -> dict[str, bool]:
    """Abbreviations that keep their full stop, without it, and whether only a number makes them one ("No. 10").

    Upper and lower case matter: "Miss." and "Sat." are abbreviations, "miss." and "sat." are the end of a sentence.
    """
    return {row["abbreviation"].removesuffix("."): row["kind"] == "number" for row in read_lexicon("abbreviations")}


def split_words(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words between two offsets (code points, end exclusive), in order; white space is in none of them.

    Clitics, hyphens and other marks are words of their own, as in the English treebanks. No word is longer than some
    330 code points. Linear in the length of the text.
    """
    abbreviations, at = _abbreviations(), start
    while found := _WORD.search(text, at, end):
        begin, at = found.span()
        if at == end or not text[begin].isalpha():
            yield from _parts(text, begin, at)
            continue
        follows = text[at]
        if follows in "'’" and text[at - 1] in "nN" and at - begin > 1 and _NOT.match(text, at, end):
            yield begin, at - 1
            yield at - 1, at + 2
            at += 2
            continue
        if follows == "." and (numbered := abbreviations.get(text[begin:at])) is not None:
            at += not numbered or text[at + 1 : min(at + 3, end)].lstrip()[:1].isdigit()
        yield from _parts(text, begin, at)


def _parts(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    if 5 <= end - begin <= 6 and (cut := _FUSED.get(text[begin:end].lower())) is not None:
        yield begin, begin + cut
        begin += cut
    yield begin, end
