"""`inglenook ask`: one question, one answer, made for scripts as much as for people."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inglenook_engine.protocol import Failed
from inglenook_engine.types import FinishReason, GenerateParams, LoadParams, TemplateOrigin

from ..attachments import AttachedFile
from ..context_policy import ContextPolicy, is_at_limit
from ..presets import PresetParams
from .console import Console, OutputClosedError
from .exit_codes import ExitCode, of_run
from .figures import figures_line, speculation_line
from .making_room import WAYS, RoomMaker
from .opening import open_conversation
from .session import Answer, LoadError, Session, failure_json, report_failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything of a command that talks to a model. data_dir: None when nothing is to be saved. folder: where presets,
    templates and settings are read, also then.

    params: what the options say, or say by default; given: what was said of them in so many words, which counts before
    a preset. conversation_id: one to go on with. when_full: None for what the conversation or the settings say.
    """

    load: LoadParams
    params: GenerateParams
    system: str | None
    data_dir: Path | None
    folder: Path
    given: PresetParams = field(default_factory=PresetParams)
    preset_name: str = ""
    conversation_id: int | None = None
    when_full: ContextPolicy | None = None
    is_json: bool = False
    has_stats: bool = False

    @property
    def has_draft(self) -> bool:
        return bool(self.load.draft_model_path)


def run(request: Request, prompt: str, console: Console, *, files: Sequence[AttachedFile] = ()) -> ExitCode:
    """Answer `prompt`, with these files. Raises UserFacingError for what is not the engine's: the store, the output."""
    with ExitStack() as stack:
        opened = open_conversation(request, stack, console)
        opened.conversation.attach(files)
        session = stack.enter_context(Session(request.load, console))
        try:
            model = session.load()
        except LoadError as error:
            return report_load_error(error.failure, console, is_json=request.is_json, has_draft=request.has_draft)
        if model.template_origin is TemplateOrigin.NONE and console.is_err_terminal:
            console.note(f"{model.name} is a base model: it continues your text instead of answering it.")
        show = None if request.is_json else console.text
        room = RoomMaker(session, console, request.folder)
        answer = room.answer(opened.conversation, prompt, opened.params, show=show)
        if request.is_json:
            console.json(answer.to_json())
        elif answer.output_error is None:
            console.end_of_text()
        status = _close(request, answer, console)
        if room.can_make_room:
            console.note(WAYS)
        return status


def report_figures(answer: Answer, console: Console) -> None:
    """The figures of an answer, on stderr, with why it ended when that was not its own end."""
    line = figures_line(answer.stats) if answer.stats is not None else ""
    if answer.reason is FinishReason.LENGTH:
        limit = answer.params.max_tokens
        at_limit = is_at_limit(limit, answer.stats)
        line += f" · stopped at the limit of {limit} tokens" if at_limit else " · stopped: the context is full"
    if line:
        console.note(line)
    if answer.stats is not None and (line := speculation_line(answer.stats)):
        console.note(line)


def _close(request: Request, answer: Answer, console: Console) -> ExitCode:
    if answer.output_error is not None:
        if isinstance(answer.output_error, OutputClosedError):
            return ExitCode.OUTPUT_CLOSED
        console.error(str(answer.output_error))
        return ExitCode.FAILED
    if answer.failure is not None:
        report_failure(answer.failure, console)
    if request.has_stats or (console.is_err_terminal and not request.is_json):
        report_figures(answer, console)
    if answer.problem is not None:
        console.error(f"The answer could not be saved completely. {answer.problem}")
    if answer.failure is not None:
        return of_run(answer.failure)
    if answer.reason is FinishReason.CANCELLED:
        return ExitCode.INTERRUPTED
    return ExitCode.DATA_FOLDER if answer.problem is not None else ExitCode.OK


def report_load_error(failure: Failed, console: Console, *, is_json: bool, has_draft: bool = False) -> ExitCode:
    """Say why there is no model, in the form that was asked for. has_draft: it was to be loaded with a draft model."""
    if is_json:
        body: dict[str, Any] = {"text": "", "token_ids": [], "finish_reason": None, "error": failure_json(failure)}
        console.json({**body, "model": None, "stats": None})
    report_failure(failure, console)
    if has_draft:
        console.note("Leave --draft-model out to go on without the draft model.")
    return ExitCode.MODEL
