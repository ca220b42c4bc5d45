"""Counts the tokens of a model's reasoning while an answer is decoded, and tells when its budget is spent. Pure."""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from .reasoning import Part, Splitter


class ReasoningWatch:
    """lead: what the prompt has begun of the answer already, an opening marker for instance. budget_tokens: tokens of
    reasoning that are allowed; 0 for as many as the model likes.

    A token belongs to the reasoning when any of its characters does, or one of the markers around it.
    """

    def __init__(self, *, lead: str = "", budget_tokens: int = 0) -> None:
        self.n_tokens = 0
        self._budget_tokens = budget_tokens
        self._splitter = Splitter()
        self._splitter.feed(lead)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._n_undecided = 0
        self._is_over = False

    @property
    def is_over(self) -> bool:
        """The answer itself has begun: nothing more is counted."""
        return self._is_over

    @property
    def is_spent(self) -> bool:
        """The model still reasons and has used its budget."""
        return self._splitter.is_reasoning and 0 < self._budget_tokens <= self.n_tokens

    @property
    def closing(self) -> str:
        """The marker that ends this reasoning; "" when there is none."""
        return self._splitter.convention.closing if self._splitter.convention else ""

    def take(self, pieces: Iterable[bytes]) -> None:
        """The bytes of each token, in order. A few microseconds a token, nothing once the answer has begun."""
        for piece in pieces:
            if self._is_over:
                return
            runs = self._splitter.feed(self._decoder.decode(piece))
            self._n_undecided += 1
            if any(run.part is Part.ANSWER for run in runs):
                self._is_over = True
                if not any(run.part is not Part.ANSWER for run in runs):
                    return
            if runs or self._splitter.is_reasoning:
                self.n_tokens += self._n_undecided
                self._n_undecided = 0
