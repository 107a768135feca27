"""Screens of the people: members, volunteers and their stars, never added."""

from __future__ import annotations

from domain.items import Item
from domain.view import View
from figures.build_members import member_headline, member_notes
from figures.build_stars import star_callout, two_scopes, volunteer_headline
from figures.hall import Large, Numbers, Question, Scene, Words
from figures.hall_parts import WHOLE, is_known, is_whole, item_number, key_number, large, spread, title
from figures.marks import marked
from figures.spec import Headline, Line


def members(question: Question) -> tuple[Scene, ...]:
    """How many there are, who was praised, and where they are."""
    view = question.view
    notes = tuple(f"{note.title}：{note.text}" for note in member_notes())
    if not is_known(view, "adult_members"):
        whole = large("全省成人会员", marked(view, "adult_members", areas=WHOLE))
        blocks = (Numbers((whole,), first=True), Words((question.unknown,)))
        return (Scene(title(view, "会员"), member_headline(view), blocks, notes=notes),)
    praised = [item for item in question.material.items if item.figure in ("F28", "F29")] if is_whole(view) else []
    blocks = (
        Numbers((key_number(view, "adult_members", 2),), first=True),
        *((Numbers(tuple(_praised(item) for item in praised), apart=True),) if praised else ()),
    )
    shown = view.selection.indicator
    return (Scene(title(view, "会员"), member_headline(view), blocks, notes=notes), *spread(question, shown))


def _praised(item: Item) -> Large:
    """A list of one year, which is said."""
    return item_number(item, lines=(Line(f"{item.when}，{item.note}"),))


def volunteers(question: Question) -> tuple[Scene, ...]:
    """Volunteers and groups, the year's stars in their two scopes, and where they are."""
    view = question.view
    keys = ("registered_volunteers", "volunteer_groups")
    if not is_known(view, *keys):
        names = ("全省注册志愿者", "全省志愿服务团体")
        whole = tuple(large(name, marked(view, key, areas=WHOLE)) for name, key in zip(names, keys, strict=True))
        blocks = (Numbers(whole, first=True), Words((question.unknown,)))
        return (Scene(title(view, "志愿服务"), volunteer_headline(view), blocks), _stars(question))
    stars = _star_numbers(view) if is_whole(view) else ()
    blocks = (
        Numbers(tuple(key_number(view, key) for key in keys), first=True),
        *((Numbers(stars, apart=True),) if stars else ()),
    )
    return (
        Scene(title(view, "志愿服务"), volunteer_headline(view), blocks),
        _stars(question),
        *spread(question, view.selection.indicator),
    )


def _star_numbers(view: View) -> tuple[Large, ...]:
    """The year's ratings in their two scopes."""
    blocks = two_scopes(view).blocks
    return tuple(large(f"{block.title}（{block.scope}）", block.mark, (Line(block.note),)) for block in blocks)


def _stars(question: Question) -> Scene:
    """The province's two scopes, a wall between them."""
    text, _, rest = star_callout().text.partition("；")
    numbers = Numbers(_star_numbers(question.view), first=True, apart=True)
    return Scene(
        f"全省　{two_scopes(question.view).section.title}", Headline(((text, None),)), (numbers,), notes=(rest,)
    )
