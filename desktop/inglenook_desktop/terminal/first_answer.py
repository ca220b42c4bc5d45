"""One fixed prompt on the starter, for a machine without display and terminal: shows that everything works."""

from __future__ import annotations

from pathlib import Path

from inglenook_engine.types import GenerateParams, LoadParams, SamplerParams

from ..library import ModelSource, default_model, find_model, installed_models
from ..paths import locate_data_dir
from ..starter import STARTER
from ..store import open_private_store
from .ask import report_figures
from .console import Console, standard_console
from .conversation import StoredConversation
from .exit_codes import ExitCode
from .figures import model_line
from .session import LoadError, Session, report_failure

PROMPT = "In one sentence: why do people like to sit by a fireplace?"
MAX_TOKENS = 64


def run(
    data_dir: Path | None = None, *, model: str | None = None, context: int = 2048, console: Console | None = None
) -> ExitCode:
    """Answer PROMPT, print the figures, save nothing. Raises UserFacingError when there is no model."""
    console = console or standard_console()
    folder = data_dir if data_dir is not None else locate_data_dir()
    models = installed_models(folder)
    starter = next((one for one in models if one.source is ModelSource.STARTER), None)
    chosen = find_model(model, models) if model else starter or default_model(models, folder)
    params = GenerateParams(sampler=SamplerParams(temperature=0.0), max_tokens=MAX_TOKENS)
    with (
        open_private_store() as store,
        Session(LoadParams(model_path=str(chosen.path), n_ctx=context), console) as session,
    ):
        console.note(f"Loading {STARTER.title if chosen.path.name == STARTER.filename else chosen.name} …")
        try:
            loaded = session.load()
        except LoadError as error:
            report_failure(error.failure, console)
            return ExitCode.MODEL
        console.line(model_line(loaded))
        console.line(f"> {PROMPT}")
        answer = session.answer(StoredConversation(store), PROMPT, params, show=console.text)
        console.end_of_text()
        if answer.failure is not None:
            report_failure(answer.failure, console)
            return ExitCode.FAILED
        report_figures(answer, console)
        return ExitCode.OK
