"""A list to choose from, with arrows or with the number beside each choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from typing_extensions import override

from journal.tui import show


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what it is called, and a word on what it means."""

    value: str
    name: str
    meaning: str = ""
    key: str = ""
    """A letter that chooses it from anywhere on the screen, shown beside it."""


class Choices(OptionList):
    """Choices, numbered where there are letters and figures to spare for it."""

    DEFAULT_CSS = """
    Choices { height: auto; max-height: 100%; border: none; background: transparent; padding: 0;
        text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; background-tint: transparent; }
        & > .option-list--option-highlighted { text-style: none; }
    }
    """
    BINDINGS = [
        Binding("j", "cursor_down", "Down", show=False),
        Binding("k", "cursor_up", "Up", show=False),
        *(Binding(str(n), f"number({n})", f"Choose {n}", show=False) for n in range(1, 10)),
    ]

    @dataclass
    class Chosen(Message):
        """A choice was made."""

        choices: Choices
        value: str

        @property
        @override
        def control(self) -> Choices:
            return self.choices

    def __init__(self, choices: Sequence[Choice] = (), *, numbered: bool = True, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._numbered = numbered
        self._choices: tuple[Choice, ...] = ()
        self.offer(choices)

    def offer(self, choices: Sequence[Choice], highlighted: str | None = None) -> None:
        """Put these choices in the list, with one of them lit."""
        self._choices = tuple(choices)
        width = max((len(choice.name) for choice in choices), default=0)
        self.set_options(
            Option(self._shown(number, choice, width))
            for number, choice in enumerate(self._choices, 1)
        )
        values = [choice.value for choice in self._choices]
        self.highlighted = values.index(highlighted) if highlighted in values else 0

    @property
    def value(self) -> str | None:
        """The choice that is lit."""
        return None if self.highlighted is None else self._choices[self.highlighted].value

    def action_number(self, number: int) -> None:
        """Choose by number."""
        if self._numbered and number <= len(self._choices):
            self.highlighted = number - 1
            self.post_message(self.Chosen(self, self._choices[number - 1].value))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say what was chosen in our own words."""
        event.stop()
        self.post_message(self.Chosen(self, self._choices[event.option_index].value))

    def _shown(self, number: int, choice: Choice, width: int) -> Content:
        figure = f" {number} " if self._numbered and number < 10 else "   "
        if choice.key:
            figure = f" {choice.key} "
        name = show.line(choice.name)
        if not choice.meaning:
            return show.words((figure, "bold"), " ", name)
        gap = " " * (width - len(choice.name) + 2)
        return show.words((figure, "bold"), " ", name, gap, show.line(choice.meaning, "dim"))
