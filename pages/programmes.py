"""阵地·项目·荣誉: everything that the report lists, where it stands, and what is still to be entered."""

from __future__ import annotations

from data_access import assets
from data_access.boundaries import approval
from domain.list_items import items_of
from domain.view import View
from figures import build_items as lists
from figures import build_lists as reported
from figures import build_places as places
from figures import build_programmes as bands
from figures.sheet import Columns
from figures.spec import Section
from pages._show import Parts


def parts(shown: View) -> Parts:
    """The bands, the timeline, and the table of the 52 systems; what was reported stands behind what the report says."""
    items, kinds = assets.items(), assets.list_kinds()
    happened = (*items, *items_of(shown.rows))
    targets = reported.target_table(shown, kinds["targets"])
    picture = places.item_map(shown, items, approval())
    people = Section("代表与专家", "总数由占比推出"), bands.people_cards(shown, items)
    return (
        bands.programmes_headline(shown, items),
        lists.download(shown),
        Columns(((5, (picture,)), (7, (places.place_bars(shown, items), places.ladder(shown, items))))),
        *reported.reported_table(shown, kinds["places"]),
        bands.money_table(shown, items),
        *reported.reported_table(shown, kinds["projects"]),
        Columns(((7, (bands.honour_bars(shown, items),)), (5, (bands.medals(shown, items),)))),
        bands.honour_table(shown, items),
        *reported.reported_table(shown, kinds["honours"]),
        Columns(((5, people), (7, (lists.studio_table(shown, items),)))),
        lists.training_table(shown, items),
        *reported.reported_table(shown, kinds["trainings"]),
        lists.shelf(shown, items),
        lists.activity_table(shown, items),
        Section("志愿服务“五个度”", "报告没有量化口径，不打分；各列它提供的依据"),
        bands.degree_cards(items),
        Columns(((5, (lists.timeline(shown, happened),)), (7, (lists.undated(shown, items),)))),
        lists.pilot_table(shown, items),
        lists.plan_table(shown, items),
        *(targets or (lists.plan_note(),)),
        lists.system_table(shown, assets.systems()),
    )
