"""Looking round at the hub: a search, one repository, the header of one file, the plan made from it, and what it says
against the header of an older version that is here.

Asks only for what a person did, and only while the switch allows it; the first such act turns the switch on. Owns what
was found until something else is looked for. Knows no widget; what it tells are the values of `models_shown`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from inglenook_engine.plan_types import MemoryPlan, PlanRequest
from PySide6.QtCore import QDate, QLocale, QObject, Qt, Signal

from .fetcher.protocol import (
    FetcherJob,
    FetchFailed,
    Found,
    HeaderRead,
    LastEvent,
    ReadHeader,
    Search,
    Show,
    Shown,
)
from .frames import engine_environment
from .hub.recommended import recommended_list, suited
from .hub.reference import BadReferenceError, ModelReference, parse_reference
from .hub.switch import NetworkSwitchError, admit, endpoint, host_of, read_network
from .hub.updates import Update
from .hub.variants import (
    Contents,
    FreeMemory,
    Variant,
    contents_of,
    right_one,
)
from .hub_changes import HubChanges
from .hub_link import HubLink
from .hub_presenting import found_row, plan_shown, recommended_row, repository_shown, variant_shown
from .hub_question import HubQuestion
from .library_keeping import HubFileHere
from .model_plans import ModelPlans, Planned
from .models_shown import (
    CheckFit,
    FindShown,
    SearchHub,
    ShowModel,
    ShownPlan,
    ShownRepository,
)
from .translating import counted, date_pattern

HEADERS_FOLDER = "headers"
MAX_PLANS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a click on Download is about."""

    reference: ModelReference
    variant: Variant
    commit: str


