"""The subjects of the figures: by which words each is known, in what unit it is counted, what it is taken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.status import Status


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is counted.

    ``head`` are its words, ``context`` others without which the sentence (or the one before) is not about it,
    ``bar`` words that make the clause about something else: regular expressions over folded text.
    ``measures``: count, rate, share, gap, units, money … → key of the registry, keys joined by +, or id of a figure;
    growth and change follow from them. ``units`` are those it may be counted in, the report's first; ``reach`` is how
    many characters of other words may stand between head and number; ``kin`` names those it is taken for;
    ``lead`` are words that must stand right before the number.
    """

    name: str
    head: str
    measures: Mapping[str, str]
    units: str
    kin: str = ""
    reach: int = 4
    context: str = ""
    bar: str = ""
    lead: str = ""


_TOWN = r"(?:乡[（(]镇、街道[）)]|乡、?镇[（(、]?街道[）)]?|乡镇|镇[（(]街道[）)]|镇街|街道)"
_VILLAGE = r"(?:村[（(]社区[）)]|村、?社区|城乡社区|行政村|村社|村居|社区|村(?=红十字|级|建会|一级))"
_ORG = r"(?:一?级)?(?:的)?(?:红十字(?:会|组织|基层组织)|基层(?:红十字)?组织)?"
_STARS = "[一1](?:星级?)?(?:至|到|[-—–~、])"
_RED = "(?:的)?(?:红十字)?"
COUNTY = r"(?:县（市、区）|县\(市、区\)|县市区|县[（(]市[）)区]?|县级?(?!以上|域))"
PEOPLE, PIECES = "名 人 位", "个 项"


def _figure(name: str, head: str, figure: str, units: str, **more: str | int) -> Subject:
    measure = "money" if units.startswith("元") else "count"
    return Subject(name, head, {measure: figure}, units, **more)  # type: ignore[arg-type]


