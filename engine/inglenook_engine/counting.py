"""How long a prompt would be, and whose its tokens are: the answers to `Count`, on a thread of their own.

Rendering and tokenising read the vocabulary and the template, which nobody changes, so a run goes on meanwhile. What
was counted for the question before is not tokenised again: while a person types, only the last message differs.
"""

from __future__ import annotations

import queue
import traceback
from collections.abc import Callable, Sequence

from .content import Span
from .errors import EngineError
from .prompt import Prompter, Run, Vocabulary, spoken
from .protocol import Count, Counted, CountFailed
from .reasoning import Reasoning
from .types import FailureKind, Message, Role

Counts = tuple[int | None, tuple[int, ...]]
"""Of a run: its first id, None where its text has none, and how many tokens begin in each of its parts."""


class PromptCounter:
    """Counts for one model. Used by one thread; others may use the same prompter and vocabulary."""

    def __init__(self, prompter: Prompter, vocabulary: Vocabulary) -> None:
        self._prompter = prompter
        self._vocabulary = vocabulary
        self._known: dict[tuple[Span, ...], Counts] = {}

    def answer(self, command: Count) -> Counted | CountFailed:
        """Never raises."""
        try:
            total, per_message = self.count(command.messages, command.reasoning)
        except EngineError as error:
            return CountFailed(
                request_id=command.request_id, kind=error.kind, message=error.message, detail=error.detail
            )
        except Exception:
            message = "The conversation could not be counted; that is a fault of this program."
            return CountFailed(
                request_id=command.request_id,
                kind=FailureKind.BUG,
                message=message,
                detail=traceback.format_exc()[-4000:],
            )
        return Counted(request_id=command.request_id, total_tokens=total, per_message_tokens=per_message)

    def count(self, messages: Sequence[Message], reasoning: Reasoning = Reasoning.AUTO) -> tuple[int, tuple[int, ...]]:
        """All tokens of the prompt, and those of each message. Raises EngineError."""
        heard = self._prompter.heard(spoken(messages))
        if not heard:
            return 0, (0,) * len(messages)
        places = [i for i, m in enumerate(messages) if m.content or m.role is not Role.ASSISTANT]
        total, first = 0, None
        counts = [0] * len(messages)
        known: dict[tuple[Span, ...], Counts] = {}
        spans = self._prompter.render(heard, is_alone=False, reasoning=reasoning)
        for run in self._prompter.runs(spans, heard):
            head, per_part = (run.ids[0], (len(run.ids),)) if run.ids else self._known.get(run.parts, (None, ()))
            if not per_part:
                head, per_part = self._tokenized(run)
            if not run.ids:
                known[run.parts] = head, per_part
            first = head if first is None else first
            total += sum(per_part)
            for part, n_tokens in zip(run.parts, per_part, strict=True):
                if part.message is not None:
                    counts[places[part.message]] += n_tokens
        self._known = known
        return total + self._prompter.lacks_bos(first), tuple(counts)

    def _tokenized(self, run: Run) -> Counts:
        tokens = self._vocabulary.tokenize(run.data)
        head = tokens[0] if tokens else None
        if len(run.parts) == 1:
            return head, (len(tokens),)
        ends, end = [], 0
        for part in run.parts:
            end += len(part.text.encode("utf-8", "replace"))
            ends.append(end)
        counts = [0] * len(ends)
        # A vocabulary that puts a space before the text spells more than there is; its surplus is at the beginning.
        lengths = [len(self._vocabulary.piece(token)) for token in tokens]
        position, place = min(0, end - sum(lengths)), 0
        for length in lengths:
            while place < len(ends) - 1 and position >= ends[place]:
                place += 1
            counts[place] += 1
            position += length
        return head, tuple(counts)


def answer_counts(
    counter: PromptCounter, asked: queue.SimpleQueue[Count], write: Callable[[Counted | CountFailed], None]
) -> None:
    """For ever, in the order of the questions."""
    while True:
        write(counter.answer(asked.get()))
