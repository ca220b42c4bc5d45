"""`inglenook chat`: a conversation in the terminal, one message after another."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, ModelInfo, TemplateOrigin

from ..attachments import AttachedFile
from ..extracting import ExtractError
from ..load_settings import narrowed
from .ask import Request, open_conversation, report_figures, report_load_error
from .attaching import read_files
from .console import Console, OutputClosedError, OutputError
from .conversation import WritableConversation
from .exit_codes import ExitCode, of_run
from .figures import model_line
from .line_input import FENCE, LineInput
from .session import Answer, LoadError, Session, random_seed, report_failure, with_seed

_COMMAND = re.compile(r"^/(?P<name>[a-z]+)(?:[ \t]+(?P<rest>.*\S))?\s*$")
_TAKES_MORE = ("attach",)

HELP = f"""\
/new     start a new conversation
/attach FILE   send a text, code, CSV, PDF or Word file along with your next message
/retry   answer the last message again, with another seed
/info    the model, and where this conversation is kept
/help    this list
/quit    end (so does Ctrl+D)
Ctrl+C stops an answer; what it has said so far is kept.
{FENCE} before and after a message lets it have several lines; a pasted block is one message as well."""


def run(request: Request, console: Console, *, files: Sequence[AttachedFile] = ()) -> ExitCode:
    """Chat until the end of the input. Exit status: of the last answer when the input is not a terminal, else OK."""
    stdin = sys.stdin
    is_terminal = stdin is not None and stdin.isatty() and console.is_terminal
    with ExitStack() as stack:
        chat = _Chat(request, console, stack, is_terminal=is_terminal)
        try:
            model = chat.session.load()
        except LoadError as error:
            return report_load_error(error.failure, console, is_json=request.is_json, has_draft=request.has_draft)
        chat.take(files)
        if is_terminal:
            chat.greet(model)
        if stdin is None:
            return ExitCode.OK
        lines = LineInput(stdin, is_terminal=is_terminal, has_color=console.has_color)
        status = ExitCode.OK
        while True:
            try:
                text = lines.read()
            except EOFError:
                if is_terminal:
                    console.line()
                break
            except KeyboardInterrupt:
                if not is_terminal:
                    return ExitCode.INTERRUPTED
                console.line()
                console.note("Ctrl+D or /quit ends the chat.")
                continue
            if not text.strip():
                continue
            command = _COMMAND.match(text) if is_terminal else None
            if command and (command["rest"] is None or command["name"] in _TAKES_MORE):
                if not chat.obey(command["name"], command["rest"] or ""):
                    break
                continue
            status = chat.send(text)
            if status is ExitCode.OUTPUT_CLOSED or (status is ExitCode.INTERRUPTED and not is_terminal):
                return status
        return ExitCode.OK if is_terminal else status


class _Chat:
    """The state of a chat: a session, the conversation in hand, and whether it has a message yet."""

    def __init__(self, request: Request, console: Console, stack: ExitStack, *, is_terminal: bool) -> None:
        self._request = request
        self._console = console
        self._stack = stack
        self._is_terminal = is_terminal
        self._has_message = False
        self._conversation: WritableConversation = open_conversation(request, stack, console)
        stack.callback(lambda: self._conversation.settle())
        self.session = stack.enter_context(Session(request.load, console))

    def take(self, files: Sequence[AttachedFile]) -> None:
        """They go with the next message."""
        self._conversation.attach(files)

    def greet(self, model: ModelInfo) -> None:
        self._console.note(model_line(model))
        if model.template_origin is TemplateOrigin.NONE:
            self._console.note("It has no chat template: it continues your text instead of answering it.")
        load = self._request.load
        for choice in narrowed(model, self.session.choices, n_ctx=load.n_ctx, kv_type=load.kv_type):
            self._console.note(f"{choice.setting}: {choice.value}. {choice.reason}")
        if draft := self._draft_of_the_window():
            self._console.note(f"In the window {draft.stem} drafts for this model; --draft-model {draft} does it here.")
        self._console.note("Write a message, or /help.")

    def _draft_of_the_window(self) -> Path | None:
        """The draft model that goes with this model in the window, when it was loaded without one here."""
        request = self._request
        if request.data_dir is None or request.has_draft:
            return None
        from ..settings import read_drafts

        path = read_drafts(request.data_dir).get(request.load.model_path)
        return Path(path) if path and Path(path).is_file() else None

    def obey(self, name: str, rest: str = "") -> bool:
        """Do what a slash command says. rest: what stands behind it. False: end the chat."""
        match name:
            case "quit" | "exit" | "bye":
                return False
            case "help":
                self._console.line(HELP)
            case "stop":
                self._console.note("Nothing runs now. Ctrl+C stops an answer while it is written.")
            case "new":
                self._conversation.settle()
                self._conversation = self._conversation.fresh()
                self._has_message = False
                self._console.note("A new conversation.")
            case "retry":
                if self._has_message:
                    self.send(None)
                else:
                    self._console.note("There is no message to answer again yet.")
            case "attach":
                self.attach([rest] if rest else [])
            case "info":
                self._tell()
            case _:
                self._console.note(
                    f"There is no command /{name}; /help lists them. To send it as a message, write a space before it."
                )
        return True

    def attach(self, paths: Sequence[str]) -> None:
        """They go with the next message; what cannot be read of them is told."""
        if not paths:
            self._console.note("Write the file behind it: /attach report.pdf")
        try:
            self._conversation.attach(read_files(map(_unquoted, paths), self._console))
        except ExtractError as error:
            self._console.error(str(error))

    def send(self, text: str | None) -> ExitCode:
        """Answer a message (None: the last one again) and say how that went."""
        request, console = self._request, self._console
        keeps_seed = request.has_fixed_seed and text is not None
        params = request.params if keeps_seed else with_seed(request.params, random_seed())
        try:
            answer = self.session.answer(
                self._conversation, text, params, show=None if request.is_json else console.text
            )
        except LoadError as error:
            return report_load_error(error.failure, console, is_json=request.is_json, has_draft=request.has_draft)
        except KeyboardInterrupt:  # while an engine that died was started anew
            console.clear_progress()
            return ExitCode.INTERRUPTED
        except (OutputClosedError, OutputError):
            raise
        except UserFacingError as error:
            console.error(str(error))
            if self._is_terminal:
                console.note("/new starts another conversation.")
            return ExitCode.DATA_FOLDER
        self._has_message = True
        if isinstance(answer.output_error, OutputClosedError):
            return ExitCode.OUTPUT_CLOSED
        if answer.output_error is not None:
            raise answer.output_error
        if request.is_json:
            console.json(answer.to_json())
        else:
            console.end_of_text()
        return self._report(answer)

    def _report(self, answer: Answer) -> ExitCode:
        console = self._console
        if answer.failure is not None:
            self._explain(answer.failure)
        elif self._request.has_stats or (console.is_err_terminal and not self._request.is_json):
            report_figures(answer, console)
        if answer.problem is not None:
            console.error(f"The answer could not be saved completely. {answer.problem}")
        if self._is_terminal:
            console.line()
        if answer.failure is not None:
            return of_run(answer.failure)
        if answer.reason is FinishReason.CANCELLED:
            return ExitCode.INTERRUPTED
        return ExitCode.DATA_FOLDER if answer.problem is not None else ExitCode.OK

    def _explain(self, failure: Failed) -> None:
        report_failure(failure, self._console)
        if self._is_terminal:
            is_too_long = failure.kind is FailureKind.CONTEXT_OVERFLOW
            self._console.note("/new starts a new conversation." if is_too_long else "/retry answers it again.")

    def _tell(self) -> None:
        self._console.line(model_line(self.session.load()))
        number = self._conversation.conversation_id
        if self._request.data_dir is None:
            self._console.line("This conversation is not saved.")
        elif number is None:
            self._console.line(f"This conversation will be saved in {self._request.data_dir} with its first message.")
        else:
            self._console.line(f"Conversation {number} in {self._request.data_dir}; inglenook history show {number}")


def _unquoted(path: str) -> str:
    """As a terminal writes it when a file is dropped into it: in quotes, or with backslashes."""
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        path = path[1:-1]
    elif "\\ " in path:
        path = re.sub(r"\\(.)", r"\1", path)
    return str(Path(path).expanduser())