class HubBrowsing(QObject):
    """found: a FindShown. shown: a ShownRepository or None, and the key of the variant to choose in it. planned: a
    ShownPlan or None. told: a sentence, and whether it is an error. asked: the switch may have turned. seen: the Shown
    of a repository, as the hub told it. explained: the path of a model that is here, and the Update that says what is
    another in its version at the hub.

    environ: what says where the hub is. make_link: a new link, for one kind of question. curve_dir: where measured
    loads are. is_idle: nobody waits for an answer, so that memory may be measured.
    """

    found = Signal(object)
    shown = Signal(object, str)
    planned = Signal(object)
    told = Signal(str, bool)
    asked = Signal()
    seen = Signal(object)
    explained = Signal(object, object)

    def __init__(
        self,
        data_dir: Path,
        plans: ModelPlans,
        make_link: Callable[[], HubLink],
        parent: QObject | None = None,
        *,
        environ: Mapping[str, str] = os.environ,
        curve_dir: Callable[[], str] = str,
        is_idle: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._plans = plans
        self._environ = environ
        self._curve_dir = curve_dir
        self._is_idle = is_idle
        self._memory: FreeMemory | None = None
        self._total_bytes = 0
        self._find = FindShown()
        self._search: SearchHub | None = None
        self._shown: Shown | None = None
        self._contents = Contents(variants=(), aside=())
        self._wanted = ModelReference(repository="")
        self._key = ""
        self._local: tuple[HubFileHere, ...] = ()
        self._coming: frozenset[tuple[str, str, str]] = frozenset()
        self._known_plans: dict[tuple[str, str], MemoryPlan] = {}
        self._changes = HubChanges(engine_environment(environ), self)
        self._changes.explained.connect(self._on_explained)
        self._search_job = HubQuestion(make_link(), self)
        self._show_job = HubQuestion(make_link(), self)
        self._header_job = HubQuestion(make_link(), self)
        self._search_job.answered.connect(self._on_found)
        self._show_job.answered.connect(self._on_shown)
        self._header_job.answered.connect(self._on_header)
        plans.planned.connect(self._on_planned)

    # --- what others know

    def set_memory(self, memory: FreeMemory, total_bytes: int) -> None:
        """What is free now. total_bytes: of the largest kind of memory a model could live in."""
        self._memory, self._total_bytes = memory, total_bytes
        self._show_again()
        if self._search is None:
            self.recommend()

    def set_local(self, files: Collection[HubFileHere]) -> None:
        """What the library lists of the hub's files."""
        self._local = tuple(files)
        self._show_again()

    def set_coming(self, coming: Collection[tuple[str, str, str]]) -> None:
        """Repository, commit and tag of what is among the downloads and not here yet."""
        if frozenset(coming) != self._coming:
            self._coming = frozenset(coming)
            self._show_again()

    # --- what a person asks for

    def recommend(self) -> None:
        """The built-in list, before anything was looked for. Nothing goes out."""
        known = recommended_list()
        models = suited(known.models, self._total_bytes) if self._total_bytes else list(known.models)
        heading = self.tr("Recommended for this machine, list of %1") if self._total_bytes else self.tr("List of %1")
        day = QLocale().toString(QDate.fromString(known.date, Qt.DateFormat.ISODate), date_pattern("d MMM yyyy"))
        self._search = None
        self._tell_found(FindShown(rows=tuple(map(recommended_row, models)), heading=heading.replace("%1", day)))

    def search(self, wish: SearchHub) -> None:
        """Or show at once what the text names: org/name, with a quantization or without, or the address of a page."""
        reference = self._reference_in(wish.query)
        if reference is not None:
            self.show_model(ShowModel(name=str(reference), quantization=reference.quantization))
            return
        if refusal := self._refusal():
            self._tell_found(FindShown(sentence=refusal, is_error=True))
            return
        self._search = wish
        author, slash, rest = wish.query.partition("/")
        query, author = (rest.strip(), author.strip()) if slash and " " not in author.strip() else (wish.query, "")
        sentence = self.tr("Asking %1…").replace("%1", self._host())
        self._tell_found(replace(self._find, sentence=sentence, is_asking=True, is_error=False))
        self._search_job.ask(Search(query=query, author=author, sort=wish.sort))

    def show_model(self, wish: ShowModel) -> None:
        try:
            self._wanted = parse_reference(wish.name, hosts=[self._host()])
        except BadReferenceError as error:
            self._tell_nothing(wish.name, str(error), is_error=True)
            return
        if wish.quantization and not self._wanted.quantization:
            self._wanted = replace(self._wanted, quantization=wish.quantization)
        self._forget_question()
        if refusal := self._refusal():
            self._tell_nothing(self._wanted.repository, refusal, is_error=True)
            return
        self._tell_nothing(self._wanted.repository, self.tr("Asking %1…").replace("%1", self._host()))
        self._show_job.ask(Show(repository=self._wanted.repository, revision=self._wanted.revision))

    def check_fit(self, wish: CheckFit) -> None:
        """A plan for one variant: from what is known, from its file where that is here, else from its header."""
        variant = self._variant(wish.key)
        if variant is None or self._shown is None:
            return
        self._forget_question()  # an answer to the choice before must not become one to this
        self._key = wish.key
        self._explain(variant)
        known = self._known_plans.get((self._shown.commit, variant.tag))
        if known is not None and not wish.is_asked:
            self.planned.emit(self._plan_shown(self._shown, variant, known))
            return
        path = self._path_of(variant) or self._header_path(variant)
        if path is not None:
            self._tell_plan(variant, self.tr("Reckoning what it takes…"))
            self._ask_plan(variant, path)
            return
        if refusal := self._refusal():
            self._tell_plan(variant, refusal, is_error=True)
            return
        host = self._host()
        self._tell_plan(variant, self.tr("Asking %1 for the first bytes of the file…").replace("%1", host))
        self._header_job.ask(
            ReadHeader(
                repository=self._shown.repository,
                revision=self._shown.commit,
                filename=variant.files[0].name,
                folder=str(self._data_dir / HEADERS_FOLDER),
            )
        )

    def choice(self, key: str) -> Chosen | None:
        """What to download; None where it is gone from the screen, or would not load."""
        variant = self._variant(key)
        if variant is None or self._shown is None or not variant.is_usable:
            return None
        reference = replace(self._wanted, quantization=variant.tag, filename="")
        return Chosen(reference=reference, variant=variant, commit=self._shown.commit)

    def shut_down(self) -> None:
        for job in (self._search_job, self._show_job, self._header_job):
            job.shut_down()
        self._changes.shut_down()
        self._plans.shut_down()

    # --- answers

    def _on_found(self, _job: FetcherJob, last: LastEvent) -> None:
        query = "" if self._search is None else self._search.query
        if isinstance(last, FetchFailed):
            self._tell_found(FindShown(sentence=last.message, is_error=True))
        elif isinstance(last, Found):
            rows = tuple(map(found_row, last.repositories))
            count = counted(len(rows), self.tr("1 model"), self.tr("%1 models"))
            heading = self.tr("%1 for “%2”").replace("%1", count).replace("%2", query) if query else count
            sentence = "" if rows else self.tr("The hub has no GGUF model of that name. Fewer words find more.")
            if last.n_left_out:
                one = self.tr("One more has a name that is not used here.")
                sentence = counted(last.n_left_out, one, self.tr("%1 more have names that are not used here."))
            self._tell_found(FindShown(rows=rows, heading=heading if rows else "", sentence=sentence))

    def _on_shown(self, _job: FetcherJob, last: LastEvent) -> None:
        if isinstance(last, FetchFailed):
            self._tell_nothing(self._wanted.repository, last.message, is_error=True)
        elif isinstance(last, Shown):
            self._shown = last
            self._contents = contents_of(last.files)
            self.shown.emit(self._repository(last), self._first_key())
            self.seen.emit(last)

    def _on_header(self, _job: FetcherJob, last: LastEvent) -> None:
        variant = self._variant(self._key)
        if variant is None:
            return
        if isinstance(last, FetchFailed):
            self._tell_plan(variant, last.message, is_error=True)
        elif isinstance(last, HeaderRead):
            self._tell_plan(variant, self.tr("Reckoning what it takes…"))
            self._ask_plan(variant, Path(last.path))
            self._explain(variant)

    def _on_explained(self, model: Path, update: Update) -> None:
        self.explained.emit(model, update)
        variant = self._variant(self._key)
        if variant is None or self._shown is None or self._plans.is_busy:
            return  # the plan that comes will have it
        known = self._known_plans.get((self._shown.commit, variant.tag))
        if known is not None:
            self.planned.emit(self._plan_shown(self._shown, variant, known))

    def _on_planned(self, planned: Planned) -> None:
        variant = self._variant(self._key)
        if variant is None or self._shown is None:
            return
        if planned.plan is None:
            self._tell_plan(variant, planned.error, is_error=True)
            return
        if len(self._known_plans) >= MAX_PLANS:
            self._known_plans.clear()
        self._known_plans[(self._shown.commit, variant.tag)] = planned.plan
        self._show_again()
        self.planned.emit(self._plan_shown(self._shown, variant, planned.plan))

    # --- how it is done

    def _explain(self, variant: Variant) -> None:
        """What changed in it since it was downloaded here: from its first bytes, if they were read. Asks nobody."""
        head = self._header_path(variant)
        if self._shown is not None and head is not None:
            self._changes.ask(self._shown, variant, head=head, local=self._local)

    def _forget_question(self) -> None:
        """About a file, whether its header or its plan is waited for."""
        self._header_job.stop()
        self._plans.stop()

    def _refusal(self) -> str:
        """Why nothing may be asked now; "" when it may, and then the switch is on from here."""
        try:
            admission = admit(self._data_dir, self._environ)
        except NetworkSwitchError as error:
            return str(error)
        if admission.is_first:
            self.told.emit(admission.sentence, False)
        self.asked.emit()
        return "" if admission.is_allowed else admission.sentence

    def _host(self) -> str:
        return host_of(endpoint(read_network(self._data_dir), self._environ))

    def _reference_in(self, text: str) -> ModelReference | None:
        """None for words to look for, and for an author alone."""
        if "/" not in text or text.rstrip().endswith("/"):
            return None
        try:
            return parse_reference(text, hosts=[self._host()])
        except BadReferenceError:
            return None

    def _variant(self, key: str) -> Variant | None:
        return next((one for one in self._contents.variants if one.tag == key), None)

    def _first_key(self) -> str:
        wanted = self._wanted.quantization.casefold()
        for one in self._contents.variants:
            names = {one.tag.casefold(), one.quantization.casefold(), *(file.name.casefold() for file in one.files)}
            if (wanted and wanted in names) or (self._wanted.filename and self._wanted.filename.casefold() in names):
                return one.tag
        return ""

    def _path_of(self, variant: Variant) -> Path | None:
        """The file of this very variant, if it is here."""
        if self._shown is None:
            return None
        first = variant.files[0]
        for file in self._local:
            if file.repository == self._shown.repository and file.name == first.name:
                is_same = file.digest == first.digest if file.digest else file.size_bytes == first.size_bytes
                if is_same:
                    return file.path
        return None

    def _header_path(self, variant: Variant) -> Path | None:
        """First bytes that were read before. The name is the hub's own sum of the file, or it is not used."""
        digest = variant.files[0].digest
        if len(digest) not in (40, 64) or not set(digest) <= set("0123456789abcdef"):
            return None
        path = self._data_dir / HEADERS_FOLDER / f"{digest}.gguf-head"
        return path if path.is_file() else None

    def _ask_plan(self, variant: Variant, path: Path) -> None:
        first = variant.files[0].size_bytes
        self._plans.ask(
            PlanRequest(
                model_path=str(path),
                size_bytes=first,
                other_parts_bytes=variant.size_bytes - first,
                model_name=PurePosixPath(variant.files[0].name).name.removesuffix(".gguf"),
                curve_dir=self._curve_dir(),
                measures_memory=self._is_idle(),
            )
        )

    def _tell_found(self, found: FindShown) -> None:
        self._find = found
        self.found.emit(found)

    def _tell_nothing(self, name: str, sentence: str, *, is_error: bool = False) -> None:
        """A repository of which nothing is known yet, or cannot be."""
        self._shown, self._contents, self._key = None, Contents(variants=(), aside=()), ""
        self.shown.emit(ShownRepository(name=name, sentence=sentence, is_error=is_error), "")

    def _tell_plan(self, variant: Variant, sentence: str, *, is_error: bool = False) -> None:
        self.planned.emit(ShownPlan(key=variant.tag, verdict=sentence, is_asking=not is_error, is_error=is_error))

    def _show_again(self) -> None:
        if self._shown is not None:
            self.shown.emit(self._repository(self._shown), "")

    def _repository(self, shown: Shown) -> ShownRepository:
        contents = self._contents
        best = right_one(contents, self._memory) if self._memory is not None and contents.variants else None
        variants = tuple(
            variant_shown(
                one,
                self._known_plans.get((shown.commit, one.tag)),
                self._memory,
                path=self._path_of(one),
                is_best=one is best,
                is_coming=(shown.repository, shown.commit, one.tag) in self._coming,
            )
            for one in contents.variants
        )
        return repository_shown(shown, contents, variants)

    def _plan_shown(self, shown: Shown, variant: Variant, plan: MemoryPlan) -> ShownPlan:
        is_here = self._path_of(variant) is not None
        return plan_shown(variant.tag, plan, None if is_here else self._changes.known(shown, variant))