_BRANCHES = (
    Subject(
        "乡镇（街道）与村（社区）红十字会合计",
        rf"{_TOWN}(?:一级|红十字会|红十字组织)?[和与及、以]+(?:{_VILLAGE}|村)(?:[两二]级)?{_ORG}(?![^，。；]{{0,14}}(?:分别|依次))",
        {"count": "town_branches+village_branches"},
        "个",
        "branch",
    ),
    Subject(
        "乡镇（街道）红十字会",
        _TOWN + _ORG,
        {"count": "town_branches", "rate": "town_coverage", "gap": "town_gap", "units": "town_units"},
        "个",
        "branch",
    ),
    Subject(
        "村（社区）红十字会",
        _VILLAGE + _ORG,
        {"count": "village_branches", "rate": "village_coverage", "gap": "village_gap", "units": "village_units"},
        "个",
        "branch",
    ),
    Subject(
        "其他类型基层组织", r"其他(?:各?类型?)?(?:红十字)?基层组织", {"count": "other_organisations"}, "个", "branch"
    ),
    _figure("省突出贡献基层组织", r"突出贡献(?:的)?(?:红十字)?基层组织", "F22", "个 家", kin="honour"),
    Subject(
        "浙江代表",
        r"(?:浙江|我省|全省|浙江省)代表(?:总人?数|中)?|代表总人?数",
        {"count": "congress_delegates", "share": "congress_grassroots_share"},
        PEOPLE,
        "delegate",
        bar="人大代表|党代表",
    ),
    Subject(
        "代表中的基层组织负责人",
        r"基层(?:红十字)?组织(?:的)?负责人",
        {"count": "congress_grassroots_delegates", "share": "congress_grassroots_share"},
        PEOPLE,
        "delegate",
        6,
        context="代表",
    ),
    Subject(
        "红十字基层组织（各类合计）",
        r"(?:各级?各?类)?(?:红十字)?基层(?:红十字)?组织(?!建设|骨干|带头|培训|干部|会长|工作|提升|活力|的?典型)",
        {"count": "grassroots_organisations"},
        "个",
        "branch",
    ),
)
_PEOPLE = (
    Subject(
        "别的会员、志愿者和组织",
        r"(?:党员|团员|学生|师生|青年|女性?|男性?|高校|大中?小?学生?|学校|企业|企事业单位|医院|医疗机构|机关|在职|退休|骨干|活跃|新)"
        r"(?:红十字)?(?:会员|志愿者|志愿服务队|红十字会|组织|基层组织)",
        {},
        "个",
    ),
    Subject("青少年会员和团体会员", r"青少年会员|各类会员|全体会员", {}, PEOPLE),
    _figure("突出贡献个人会员", r"(?:突出贡献)?个人会员", "F28", "人 名 位", kin="praise"),
    _figure("突出贡献团体会员", r"(?:突出贡献)?团体会员", "F29", "个 家", kin="praise"),
    Subject("会员的机构和会议", r"会员(?:代表|大会|之家|服务|工作室|卡|费)|会长", {}, PEOPLE),
    Subject(
        "成人会员",
        r"(?:红十字)?成人(?:红十字)?会员|(?:实名)?注册会员|(?:红十字)?会员",
        {"count": "adult_members", "per_10k": "members_per_10k", "per_village": "members_per_village"},
        PEOPLE,
        "people",
    ),
    _figure(
        "突出贡献志愿服务团队",
        rf"突出贡献{_RED}(?:志愿(?:者)?服务)?(?:团队|团体(?!会员)|队伍)",
        "F44",
        "个 支",
        kin="praise",
    ),
    _figure("突出贡献志愿者", rf"突出贡献{_RED}志愿者", "F45", PEOPLE, kin="praise"),
    Subject(
        "志愿服务团体（组织）",
        r"(?:红十字)?(?:志愿者?(?:服务)?(?:团体|组织|团队|服务队|队(?!伍))|志愿服务队伍)(?:[（(]组织[）)])?",
        {"count": "volunteer_groups", "per_group": "volunteers_per_group"},
        "个 支",
        "people",
    ),
    Subject(
        "一至五星级志愿者",
        rf"{_STARS}五星级?{_RED}志愿者|(?:各星级|星级){_RED}志愿者",
        {"count": "star_1+star_2+star_3+star_4+star_5"},
        PEOPLE,
        "star",
    ),
    Subject(
        "省属一至四星级志愿者（2020年评定）",
        rf"(?:省属)?(?:的)?{_STARS}四星级?{_RED}志愿者",
        {"count": "provincial_star_rated"},
        PEOPLE,
        "star",
    ),
    Subject(
        "五星级志愿者（2020年评定）",
        rf"(?:省属)?(?:的)?五星级?{_RED}志愿者(?!工作)",
        {"count": "five_star_rated", "per_1000": "star_rate"},
        PEOPLE,
        "star",
    ),
    *(
        Subject(f"{c}星级志愿者", rf"{c}星级?{_RED}志愿者", {"count": f"star_{n}"}, PEOPLE, "star")
        for n, c in enumerate("一二三四", 1)
    ),
    Subject(
        "注册志愿者",
        r"(?:在册|注册|实名注册)?(?:的)?(?:红十字)?志愿者(?:队伍)?(?!工作室|协会|骨干|之家|队)",
        {
            "count": "registered_volunteers",
            "per_10k": "volunteers_per_10k",
            "per_group": "volunteers_per_group",
        },
        PEOPLE,
        "people",
    ),
    Subject(
        "省志愿服务专家人才库",
        r"(?:志愿服务)?专家(?:人才)?库|志愿服务(?:专家)?人才",
        {"count": "volunteer_experts", "share": "volunteer_expert_share", "units": "expert_pool"},
        PEOPLE,
        "expert",
        14,
    ),
    Subject("常住人口", r"常住人口", {"count": "population"}, "人 名"),
)
_ROUND = r"情暖浙江|发展计划"
_OFFICES = r"卫健|卫生健康|教育(?:等|、|和|部门|系统)|有关部门|等部门|部门支持"
_HEADQUARTERS = r"(?:申报|争取|获得|向)总会|总会(?:项目|红十字|志愿|资助|扶持)|项目入选|入选(?:总会)?项目"
_MONEY = r"(?:培育|资助)?(?:扶持)?资金|经费"
_PROJECT = r"(?:扶持|资助|参赛)?(?:的)?(?:红十字)?(?:志愿服务)?项目(?!大赛|发展|培育|实施|资助)"
_TRAINING = r"(?:基层(?:红十字)?组织)?(?:骨干)?(?:培训班|培训)|培训(?:基层)?(?:红十字)?(?:组织)?骨干|骨干"
_ALL = r"(?:全省|我省|浙江省?|全部|所有)(?:现?共?有|辖|共)?的?$"
_SOME = r"低于|高于|超过|不足|未|没|达到|完成|率先|其中"
_OWN = (
    _figure("城市博爱家园提升试点", r"城市博爱家园", "F26", "个", kin="pilot"),
    Subject("标准化博爱家园", r"(?:标准化)?博爱家园", {"count": "fraternity_homes"}, "个 家", "place"),
    Subject(
        "生命教育体验馆", r"生命(?:健康|安全)?(?:教育)?体验馆", {"count": "life_education_halls"}, "个 家 座", "place"
    ),
    Subject("急救培训基地", r"(?:应急|急救|救护|应急救护)培训基地", {"count": "first_aid_bases"}, "个 家", "place"),
    Subject("红十字服务站点", r"(?:红十字)?(?:便民)?服务站点?", {"count": "service_stations"}, "个 处", "place"),
    _figure(
        "“群众身边的红十字会”县域试点",
        rf"县域试点(?:单位|县)?|{COUNTY}",
        "F27",
        "个",
        kin="pilot",
        reach=10,
        context="县域试点|群众身边",
    ),
    _figure(
        "组织建设试点县（市、区）",
        rf"试点(?:{COUNTY}|单位)|{COUNTY}",
        "F15",
        "个",
        kin="pilot",
        context="试点",
        bar="县域试点|群众身边",
    ),
    Subject("县（市、区）", COUNTY, {"count": "counties"}, "个", bar=f"试点|群众身边|{_SOME}", lead=_ALL),
    _figure("设区市", r"(?:设区的?|地级)?市(?![、（(县区场民级域委直])", "F14", "个", reach=0, bar=_SOME, lead=_ALL),
    _figure("蹲点调研人员", r"抽调|蹲点(?:调研)?", "F16", PEOPLE),
    _figure("案例选编", r"工作法|案例选编|案例集", "F17", "辑 册 本", reach=8),
    _figure("工作目标期", r"(?:年度)?(?:工作|建设)?目标(?:任务)?", "F18", "年"),
    _figure("基层组织骨干培训班", _TRAINING, "F19", "期", context="骨干"),
    _figure("骨干培训人数", _TRAINING, "F20", "人 名 位", context="骨干"),
    _figure("首批全国红十字模范单位", r"(?:全国)?(?:红十字)?模范单位", "F21", "家 个", kin="honour"),
    _figure("省本级会费列支", r"会费(?:中)?(?:列支)?|列支", "F25", "元", kin="fund"),
    _figure("情暖浙江轮次", r"“?情暖浙江|(?:志愿服务)?(?:项目)?发展计划", "F34", "轮"),
    _figure("情暖浙江项目", _PROJECT, "F35", PIECES, kin="project", context=_ROUND),
    _figure("情暖浙江资金", _MONEY, "F36", "元", kin="fund", context=_ROUND),
    _figure("部门志愿服务扶持资金", _MONEY, "F37", "元", kin="fund", context=_OFFICES),
    _figure("总会项目入选", _PROJECT, "F38", PIECES, kin="project", context=_HEADQUARTERS),
    _figure("总会项目资金", _MONEY, "F39", "元", kin="fund", context=_HEADQUARTERS),
    _figure("获省级以上荣誉的项目", _PROJECT, "F40", PIECES, kin="project", context="省级(?:及)?以上(?:的)?荣誉"),
    _figure(
        "首届志愿服务项目大赛参赛项目", _PROJECT, "F41", PIECES, kin="project", context="大赛|参赛", bar="国家级和省级"
    ),
    _figure("国家级荣誉", r"国家级(?:的)?(?:荣誉|表彰|奖项)|全国学雷锋", "F48", "个 项", kin="honour", reach=40),
    _figure("省级荣誉", r"省级(?:的)?(?:荣誉|表彰|奖项)", "F49", "个 项", kin="honour", reach=14),
    _figure("浙江好人", r"浙江好人", "F50", PEOPLE),
)
SUBJECTS: tuple[Subject, ...] = (*_BRANCHES, *_PEOPLE, *_OWN)

