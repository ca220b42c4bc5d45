"""`inglenook chat`: a conversation in the terminal, one message after another."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from inglenook_engine.errors import UserFacingError
from inglenook_engine.protocol import Failed
from inglenook_engine.types import FailureKind, FinishReason, ModelInfo, TemplateOrigin

from ..attachments import AttachedFile
from ..context_policy import ContextPolicy
from ..extracting import ExtractError
from ..load_settings import narrowed
from ..prompt_templates import PromptTemplate
from ..prompting import left_out
from ..store import StoreError
from .ask import Request, report_figures, report_load_error
from .attaching import read_files
from .console import Console, OutputClosedError, OutputError
from .exit_codes import ExitCode, of_run
from .figures import model_line
from .line_input import FENCE, LineInput
from .making_room import WAYS, RoomMaker
from .opening import open_conversation, written_with
from .session import Answer, LoadError, Session, random_seed, report_failure, with_seed
from .template_call import called_template, filled_in

_COMMAND = re.compile(r"^/(?P<name>[\w\-]{1,40})(?:[ \t]+(?P<rest>.*\S))?\s*$")
_TAKES_MORE = ("attach", "full")

HELP = f"""\
/new     start a new conversation
/attach FILE   send a text, code, CSV, PDF or Word file along with your next message
/retry   answer the last message again, with another seed
/full WHAT     when the context is full: refuse, drop the oldest messages, or summarise them
/info    the model, where this conversation is kept, and what is read of it
/NAME    one of your prompt templates; what you write behind it fills its first blank
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
            if command and chat.knows(command["name"], command["rest"] or ""):
                if not chat.obey(command["name"], command["rest"] or "", lines):
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
        opened = open_conversation(request, stack, console)
        self._conversation = opened.conversation
        self._params = opened.params
        self._has_fixed_seed = opened.has_fixed_seed
        self._has_message = self._conversation.has_message
        self._refused: str | None = None  # a message that did not fit, for a policy with which it does
        stack.callback(lambda: self._conversation.settle())
        self.session = stack.enter_context(Session(request.load, console))
        self._room = RoomMaker(self.session, console, request.folder)

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
        if (number := self._request.conversation_id) is not None:
            self._console.note(self._resumed(number))
        self._console.note("Write a message, or /help.")

    def _resumed(self, number: int) -> str:
        conversation = self._conversation.store.conversation(number)
        n_messages = 0 if conversation is None else conversation.message_count
        title = "" if conversation is None else conversation.title
        return f"Conversation {number}, “{title or 'Untitled'}”: {n_messages} messages."

    def _draft_of_the_window(self) -> Path | None:
        """The draft model that goes with this model in the window, when it was loaded without one here."""
        request = self._request
        if request.data_dir is None or request.has_draft:
            return None
        from ..settings import read_drafts

        path = read_drafts(request.data_dir).get(request.load.model_path)
        return Path(path) if path and Path(path).is_file() else None

    def knows(self, name: str, rest: str) -> bool:
        """Whether this is a command and no message: a word alone behind the slash always is. rest: what follows."""
        return not rest or name in _TAKES_MORE or called_template(name, self._templates()) is not None

    def obey(self, name: str, rest: str, lines: LineInput) -> bool:
        """Do what a slash command says. rest: what stands behind it. lines: where more is asked for. False: end the
        chat."""
        try:
            return self._obey(name, rest, lines)
        except (OutputClosedError, OutputError):
            raise
        except UserFacingError as error:
            self._console.error(str(error))
            return True

    def _obey(self, name: str, rest: str, lines: LineInput) -> bool:
        match name:
            case "quit" | "exit" | "bye":
                return False
            case "help":
                self._console.line(HELP)
                if names := ", ".join(f"/{template.name}" for template in self._templates()):
                    self._console.line(f"Your templates: {names}")
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
            case "full":
                self._choose_policy(rest)
            case "info":
                self._tell()
            case _ if (template := called_template(name, self._templates())) is not None:
                self._send_template(template, rest, lines)
            case _:
                self._console.note(
                    f"There is no command /{name}; /help lists them. To send it as a message, write a space before it."
                )
        return True

    def _templates(self) -> list[PromptTemplate]:
        """None where they cannot be read, which is told where a message is kept."""
        try:
            return written_with(self._request, self._conversation.store, lambda writing: writing.templates())
        except StoreError:
            return []

    def _send_template(self, template: PromptTemplate, rest: str, lines: LineInput) -> None:
        try:
            text = filled_in(template, rest, lines.ask, today=datetime.now().astimezone().date())
        except (EOFError, KeyboardInterrupt):
            self._console.line()
            self._console.note("Nothing was sent.")
            return
        self._console.line(text, is_dim=True)
        self.send(text)

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
        keeps_seed = self._has_fixed_seed and text is not None
        params = self._params if keeps_seed else with_seed(self._params, random_seed())
        self._refused = None
        show = None if request.is_json else console.text
        try:
            answer = self._room.answer(self._conversation, text, params, show=show)
        except LoadError as error:
            return report_load_error(error.failure, console, is_json=request.is_json, has_draft=request.has_draft)
        except KeyboardInterrupt:  # while an engine that died was started anew, or before there was room for it
            console.clear_progress()
            if self._is_terminal:
                console.note("Stopped.")
            return ExitCode.INTERRUPTED
        except (OutputClosedError, OutputError):
            raise
        except UserFacingError as error:
            console.error(str(error))
            if self._is_terminal:
                console.note("/new starts another conversation.")
            return ExitCode.DATA_FOLDER
        self._has_message = self._conversation.has_message
        self._refused = text if self._room.can_make_room else None
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
        if not self._is_terminal:
            if self._room.can_make_room:
                self._console.note(WAYS)
            return
        if self._room.can_make_room:
            self._console.note("/full drop leaves out the oldest messages, /full summarise has the model sum them up.")
        is_too_long = failure.kind is FailureKind.CONTEXT_OVERFLOW
        self._console.note("/new starts a new conversation." if is_too_long else "/retry answers it again.")

    def _choose_policy(self, name: str) -> None:
        """What was refused for want of room is sent then."""
        policies = {policy.value: policy for policy in ContextPolicy}
        policy = policies.get(name.casefold())
        if policy is None:
            now = self._room.policy_of(self._conversation)
            others = " and ".join(f"/full {other}" for other in policies if other != now)
            self._console.note(f"When the context is full: {now.value}. {others} change that for this conversation.")
            return
        self._conversation.choose_policy(policy)
        self._console.note(f"When the context is full: {policy.value}, for this conversation.")
        refused = self._refused
        if refused is not None and policy is not ContextPolicy.REFUSE:
            self.send(refused)

    def _tell(self) -> None:
        self._console.line(model_line(self.session.load()))
        number = self._conversation.conversation_id
        if self._request.data_dir is None:
            self._console.line("This conversation is not saved.")
        elif number is None:
            self._console.line(f"This conversation will be saved in {self._request.data_dir} with its first message.")
        else:
            self._console.line(f"Conversation {number} in {self._request.data_dir}; inglenook history show {number}")
        thread, marks = self._conversation.thread, self._conversation.marks
        if n_left_out := len(left_out(thread, marks)):
            cut = marks.cut_on(message.id for message in thread)
            self._console.line(f"Of its {len(thread)} messages {n_left_out} are left out.")
            if cut is not None and cut.summary:
                self._console.line(f"The model reads this summary instead:\n{cut.summary}")


def _unquoted(path: str) -> str:
    """As a terminal writes it when a file is dropped into it: in quotes, or with backslashes."""
    if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
        path = path[1:-1]
    elif "\\ " in path:
        path = re.sub(r"\\(.)", r"\1", path)
    return str(Path(path).expanduser())
