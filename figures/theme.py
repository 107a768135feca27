"""Role → colour and type, one value for every medium. The only place with colour literals."""

from __future__ import annotations

from collections.abc import Mapping

SANS = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC",sans-serif'
SERIF = '"Noto Serif CJK SC","FZXiaoBiaoSong-B05S","STSong","SimSun",serif'

LIGHT: Mapping[str, str] = {
    "bg": "#FFFFFF",
    "surface": "#F7F7F5",
    "ink": "#1B1F24",
    "ink2": "#4A525B",
    "ink3": "#666E77",
    "line": "#DCDEE0",
    "accent": "#B81C2B",
    "on-accent": "#FFFFFF",
    "tint": "#FCEEEE",
    "link": "#1F5A8C",
    "ok": "#1F7A4D",
    "warn": "#946000",
    "bar": "#43749B",
    "bar-strong": "#1D4C73",
    "track": "#E4E7EA",
    "s1": "#E9EFF4",
    "s2": "#BFD2E1",
    "s3": "#86ABC8",
    "s4": "#43749B",
    "s5": "#1D4C73",
    "s1-ink": "#1B1F24",
    "s2-ink": "#1B1F24",
    "s3-ink": "#1B1F24",
    "s4-ink": "#FFFFFF",
    "s5-ink": "#FFFFFF",
    "d1": "#D9A765",
    "d2": "#F1F0EC",
    "d3": "#ADD3CC",
    "d4": "#5A9F95",
    "d5": "#0B5F57",
    "d1-ink": "#1B1F24",
    "d2-ink": "#1B1F24",
    "d3-ink": "#1B1F24",
    "d4-ink": "#1B1F24",
    "d5-ink": "#FFFFFF",
    "hatch-on-light": "rgba(27,31,36,.16)",
    "hatch-on-dark": "rgba(255,255,255,.62)",
    "city-line": "#4A525B",
    "neighbour": "#F3F3F1",
    "amber": "#7A5200",
    "amber-bg": "#FFF6DC",
}
DARK: Mapping[str, str] = {
    "bg": "#0F1419",
    "surface": "#171E25",
    "ink": "#F4F5F6",
    "ink2": "#C6CCD2",
    "ink3": "#98A2AC",
    "line": "#2E3842",
    "accent": "#FF7A7A",
    "on-accent": "#0F1419",
    "tint": "#2B1D22",
    "link": "#8CC1EE",
    "ok": "#5CC795",
    "warn": "#F0B949",
    "bar": "#86B5D4",
    "bar-strong": "#D3E6F3",
    "track": "#2A343E",
    "s1": "#24323F",
    "s2": "#34566F",
    "s3": "#4E82A6",
    "s4": "#86B5D4",
    "s5": "#D3E6F3",
    "s1-ink": "#F4F5F6",
    "s2-ink": "#F4F5F6",
    "s3-ink": "#0F1419",
    "s4-ink": "#0F1419",
    "s5-ink": "#0F1419",
    "d1": "#B9803A",
    "d2": "#2A3036",
    "d3": "#1C5751",
    "d4": "#43998F",
    "d5": "#A5DDD5",
    "d1-ink": "#0F1419",
    "d2-ink": "#F4F5F6",
    "d3-ink": "#F4F5F6",
    "d4-ink": "#0F1419",
    "d5-ink": "#0F1419",
    "hatch-on-light": "rgba(15,20,25,.30)",
    "hatch-on-dark": "rgba(255,255,255,.22)",
    "city-line": "#C6CCD2",
    "neighbour": "#151B21",
    "amber": "#F0B949",
    "amber-bg": "#2A2416",
}
# Steps that are dark in each theme take the light hatch.
_DARK_STEPS = {"light": ("s4", "s5", "d5"), "dark": ("s1", "s2", "d2", "d3")}

# Marks of charts whose library cannot read CSS: at least 3:1 on both backgrounds.
MARK, MARK_ACCENT, MARK_MUTED = "#4E82A6", "#D4475A", "#8A939C"


def css() -> str:
    """Custom properties of both themes; the shell sets ``data-theme`` on the root element."""
    return f":root{{{_properties('light', LIGHT)}}}:root[data-theme=dark]{{{_properties('dark', DARK)}}}"


def _properties(theme: str, tokens: Mapping[str, str]) -> str:
    values = dict(tokens)
    for step in (f"{kind}{n}" for kind in "sd" for n in range(1, 6)):
        surface = "dark" if step in _DARK_STEPS[theme] else "light"
        values[f"{step}-hatch"] = f"var(--zj-hatch-on-{surface})"
    values |= {"sans": SANS, "serif": SERIF}
    return ";".join(f"--zj-{name}:{value}" for name, value in values.items())