# Known elsewhere, at another time or in another count: indicator, year, printed, low and high bound, whose word.
ELSEWHERE = (
    ("fraternity_homes", "2022", "901个", 901, 901, "总会网站2022年11月所载，晚于报告"),
    ("grassroots_organisations", "2015", "不足5000个", 4500, 4999, "2021年5月公开报道所载“十三五”初的数"),
)
PLATFORM = r"志愿汇|志愿浙江|志愿云|信用平台|网络平台|平台(?:上)?注册"
RATE_WORD = r"建会率|组建率|覆盖率|组织覆盖面|覆盖面"
MARKS = "|".join(status.label for status in Status)
# Words that tie a number to its subject and are no subject themselves.
LINKING = (
    rf"{RATE_WORD}|(?:过去|最近|这)?三年(?:来|间|内|里|时间|前)?|实现|试点前|总人?数|总量|数量|人数|个数|规模|比例|比重|增长|增加|增幅|增速|上升|提高|提升|下降|减少|发展|扩大|扩展|净增"
    r"|建立|建成|建有|成立|组建|拥有|现有|共有|共计|总计|合计|累计|先后|目前|已经|分别|相比|其中|全部|全省|我省|省内|浙江省?|红十字系统"
    r"|达到|超过|突破|接近|将近|大约|不足|不到|至少|截至|年底|实名|注册|在册|规范化|标准化|各类|左右|以上|志愿服务|遴选出|评选出|首批|新增|新建|新发展|新成立"
    rf"|{MARKS}"
    r"|每万|人口|每千名|每个|平均|团均|村均|尚未|建会|没有|还有|还差|应建|仅有|只有|成功|确定|选定|作为|开展|实施|连续|举办|推荐|评定|表扬|抽调"
    r"|[达有共约近超逾为是已仅只就至到了的从由自比较与和及其底末年占个之间在以来起将多余计：:“”‘’《》（）()、—–\-~～→=＝+＋▲▼△▽■▨□\t等中增]"
)
