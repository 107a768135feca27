"""The registry of indicators. Data only: one entry adds an indicator everywhere."""

from __future__ import annotations

from domain.indicator import Difference, Group, Growth, Indicator, PointChange, Ratio

TOWN, VILLAGE = "乡镇（街道）", "村（社区）"
PEOPLE = "会员与志愿者可能是同一个人，两数不相加"
_O, _M, _V, _S, _P = Group.ORGANISATION, Group.MEMBER, Group.VOLUNTEER, Group.STAR, Group.PLACE
_B, _H = Group.BASE, Group.HONOUR

_BASE = (
    Indicator("town_branches", f"{TOWN}红十字会", "个", _O, "期末已建立的乡镇（街道）红十字会个数", short="乡镇已建"),
    Indicator(
        "town_units",
        f"{TOWN}应建数",
        "个",
        _B,
        "期末乡镇（街道）总数。全省数由建会数与建会率倒推；市县数为国家统计局统计用区划",
        better=0,
        short="乡镇应建",
    ),
    Indicator(
        "town_coverage",
        f"{TOWN}建会率",
        "%",
        _O,
        "已建红十字会的乡镇（街道）占全部乡镇（街道）的比重",
        Ratio("town_branches", "town_units", 100),
        1,
        short="乡镇建会率",
    ),
    Indicator(
        "town_gap",
        f"{TOWN}尚未建会",
        "个",
        _O,
        "应建数减已建数",
        Difference("town_units", ("town_branches",)),
        better=-1,
        short="乡镇还差",
    ),
    Indicator(
        "village_branches", f"{VILLAGE}红十字会", "个", _O, "期末已建立的村（社区）红十字会个数", short="村社已建"
    ),
    Indicator(
        "village_units",
        f"{VILLAGE}应建数",
        "个",
        _B,
        "期末村（社区）总数。全省数由建会数与建会率倒推，与统计用区划的口径不同",
        better=0,
        short="村社应建",
    ),
    Indicator(
        "village_coverage",
        f"{VILLAGE}建会率",
        "%",
        _O,
        "已建红十字会的村（社区）占全部村（社区）的比重",
        Ratio("village_branches", "village_units", 100),
        1,
        short="村社建会率",
    ),
    Indicator(
        "village_gap",
        f"{VILLAGE}尚未建会",
        "个",
        _O,
        "应建数减已建数",
        Difference("village_units", ("village_branches",)),
        better=-1,
        short="村社还差",
    ),
    Indicator(
        "grassroots_organisations",
        "基层组织（各类合计）",
        "个",
        _O,
        "乡镇（街道）、村（社区）、学校、医疗机构、企事业单位等各类红十字基层组织；报告只给增幅，未给总数",
        lowest="province",
        short="基层组织",
    ),
    Indicator(
        "other_organisations",
        "其他类型基层组织",
        "个",
        _O,
        "各类合计减去乡镇（街道）和村（社区）：学校、医疗机构、企事业单位、行业等",
        Difference("grassroots_organisations", ("town_branches", "village_branches")),
        lowest="province",
    ),
    Indicator("adult_members", "成人会员", "名", _M, f"期末实名注册的成人会员。{PEOPLE}"),
    Indicator(
        "members_per_10k",
        "每万人口成人会员",
        "名",
        _M,
        "成人会员 ÷ 第七次全国人口普查常住人口 × 10000",
        Ratio("adult_members", "population", 10000),
        1,
        lowest="city",
        short="每万人会员",
    ),
    Indicator(
        "members_per_village",
        f"平均每个{VILLAGE}成人会员",
        "名",
        _M,
        "成人会员 ÷ 村（社区）应建数",
        Ratio("adult_members", "village_units", 1),
        1,
        short="每村社会员",
    ),
    Indicator(
        "volunteer_groups", "志愿服务团体（组织）", "个", _V, "期末红十字志愿服务团体（组织）个数", short="志愿团体"
    ),
    Indicator(
        "registered_volunteers",
        "注册志愿者",
        "名",
        _V,
        f"期末注册红十字志愿者；与志愿汇等平台的人数不是同一口径。{PEOPLE}",
    ),
    Indicator(
        "volunteers_per_10k",
        "每万人口注册志愿者",
        "名",
        _V,
        "注册志愿者 ÷ 第七次全国人口普查常住人口 × 10000",
        Ratio("registered_volunteers", "population", 10000),
        1,
        lowest="city",
        short="每万人志愿者",
    ),
    Indicator(
        "volunteers_per_group",
        "平均每个团体志愿者",
        "名",
        _V,
        "注册志愿者 ÷ 志愿服务团体数",
        Ratio("registered_volunteers", "volunteer_groups", 1),
        1,
        better=0,
        short="团均人数",
    ),
    *(
        Indicator(
            f"star_{n}",
            f"{word}星级志愿者",
            "名",
            _S,
            f"期末在册的{word}星级红十字志愿者（各级评定）",
            scope="各级评定，期末在册",
        )
        for n, word in enumerate("一二三四五", 1)
    ),
    Indicator(
        "five_star_rated",
        "五星级志愿者（当年评定）",
        "名",
        _S,
        "2020年评定的五星级红十字志愿者；与省属一至四星级的评定范围不同，不能相加",
        scope="全省红十字系统，2020年评定",
    ),
    Indicator(
        "provincial_star_rated",
        "省属一至四星级志愿者（当年评定）",
        "名",
        _S,
        "2020年评定的省属一至四星级志愿者，报告未分星级；不含市县评定",
        scope="省属，2020年评定",
        lowest="province",
    ),
    Indicator(
        "star_rate",
        "每千名志愿者五星级",
        "名",
        _S,
        "五星级志愿者（当年评定）÷ 注册志愿者 × 1000",
        Ratio("five_star_rated", "registered_volunteers", 1000),
        2,
        short="千人五星",
    ),
    Indicator("life_education_halls", "生命教育体验馆", "个", _P, "累计建成", lowest="province"),
    Indicator("first_aid_bases", "应急救护培训基地", "个", _P, "累计建成的各类急救培训基地", lowest="province"),
    Indicator("fraternity_homes", "标准化博爱家园", "个", _P, "累计建成的“4+X”标准化博爱家园", lowest="province"),
    Indicator("service_stations", "红十字服务站点", "个", _P, "累计建成；报告为约数，只作下限", lowest="province"),
    Indicator(
        "population", "常住人口", "人", _B, "第七次全国人口普查常住人口（2020年11月1日零时）", better=0, lowest="city"
    ),
    Indicator(
        "congress_grassroots_delegates", "全国代表大会代表中基层组织负责人", "名", _H, "2019年推荐", lowest="province"
    ),
    Indicator("congress_delegates", "全国代表大会浙江代表", "名", _H, "由基层负责人数及其占比倒推", lowest="province"),
    Indicator(
        "congress_grassroots_share",
        "代表中基层组织负责人占比",
        "%",
        _H,
        "基层组织负责人 ÷ 浙江代表",
        Ratio("congress_grassroots_delegates", "congress_delegates", 100),
        2,
        lowest="province",
    ),
    Indicator("volunteer_experts", "入选省志愿服务专家人才库", "名", _H, "红十字系统入选人数", lowest="province"),
    Indicator("expert_pool", "省志愿服务专家人才库", "名", _H, "由入选人数及其占比倒推", better=0, lowest="province"),
    Indicator(
        "volunteer_expert_share",
        "专家人才库中红十字系统占比",
        "%",
        _H,
        "入选人数 ÷ 专家人才库人数",
        Ratio("volunteer_experts", "expert_pool", 100),
        1,
        lowest="province",
    ),
)


