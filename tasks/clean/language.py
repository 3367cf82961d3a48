"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
WINDOW = (
    400  # characters from the begin, the middle and the end: on 1,000 the model is sure of any news text, in 0.3 ms
)
LETTER = re.compile(r"[^\W\d_]")
OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]+")  # letters that are not Latin
# A short text is English unless another language is nearly certain, by letters: single English sentences with foreign
# names look like other languages up to these probabilities, sentences of other languages are mostly above.
SURE = {60: 0.9, 200: 0.8}
SURE_IF_LONG = 0.5


def detect_language(text: str) -> str | None:
    """The language of most of the text, ISO 639-1; None without a letter.

    A quotation in another script does not count. A text too short to tell is English. The same text always gives the
    same answer; only 510 characters are looked at.
    """
    sample = _sample(text)
    n_letters = len(LETTER.findall(sample))
    if n_letters == 0:
        return None
    others = sum(map(len, OTHER_SCRIPT.findall(sample)))
    if 2 * others < n_letters:
        sample = OTHER_SCRIPT.sub(" ", sample)
    language, probability = _identifier().classify(sample)
    if 2 * others >= n_letters:
        return language if language != ENGLISH else None
    sure = next((sure for most, sure in SURE.items() if n_letters < most), SURE_IF_LONG)
    return language if probability >= sure else ENGLISH


def _sample(text: str) -> str:
    """Three windows of the text, so that a title or a quotation alone does not decide."""
    if len(text) <= 3 * WINDOW:
        return text
    middle = (len(text) - WINDOW) // 2
    return " ".join((text[:WINDOW], text[middle : middle + WINDOW], text[-WINDOW:]))


@cache
def _identifier() -> LanguageIdentifier:
    """The model, restricted to languages with a code of ISO 639-1; loading takes half a second."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
