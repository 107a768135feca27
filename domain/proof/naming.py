"""Digits and numerals that are no figures: dates, document numbers, ordinals, names, idioms."""

from __future__ import annotations

import re

_CN = "零〇一二三四五六七八九十"
_YEAR = rf"(?:19|20)[0-9]{{2}}|[一二][{_CN}]{{3}}"
YEARS = re.compile(rf"(?P<first>{_YEAR})年?[-–—―~～至到]+(?P<last>{_YEAR})年")  # 2020-2022年 is a figure
# Kind → pattern; tried in this order. Only what is written with digits is reported, the rest is passed over.
_KINDS = {
    "日期或年份": (
        rf"(?:{_YEAR})年?[-–—―~～至到]+(?:{_YEAR})年|(?:{_YEAR})年(?:(?:[0-9]{{1,2}}|[{_CN}]{{1,3}})月(?:(?:[0-9]{{1,2}}|[{_CN}]{{1,3}})[日号])?)?(?!均|[级])"
        rf"|(?:{_YEAR})[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?[0-9]|3[01])(?![0-9])"
        rf"|(?:[0-9]{{1,2}}|[{_CN}]{{1,3}})月(?:[0-9]{{1,2}}|[{_CN}]{{1,3}})[日号]"
        rf"|(?<![0-9])(?:[1-9]|1[0-2]|十?[{_CN}])月份?(?![0-9])|(?<![0-9])[0-9]{{1,2}}[·•・][0-9]{{1,2}}(?![0-9])"
        rf"|(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?![0-9])|(?<![0-9{_CN}])[1-4]季度末?"
    ),
    "文号或编号": (
        r"[〔［\[【(（](?:19|20)[0-9]{2}[〕］\]】)）]第?[0-9]+号?|[A-Za-z]+[-]?[0-9][0-9A-Za-z.-]*|[0-9]{13,}[0-9.]*"
        r"|[0-9]+号(?!楼)|[0-9]{3,4}-[0-9]{7,8}(?![0-9])"
    ),
    "名次": r"第[0-9]+[位名]?(?:并列|[（(]并列[）)])?，共[0-9]+个|[升降][0-9]+[位名](?![会志同代])",
    "序号": (
        rf"第(?:[0-9]+|[{_CN}百千]+)[一-龥]?|(?:(?<=[\n。；：])|^)[0-9]{{1,2}}(?:\.(?![0-9])|[、．)）])"
        rf"|(?:(?<=[\n。；：])|^)[{_CN}]{{1,3}}、|[（(](?:[0-9]{{1,2}}|[{_CN}]{{1,3}})[）)](?!%)"
        rf"|(?<![{_CN}0-9])[{_CN}]{{1,2}}(?:是|则|要|来)(?![0-9])|首[届批次个]|其[一二三四五]"
    ),
    "名称": (
        r"《[^《》\n]{1,60}》|[0-9]\+[A-Za-z]+|“(?:[一二三四五六七八九十两百千万]|[0-9](?![0-9.]))[^“”\n]{1,12}”"
        r"|[一二三四五1-5](?:星级?)?(?:(?:至|到|[-—–~、和])[一二三四五1-5])?星级"
        rf"|十[{_CN}][大五]|二十大|[{_CN}]+届|[{_CN}]+中全会|一带一路|[三3]服务|三[救献农]|五个度|四个100|博爱100|两项“?必修课"
        r"|三个继续发挥作用|[两二]个(?=维护|确立|毫不动摇|先行|前列|结合|高)|[一二三四五六七八九十]个(?=意识|自信|坚持|全面|度|一批|代表|专项)"
        r"|三年行动计划|长三角|三下乡|双[一二]|百分百|千[方家]百计|万众一心"
    ),
}
_PATTERN = re.compile("|".join(f"(?P<k{n}>{pattern})" for n, pattern in enumerate(_KINDS.values())))
_PLAIN = re.compile(r"“[0-9]+[个名人家项%]”")


def names(text: str) -> list[tuple[int, int, str]]:
    """Bounds and kind of every piece of a folded text whose digits are no figure, in order, without overlap."""
    found = []
    for match in _PATTERN.finditer(text):
        if YEARS.match(text, match.start()) or _PLAIN.fullmatch(match[0]):
            continue
        kind = next(word for n, word in enumerate(_KINDS) if match[f"k{n}"])
        found.append((match.start(), match.end(), kind))
    return found
