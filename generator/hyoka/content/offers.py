"""What was probably meant by a text where a number belongs: 約1200, 12（見込）, 5／47, 増加."""

import re
import unicodedata
from collections.abc import Mapping

from hyoka.model import Qualifier, TargetRule
from hyoka.units import Missing, guess_number

_VALUES = ("baseline", "target", "actual")
"""The keys beside which a sheet may say how their number is meant."""
_QUALIFIED = re.compile(
    r"(?P<about>約|およそ|おおよそ)?(?P<number>[-△▲]?\d[\d,.]*)[^\d以超未]*"
    r"(?P<bound>以上|以下|以内|超|未満)?[^\d]*"
)
_BOUNDS = {
    "以上": Qualifier.AT_LEAST,
    "以下": Qualifier.AT_MOST,
    "以内": Qualifier.AT_MOST,
    "超": Qualifier.MORE_THAN,
    "未満": Qualifier.LESS_THAN,
}
_MARKED = re.compile(r"(?P<number>.*?)\(?(?P<mark>見込|速報)(?:み|値)*\)?")
_MARKS = {"見込": "forecast", "速報": "preliminary"}
_RANK = re.compile(r"(?P<number>\d+)位?/(?P<among>\d+)(?:位|市町村|団体|自治体)?(?:中)?")
_RULES = {
    "増加": TargetRule.INCREASE,
    "減少": TargetRule.DECREASE,
    "維持": TargetRule.MAINTAIN,
}


def offers(key: str, written: str) -> Mapping[str, str]:
    """How to write it, as a hint calls it: `offer_line`, or `offer_first` and `offer_second`.

    `offer_rank`: the second belongs to the indicator.
    """
    text = "".join(unicodedata.normalize("NFKC", written).split())
    if key == "rank_among":
        return {"offer_line": f"rank_among: {Missing.NOT_STATED}"} if text in _NOT_STATED else {}
    if key not in _VALUES:
        return {}
    if rank := _RANK.fullmatch(text):
        among = f"rank_among: {rank['among']}"
        first = f"{key}: {rank['number']}"
        return {"offer_first": first, "offer_second": among, "offer_rank": among}
    if key == "target" and (rule := _RULES.get(text[-2:])):
        return {"offer_line": f"target_rule: {rule}"}
    lines = _marked(key, text) or _qualified(key, text)
    return dict(zip(("offer_first", "offer_second"), lines, strict=True)) if lines else {}


_NOT_STATED = ("なし", "記載なし", "不明", "-", "ー", "―")


def _marked(key: str, text: str) -> tuple[str, str] | None:
    match = _MARKED.fullmatch(text) if key == "actual" else None
    number = guess_number(match["number"]) if match else None
    return (f"{key}: {number}", f"{_MARKS[match['mark']]}: true") if match and number else None


def _qualified(key: str, text: str) -> tuple[str, str] | None:
    match = _QUALIFIED.fullmatch(text)
    number = guess_number(match["number"]) if match else None
    if match is None or number is None or bool(match["about"]) is bool(match["bound"]):
        return None
    told = Qualifier.ABOUT if match["about"] else _BOUNDS[match["bound"]]
    return f"{key}: {number}", f"{key}_qualifier: {told}"
