"""The tree of a conversation from another program: parents before children, whatever its links say. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inglenook_engine.types import Role

from .values import FoundMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place in the tree. parent: a key, None for a first one. message: None where there is nothing to see, such as
    the root of ChatGPT's trees; its children then belong to the message above it."""

    key: str
    parent: str | None
    message: FoundMessage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """messages: parents before children. shown_as: for each node the message that it became a part of; None above the
    first message."""

    messages: tuple[FoundMessage, ...]
    shown_as: Mapping[str, str | None]
    problems: tuple[str, ...]


def arranged(nodes: Sequence[Node]) -> Tree:
    """nodes: siblings oldest first. A node whose parent is missing begins a branch of its own, so that its text is
    kept; nodes in a circle belong to no branch, and are left out."""
    problems: list[str] = []
    by_key: dict[str, Node] = {}
    for node in nodes:
        if node.key in by_key:
            problems.append(f"There are two messages {_short(node.key)}; the second was left out.")
        else:
            by_key[node.key] = node

    children: dict[str | None, list[Node]] = {}
    for node in by_key.values():
        parent = node.parent
        if parent is not None and parent not in by_key:
            problems.append(f"Message {_short(node.key)} answers one that is missing; it begins a branch of its own.")
            parent = None
        children.setdefault(parent, []).append(node)

    messages: list[FoundMessage] = []
    shown_as: dict[str, str | None] = {}
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        node = waiting.pop()
        above = None if node.parent is None else shown_as.get(node.parent)
        shown_as[node.key] = above
        if node.message is not None:
            messages.append(replace(node.message, key=node.key, parent=above))
            shown_as[node.key] = node.key
        waiting.extend(reversed(children.get(node.key, [])))
    n_lost = len(by_key) - len(shown_as)
    if n_lost:
        problems.append(f"{n_lost} messages answer each other in a circle; they were left out.")
    return Tree(messages=tuple(messages), shown_as=shown_as, problems=tuple(problems))


def joined_answers(tree: Tree) -> Tree:
    """Answers that follow an answer, without a branch between them, become one: a model's thoughts, its calls of tools
    and what it says in the end are one answer to the person who asked."""
    n_children: dict[str | None, int] = {}
    for message in tree.messages:
        n_children[message.parent] = n_children.get(message.parent, 0) + 1
    kept: dict[str, FoundMessage] = {}
    texts: dict[str, list[str]] = {}
    part_of: dict[str, str] = {}
    for message in tree.messages:
        above = None if message.parent is None else part_of[message.parent]
        target = None if above is None else kept[above]
        if (
            target is not None
            and message.role is Role.ASSISTANT
            and target.role is Role.ASSISTANT
            and n_children[message.parent] == 1
        ):
            part_of[message.key] = target.key
            texts[target.key].append(message.content)
            kept[target.key] = replace(
                target,
                model_name=target.model_name or message.model_name,
                status=message.status,
                attachments=(*target.attachments, *message.attachments),
            )
        else:
            part_of[message.key] = message.key
            texts[message.key] = [message.content]
            kept[message.key] = replace(message, parent=above)
    shown_as = {key: None if shown is None else part_of[shown] for key, shown in tree.shown_as.items()}
    messages = tuple(
        replace(message, content="\n\n".join(part for part in texts[message.key] if part)) for message in kept.values()
    )
    return Tree(messages=messages, shown_as=shown_as, problems=tree.problems)


def chain(messages: Sequence[FoundMessage]) -> Tree:
    """Messages that follow one another, as a tree. Their parents are not looked at."""
    nodes = []
    above: str | None = None
    for message in messages:
        nodes.append(Node(key=message.key, parent=above, message=message))
        above = message.key
    return arranged(nodes)


def _short(key: str) -> str:
    return key if len(key) <= 60 else f"{key[:59]}…"
