"""Which encoding a text file is in: the mark at its start, strict UTF-8, then the candidate that gives likely words.

Own, because the usual detectors took cp1250 for cp1252 and a cp1251 word for Shift-JIS on short tables."""

from __future__ import annotations

import codecs
import re
from typing import Final

from .letters import ALPHABETS, likelihoods, odd_casing
from .survey import Survey

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

CANDIDATES: Final = (
    "cp1252",
    "cp1251",
    "cp1250",
    "iso8859-2",
    "koi8-r",
    "cp866",
    "cp852",
    "mac-cyrillic",
    "iso8859-5",
    "cp850",
    "mac-latin2",
    "mac-roman",
    "koi8-u",
    "iso8859-15",
)
"""In the order of preference: where two give the same text or the same score, the first is taken."""

FINE_SIGNS: Final = re.compile(
    r"(?<!\w)[«„“‘](?=\w)|(?<=[\w.!?)])[»”“’](?!\w)|(?<=\w)’(?=\w)|(?<!\w)[№§©®€£–—…·•×¿¡](?!\w)|№(?=\d)"
    r"|(?<=\w)[²³½…™®](?!\w)|(?<=\d)[°€£–](?![^\W\d])|[€£](?=\d)"
)
"""Signs where people put them. A sign inside a word is a letter in the wrong encoding."""

BAD_CASING: Final = -6.0
STRAY_SIGN: Final = -18.0
FINE_SIGN: Final = -5.0
HARD_SPACE: Final = -8.0
"""A hard space may be meant, but is also what a letter becomes in the wrong encoding."""
DAMAGED_SHARE: Final = 0.2
WORD: Final = re.compile(r"[^\W\d_]+")
SAMPLE_WORDS: Final = 600


def detect(survey: Survey) -> str:
    """The name of the encoding as Python knows it ("utf-8", "utf-16-le", "cp1251" …)."""
    for mark, name in MARKS:
        if survey.start.startswith(mark):
            return name
    wide = _wide(survey)
    if wide:
        return wide
    if survey.valid_utf8 or _nearly_utf8(survey.foreign):
        return "utf-8"
    return max(CANDIDATES, key=lambda name: (score(survey.foreign, name), -CANDIDATES.index(name)))


def _wide(survey: Survey) -> str | None:
    """UTF-16 without a mark: delimiters and line ends have their zero byte always on the same side."""
    even, odd = survey.start[0::2].count(0), survey.start[1::2].count(0)
    if even + odd < len(survey.start) * 0.05:
        return None
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _nearly_utf8(foreign: bytes) -> bool:
    """Whether it is UTF-8 with a few broken places: a flipped bit must not turn a file into another language."""
    text = foreign.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(1 for sign in text if sign > "\x7f") - broken
    return broken <= sound * DAMAGED_SHARE or (broken <= 2 and sound >= 10)


def score(foreign: bytes, encoding: str) -> float:
    """How much the lines `foreign` look like words in `encoding`: a mean logarithm, higher is better."""
    text = foreign.decode(encoding, errors="replace")
    total, weight = 0.0, 0
    by_language = [0.0] * len(ALPHABETS)
    for word in WORD.findall(text)[:SAMPLE_WORDS]:
        strange = sum(1 for letter in word if letter > "\x7f")
        if strange:
            found, casing = likelihoods(word), BAD_CASING if odd_casing(word) else 0.0
            by_language = [sum_ + one * strange for sum_, one in zip(by_language, found, strict=True)]
            total += (max(found) / 2 + casing) * strange
            weight += strange
    # Half by the best language of each word, half by the one language of them all: lists are mixed, but mostly not.
    total += max(by_language) / 2
    start = text[: SAMPLE_WORDS * 20]
    signs = sum(1 for sign in start if sign > "\x7f" and not sign.isalpha())
    if signs:
        fine, hard = len(FINE_SIGNS.findall(start)), start.count("\u00a0")
        total += fine * FINE_SIGN + hard * HARD_SPACE + (signs - fine - hard) * STRAY_SIGN
        weight += signs
    return total / weight if weight else 0.0
