"""Conversations that nobody held, with the statistics of those that people hold; the same for the same seed.

Words follow each other as in `data/text`, and three in ten are coined, the nth as often as 1/n, so that the number of
different words keeps growing as it does in life. One message in seven has code from `data/code`, a few are in a script
without spaces, and every message has a word of its own, as names, numbers and links are.
"""

from __future__ import annotations

import itertools
import math
import random
import re
from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parent / "data"

N_COINED = 200_000
COINED_SHARE = 0.3
POOL_SENTENCES = 40_000
MESSAGES_A_POOL = 100_000

_UNSPACED = "今日は天気がいいので散歩に行きました。契約書を確認してください。東京の会議は来週の月曜日です。"
_SYLLABLES = [
    consonants + vowels
    for consonants in ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "br", "st", "tr")
    for vowels in ("a", "e", "i", "o", "u", "ei", "or", "en")
]


class Corpus:
    """Messages one after the other. Holds one pool of sentences at a time."""

    def __init__(self, seed: int = 1) -> None:
        self._source = random.Random(seed)
        self._codes = [path.read_text(encoding="utf-8") for path in sorted((DATA / "code").iterdir())]
        self._after: dict[str, list[str]] = defaultdict(list)
        for path in sorted((DATA / "text").iterdir()):
            words = re.findall(r"[\w'-]+[.,;:?!]?", path.read_text(encoding="utf-8"))
            for word, after in itertools.pairwise(words):
                self._after[word].append(after)
        self._starts = [word for word in self._after if word[0].isupper()]
        self._n_messages = 0
        self._pool: list[str] = []

    def question(self) -> str:
        """About 30 words."""
        return self._message(self._source.choice([1, 1, 2, 2, 3, 6]))

    def answer(self) -> str:
        """About 150 words; one in a hundred is ten times as long."""
        source = self._source
        n_sentences = max(2, int(source.lognormvariate(2.2, 0.6)))
        text = self._message(n_sentences * (10 if source.random() < 0.01 else 1))
        if source.random() < 1 / 7:
            code = source.choice(self._codes)
            start = source.randrange(len(code) // 2)
            text += f"\n\n```\n{code[start : start + 900]}\n```\n"
        return text

    def title(self) -> str:
        return self._sentence().rstrip(".,;:?!")[:60]

    def _message(self, n_sentences: int) -> str:
        if self._n_messages % MESSAGES_A_POOL == 0:
            self._pool = [self._sentence() for _ in range(POOL_SENTENCES)]
        self._n_messages += 1
        source = self._source
        parts = source.choices(self._pool, k=n_sentences)
        parts.append(f"Ref {source.getrandbits(40):x}.")
        for at in range(4, len(parts), 5):
            parts[at] = "\n\n" + parts[at]
        if source.random() < 0.01:
            start = source.randrange(len(_UNSPACED) - 12)
            parts.append(_UNSPACED[start : start + 12])
        return " ".join(parts)

    def _sentence(self) -> str:
        source = self._source
        word = source.choice(self._starts)
        words = [word]
        for _ in range(source.randint(6, 22)):
            word = source.choice(self._after.get(word) or self._starts)
            words.append(coined(self._rank()) if source.random() < COINED_SHARE else word)
        return " ".join(words).rstrip(".,;:?!") + "."

    def _rank(self) -> int:
        """The nth word about as often as 1/n."""
        return int(math.exp(self._source.random() * math.log(N_COINED)))


def coined(rank: int) -> str:
    """The word of this rank, 1 or more: the commoner, the shorter."""
    word, left = "", rank
    while left:
        left, index = divmod(left, len(_SYLLABLES))
        word += _SYLLABLES[(index * 37 + len(word) * 11) % len(_SYLLABLES)]
    return word
