"""What a person can set: sections of settings, each with its default, its words and its bounds. No Qt, no file.

A setting is a field made with `setting(…)` in its section; that alone gives it a row in the settings dialog, a comment
in `settings.toml` and an entry in the command palette. A section without settings is shown nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from .wording import N_

Value = bool | int | float | str
T = TypeVar("T", bool, int, float, str)

MAX_TEXT = 2000
"""Characters of a text, and of a shortcut."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a setting may have. title: marked with N_."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting, as the dialog, the file and the palette see it.

    title, help: marked with N_; help says what it does and, where that is not obvious, what it costs. low, high:
    inclusive, for numbers. choices: of a text, () where any text is allowed. unit: marked with N_, "%" or "pt", shown
    behind a number. special: marked with N_, what is shown instead of the number `low`, such as "automatic". least: the
    smallest of the other numbers, None for the one after `low`. step: of an arrow, 0 for one or a twentieth of all.
    is_shown: False for what has a place of its own and would only confuse in the dialog.
    """

    section: str
    name: str
    default: Value
    title: str
    help: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    special: str = ""
    least: float | None = None
    step: float = 0
    is_shown: bool = True

    @property
    def key(self) -> str:
        """ "appearance.scheme", as in `settings.toml`."""
        return f"{self.section}.{self.name}"

    def check(self, value: object) -> Value:
        """The value if this setting can have it. Raises ValueError with what it can have, in a sentence."""
        if isinstance(self.default, bool):
            if not isinstance(value, bool):
                raise ValueError("It can be true or false.")
            return value
        if isinstance(self.default, str):
            return self._check_text(value)
        low, high = self.low or 0, self.high or 0
        is_whole = isinstance(self.default, int)
        least = low if self.least is None else self.least
        kind = int if is_whole else int | float
        if isinstance(value, kind) and not isinstance(value, bool) and (value == low or least <= value <= high):
            return value if is_whole else float(value)
        if self.least is not None:
            raise ValueError(f"It can be {low:.10g}, or a whole number from {self.least:.10g} to {high:.10g}.")
        if is_whole:
            raise ValueError(f"It can be a whole number from {low:.10g} to {high:.10g}.")
        raise ValueError(f"It can be a number from {low:.10g} to {high:.10g}.")

    def _check_text(self, value: object) -> str:
        if self.choices and value not in [choice.value for choice in self.choices]:
            allowed = ", ".join(f'"{choice.value}"' for choice in self.choices)
            raise ValueError(f"It can be one of {allowed}.")
        return check_text(value)


def setting(
    default: T,
    *,
    title: str,
    help: str = "",
    low: float | None = None,
    high: float | None = None,
    choices: Sequence[Choice] = (),
    unit: str = "",
    special: str = "",
    least: float | None = None,
    step: float = 0,
    is_shown: bool = True,
) -> T:
    """A field of a section; the arguments are those of `Setting`. A number has both bounds."""
    is_number = isinstance(default, int | float) and not isinstance(default, bool)
    if is_number != (low is not None and high is not None):
        raise TypeError(f"{title}: low and high go with a number, and only with one")
    words = {
        "title": title,
        "help": help,
        "low": low,
        "high": high,
        "choices": tuple(choices),
        "unit": unit,
        "special": special,
        "least": least,
        "step": step,
        "is_shown": is_shown,
    }
    made: Any = field(default=default, metadata={"setting": words})
    return made  # type: ignore[no-any-return]


SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    scheme: str = setting(
        SYSTEM,
        title=N_("Colours"),
        help=N_("Light or dark, or as the system has it at the time."),
        choices=(Choice(SYSTEM, N_("As the system")), Choice("light", N_("Light")), Choice("dark", N_("Dark"))),
    )
    high_contrast: str = setting(
        SYSTEM,
        title=N_("High contrast"),
        help=N_("Text stands out from its ground by at least 7 to 1, and every control has a visible edge."),
        choices=(Choice(SYSTEM, N_("As the system")), Choice("on", N_("On")), Choice("off", N_("Off"))),
    )
    font_family: str = setting("", title=N_("Font"), help=N_("Of the whole window. Code keeps a font of fixed width."))
    font_size_pt: int = setting(
        0,
        title=N_("Font size"),
        help=N_("Of the whole window. The text of conversations has a zoom of its own besides."),
        low=0,
        least=7,
        high=32,
        unit=N_("pt"),
        special=N_("As the system"),
    )
    density: str = setting(
        "normal",
        title=N_("Density"),
        help=N_("How much room is left between rows and controls."),
        choices=(
            Choice("compact", N_("Compact")),
            Choice("normal", N_("Normal")),
            Choice("roomy", N_("Roomy")),
        ),
    )
    zoom_percent: int = setting(
        100,
        title=N_("Zoom of conversations"),
        help=N_("Ctrl and plus, minus or zero change it too."),
        low=50,
        high=300,
        unit=N_("%"),
        step=10,
    )
    language: str = setting(
        SYSTEM,
        title=N_("Language"),
        help=N_("Of the window, from its next start on. It does not change the language that models answer in."),
        choices=(
            Choice(SYSTEM, N_("As the system")),
            Choice("en", "English"),
            Choice("de", "Deutsch"),
            Choice("fr", "Français"),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How conversations are shown."""

    wrap_code: bool = setting(
        False,
        title=N_("Wrap long lines of code"),
        help=N_("Otherwise they scroll sideways. The button above a block of code changes it for that block alone."),
    )
    shows_reasoning: bool = setting(
        False,
        title=N_("Lay the reasoning of models open"),
        help=N_("Otherwise it is folded into one line above the answer; a click on that line shows it."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What is written, and what answers are asked for where no preset says it."""

    makes_titles: bool = setting(
        True,
        title=N_("Let the model title new conversations"),
        help=N_("After its first answer, while nothing is asked. Otherwise they are called by their first words."),
    )
    reasoning: str = setting(
        "auto",
        title=N_("Reasoning"),
        help=N_("Whether a model that can reason does so before it answers, where no preset says it."),
        choices=(
            Choice("auto", N_("As the model has it")),
            Choice("on", N_("On")),
            Choice("off", N_("Off")),
        ),
    )
    reasoning_budget_tokens: int = setting(
        0,
        title=N_("Longest reasoning"),
        help=N_("A model that reasons begins its answer after so many tokens of reasoning, where no preset says it."),
        low=0,
        high=1_000_000,
        unit=N_("tokens"),
        special=N_("as long as it likes"),
        step=64,
    )
    paste_as_file_characters: int = setting(
        10_000,
        title=N_("Pasted text becomes a file from"),
        help=N_("It goes with the message like any other file. Undo right after puts it into the text instead."),
        low=0,
        high=200_000,
        unit=N_("characters"),
        special=N_("what would make the field slow"),
        step=1000,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What happens when the model's context is full."""

    when_full: str = setting(
        "refuse",
        title=N_("When the context is full"),
        help=N_("Of conversations that have no choice of their own. Nothing is left out without a word."),
        choices=(
            Choice("refuse", N_("Say so and send nothing")),
            Choice("drop", N_("Leave out the oldest messages")),
            Choice("summarise", N_("Let the model sum up the oldest messages")),
        ),
    )
    reserve_tokens: int = setting(
        1024,
        title=N_("Kept free for the answer"),
        help=N_("Of the context, and never more than a quarter of it. A limit of the preset counts instead."),
        low=64,
        high=65536,
        unit=N_("tokens"),
        step=64,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifications:
    """What the window says when it is not in front, and to a screen reader."""

    spoken_answers: str = setting(
        "sentences",
        title=N_("Answers for a screen reader"),
        help=N_("An answer in progress is announced politely: whatever is being read is read to its end."),
        choices=(
            Choice("sentences", N_("Sentence by sentence")),
            Choice("end", N_("Its beginning and end")),
            Choice("off", N_("Nothing")),
        ),
    )
    answer_done: bool = setting(
        True,
        title=N_("Tell when a long answer is done"),
        help=N_("By a message of the system, and only while no window of Inglenook is in front."),
    )
    after_seconds: int = setting(
        15,
        title=N_("An answer is long from"),
        low=1,
        high=3600,
        unit=N_("s"),
    )
    shows_text: bool = setting(
        False,
        title=N_("Show the beginning of the answer in the message"),
        help=N_("Others may see such messages, and the system may keep them. Of a private one nothing is shown."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Start, tray, several windows."""

    menu_bar: bool = setting(
        False,
        title=N_("Menu bar always in view"),
        help=N_("Otherwise Alt or F10 brings it. macOS has it at the top of the screen in any case."),
    )
    tray: bool = setting(
        False,
        title=N_("Icon beside the clock"),
        help=N_("Some desktops have no place for it."),
    )
    keeps_running: bool = setting(
        False,
        title=N_("Closing the window leaves Inglenook beside the clock"),
        help=N_("Needs the icon there. The model stays loaded, and keeps its memory, until you quit."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What is recorded of an answer, and what is asked of it."""

    ttft_budget_s: float = setting(
        0.0,
        title=N_("Time to the first token"),
        help=N_("The page of statistics marks where more than 5 of 100 answers began later than that, and says why."),
        low=0.0,
        high=600.0,
        unit=N_("s"),
        special=N_("no budget"),
        step=0.5,
    )
    itl_budget_ms: float = setting(
        0.0,
        title=N_("Time between tokens"),
        help=N_(
            "The page of statistics marks where more than 5 of 100 tokens came later than that after the one before."
        ),
        low=0.0,
        high=10_000.0,
        unit=N_("ms"),
        special=N_("no budget"),
        step=10.0,
    )
    answer_budget_s: float = setting(
        0.0,
        title=N_("Time of the whole answer"),
        help=N_("The page of statistics marks where more than 5 of 100 answers took longer than that."),
        low=0.0,
        high=36_000.0,
        unit=N_("s"),
        special=N_("no budget"),
        step=0.5,
    )

    measures_itself: bool = setting(
        True,
        title=N_("Measure this machine after updates"),
        help=N_(
            "After an update of the program, the engine, the driver or the model, for less than a minute while nothing "
            "is asked; so that you are told when something became slower."
        ),
    )
    keep_totals: bool = setting(
        False,
        title=N_("Keep the totals of deleted conversations"),
        help=N_(
            "Anonymous figures stay: counts, times, the model, the half hour. Nothing of what was said, and "
            "nothing that leads back to it. Switched off, those that were kept so far are deleted too."
        ),
    )


NO_SHORTCUTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """shortcuts: the person's own keys by the command's key, "" where the person wants none; commands that are not in
    it keep theirs."""

    appearance: Appearance = field(default_factory=Appearance)
    reading: Reading = field(default_factory=Reading)
    writing: Writing = field(default_factory=Writing)
    context: Context = field(default_factory=Context)
    notifications: Notifications = field(default_factory=Notifications)
    window: Window = field(default_factory=Window)
    statistics: Statistics = field(default_factory=Statistics)
    shortcuts: Mapping[str, str] = field(default_factory=lambda: NO_SHORTCUTS)


SHORTCUTS = "shortcuts"

SECTION_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "appearance": N_("Appearance"),
        "reading": N_("Reading"),
        "writing": N_("Writing"),
        "context": N_("Context"),
        "notifications": N_("Notifications"),
        "window": N_("Window"),
        "statistics": N_("Statistics"),
    }
)


def settings_of(section: str) -> tuple[Setting, ...]:
    """In the order of the class. Raises KeyError for a section that is not there."""
    return _SETTINGS[section]


def all_settings() -> Iterator[Setting]:
    """Of every section, in order."""
    for section in SECTION_TITLES:
        yield from _SETTINGS[section]


def find_setting(section: str, name: str) -> Setting:
    """Raises KeyError for one that is not there."""
    for one in _SETTINGS[section]:
        if one.name == name:
            return one
    raise KeyError(f"{section}.{name}")


def value_of(preferences: Preferences, one: Setting) -> Value:
    value: Value = getattr(getattr(preferences, one.section), one.name)
    return value


def with_value(preferences: Preferences, section: str, name: str, value: object) -> Preferences:
    """With one setting changed. section "shortcuts": name is a command's key. Raises KeyError for a setting that is
    not there, and ValueError for a value that it cannot have."""
    if section == SHORTCUTS:
        shortcuts = MappingProxyType({**preferences.shortcuts, name: check_text(value)})
        return replace(preferences, shortcuts=shortcuts)
    checked: dict[str, Any] = {name: find_setting(section, name).check(value)}
    changed: dict[str, Any] = {section: replace(getattr(preferences, section), **checked)}
    return replace(preferences, **changed)


def with_default(preferences: Preferences, section: str, name: str) -> Preferences:
    """With one setting as it was at first. Raises KeyError for a setting that is not there; a shortcut that the person
    never changed is none."""
    if section != SHORTCUTS:
        return with_value(preferences, section, name, find_setting(section, name).default)
    rest = {key: keys for key, keys in preferences.shortcuts.items() if key != name}
    return replace(preferences, shortcuts=MappingProxyType(rest))


def check_text(value: object) -> str:
    """Raises ValueError, with what it can be, for what is no text or a very long one."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise ValueError(f"It can be a text in quotation marks, of up to {MAX_TEXT} characters.")
    return value


def _settings_in(section: str, kind: type[Any]) -> tuple[Setting, ...]:
    made: list[Setting] = []
    for one in fields(kind):
        default: Any = one.default
        made.append(Setting(section=section, name=one.name, default=default, **one.metadata["setting"]))
    return tuple(made)


_SETTINGS: Mapping[str, tuple[Setting, ...]] = {
    section: _settings_in(section, type(getattr(Preferences(), section))) for section in SECTION_TITLES
}
