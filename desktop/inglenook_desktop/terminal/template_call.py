"""A prompt template called in the terminal's chat: `/name`, with what stands behind it in the first blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ..prompt_templates import DATE, PromptTemplate, blanks, filled


def called_template(name: str, templates: Sequence[PromptTemplate]) -> PromptTemplate | None:
    return next((one for one in templates if one.name.casefold() == name.casefold()), None)


def filled_in(template: PromptTemplate, rest: str, ask: Callable[[str], str], *, today: date) -> str:
    """The message that it becomes. rest: what was written behind its name, for the first blank, or below the text where
    there is none. ask: for what another blank is to hold, given its name and what usually stands there."""
    values = {DATE: f"{today.day} {today:%B %Y}"}
    for blank in blanks(template.text):
        name = blank.name.casefold()
        if name in values:
            continue
        if rest:
            values[name], rest = rest, ""
        else:
            question = f"{blank.name} [{blank.usual}]: " if blank.usual else f"{blank.name}: "
            values[name] = ask(question).strip() or blank.usual
    text = filled(template.text, values)
    return f"{text}\n\n{rest}" if rest else text