def _change(base: Indicator) -> Indicator:
    if base.is_rate:
        return Indicator(
            base.change_key,
            f"{base.name}变化",
            "百分点",
            base.group,
            f"{base.name}与上一期之差",
            PointChange(base.key),
            1,
            base.better,
            base.scope,
            base.lowest,
            f"{base.label}变化",
        )
    return Indicator(
        base.change_key,
        f"{base.name}增幅",
        "%",
        base.group,
        "本期 ÷ 上期 − 1",
        Growth(base.key),
        1,
        base.better,
        base.scope,
        base.lowest,
        f"{base.label}增幅",
    )


_CHANGING = (
    "town_branches",
    "town_coverage",
    "village_branches",
    "village_coverage",
    "grassroots_organisations",
    "other_organisations",
    "adult_members",
    "volunteer_groups",
    "registered_volunteers",
)

INDICATORS: dict[str, Indicator] = {i.key: i for i in _BASE}
INDICATORS |= {c.key: c for c in (_change(INDICATORS[key]) for key in _CHANGING)}

# What the filter bar offers, in this order: the series that can be drawn by area.
ON_MAP: tuple[str, ...] = (
    "village_coverage",
    "town_coverage",
    "village_branches",
    "town_branches",
    "village_gap",
    "town_gap",
    "adult_members",
    "members_per_10k",
    "members_per_village",
    "volunteer_groups",
    "registered_volunteers",
    "volunteers_per_10k",
    "volunteers_per_group",
    "five_star_rated",
    *(f"star_{n}" for n in range(1, 6)),
    "star_rate",
    "grassroots_organisations",
)
