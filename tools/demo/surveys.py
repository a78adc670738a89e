"""What the fictional municipality's citizens' surveys found: which measures, how content, why."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random

from tools.demo.courses import percentage
from tools.demo.records import Field, Fields

SHARE_PLACES = 1
_ANSWERS = ("住みやすい", "どちらかといえば住みやすい", "どちらかといえば住みにくい", "住みにくい")
_WISHES = ("歩いて行ける店", "夜も明るい道", "集まれる場所")
_SCALE: Fields = {
    "scale": "満足5点、やや満足4点、どちらともいえない3点、やや不満2点、不満1点の平均",
    "lowest_mean": 1,
    "highest_mean": 5,
}
_GROUPS = (("josei", "女性"), ("dansei", "男性"))


def survey(
    random: Random, head: Fields, chapters: Sequence[str], measures: Sequence[str]
) -> Fields:
    """A survey; `head`: its year, name, document and plan."""
    respondents = random.randint(1500, 2600)
    women = respondents * random.randint(50, 56) // 100
    asked = {"josei": women, "dansei": respondents * 97 // 100 - women}
    return {
        **head,
        "question": "これから充実してほしい施策を、いくつでも選んでください。",
        "method": "16歳以上の市民から無作為に選んだ4,000人に郵送で尋ねた。",
        "conducted": "11月1日から11月30日まで",
        "distributed": 4000,
        "respondents": respondents,
        "measure_count": len(measures),
        "results": _named(random, measures, respondents),
        "groups": [
            {"id": group, "name": name, "kind": "sex", "respondents": asked[group]}
            for group, name in _GROUPS
        ],
        "questions": [
            _satisfaction(random, chapters, respondents, asked),
            _importance(random, chapters),
            _wishes(random, respondents),
            _whole(random, respondents),
        ],
    }


def _named(random: Random, measures: Sequence[str], respondents: int) -> list[Fields]:
    """How many named each measure."""
    counts = {measure: random.randint(20, respondents // 3) for measure in measures}
    larger = sorted(counts.values(), reverse=True)
    return [
        {
            "measure": measure,
            "count": count,
            "rank": larger.index(count) + 1,
            "printed": {"share": percentage(count, respondents, SHARE_PLACES)},
        }
        for measure, count in counts.items()
    ]


def _satisfaction(
    random: Random, chapters: Sequence[str], respondents: int, asked: Mapping[str, int]
) -> Fields:
    """How content they are with each chapter: shares, means, and those of women and of men."""
    return {
        "id": "manzoku",
        "question": "次の分野の取り組みに、どのくらい満足していますか。",
        "asks": "satisfaction",
        "share_of": "「満足」と「やや満足」",
        **_SCALE,
        "results": [
            {
                "measure": chapter,
                **_counted(random.randint(20, 60), respondents),
                "mean": _mean(random, 24, 38),
                "by_group": [
                    {"group": group, **_counted(random.randint(20, 60), of)}
                    for group, of in asked.items()
                ],
            }
            for chapter in chapters
        ],
    }


def _importance(random: Random, chapters: Sequence[str]) -> Fields:
    ends = {key: _SCALE[key] for key in ("lowest_mean", "highest_mean")}
    results: list[Field] = [
        {"measure": chapter, "mean": _mean(random, 34, 47)} for chapter in chapters
    ]
    return {
        "id": "juyo",
        "question": "次の分野の取り組みは、どのくらい重要ですか。",
        "asks": "importance",
        **ends,
        "results": results,
    }


def _wishes(random: Random, respondents: int) -> Fields:
    """What is no measure of the plan."""
    return {
        "id": "hoshii",
        "question": "お住まいの近くに増えてほしいものを、いくつでも選んでください。",
        "asks": "choice",
        "several_answers": True,
        "results": [
            {"item": item, **_counted(random.randint(10, 70), respondents)} for item in _WISHES
        ],
    }


def _whole(random: Random, respondents: int) -> Fields:
    """A question as a whole, answer by answer."""
    first, second = respondents * random.randint(20, 35) // 100, respondents * 42 // 100
    third = (respondents - first - second) * 2 // 3
    counts = (first, second, third, respondents - first - second - third)
    answers: list[Field] = [
        {"answer": answer, "respondents": respondents, **_of(count, respondents)}
        for answer, count in zip(_ANSWERS, counts, strict=True)
    ]
    found = _of(first + second, respondents)
    return {
        "id": "sumiyasusa",
        "question": "このまちは住みやすいですか。",
        "asks": "other",
        "share_of": "「住みやすい」と「どちらかといえば住みやすい」",
        "answers": _ANSWERS,
        "results": [{**found, "answers": answers}],
    }


def _counted(percent: int, respondents: int) -> Fields:
    return _of(respondents * percent // 100, respondents)


def _of(count: int, respondents: int) -> Fields:
    return {"count": count, "share": percentage(count, respondents, SHARE_PLACES)}


def _mean(random: Random, low: int, high: int) -> Decimal:
    return Decimal(random.randint(low * 10, high * 10)).scaleb(-2)
