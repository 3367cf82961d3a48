"""Which language a text is in."""

import time

import pytest

from tasks.clean.language import detect_language

ENGLISH = "The mayor said on Monday that the old bridge would stay shut until May. Nobody was hurt. "
KOREAN = "시장은 월요일에 낡은 다리를 오월까지 닫는다고 말했다. 다친 사람은 없었다. "
FRENCH = "Le maire a dit lundi que le vieux pont resterait fermé jusqu'en mai. Personne n'a été blessé. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ENGLISH.upper(), "en"),
        (FRENCH, "fr"),
        (KOREAN, "ko"),
        ("Мэр сказал в понедельник, что старый мост закрыт до мая.", "ru"),
        ("Der Bürgermeister sagte am Montag, dass die alte Brücke bis Mai geschlossen bleibt.", "de"),
        ("El alcalde dijo el lunes que el viejo puente seguirá cerrado hasta mayo.", "es"),
        ("市长周一表示，旧桥将关闭到五月。没有人受伤。", "zh"),
        (ENGLISH * 6 + "“" + KOREAN + "”", "en"),
        (KOREAN * 6 + "“The bridge is shut,” he said.", "ko"),
        ("Bridge shut", "en"),
        ("No.", "en"),
        ("Mara Lind, Velmark", "en"),
        ("Sales rose 5%", "en"),
        ("", None),
        ("12 34 56", None),
        ("... !!! 😀", None),
    ],
)
def test_detects(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", [ENGLISH * 10_000, "a" * 1_000_000, "시" * 1_000_000, " " * 1_000_000, "<" * 500_000])
def test_only_a_sample_is_read(text: str) -> None:
    detect_language(ENGLISH)
    began = time.perf_counter()
    detect_language(text)
    assert time.perf_counter() - began < 0.5
