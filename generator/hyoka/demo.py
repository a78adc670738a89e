"""A large fictional municipality: records to try the generator on, as many as are asked for.

Nothing here is true of any place. The same arguments give the same bytes, on every run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

from hyoka.atomic_write import create_folder
from hyoka.units import EXACT, PERCENT, FiscalYear, Missing, rounded

NAME = "架空市"
CODE = "999997"
"""No municipality has this code."""
NOTICE = "架空の自治体です。名前、数値、文章は、すべて作りもので、実在のものではありません。"
RIGHTS = "架空のデータです。自由に使えます。"
LAST_YEAR = FiscalYear(2024)
"""The newest fiscal year that is evaluated; the others lie before it."""

_PLAN = "sogo-keikaku"
_POLICY_PLACES = 1
_PROJECT_PLACES = 0
_SHARE_PLACES = 1
_MONEY_PLACES = 1
_APPROACH_COUNT = 4
_LISTED = 12
"""How many projects 主要事業 a sheet lists at most."""
_SHOWN_YEARS = 4
"""How many years the activity plan of a sheet reaches back."""
_BUDGETED_YEARS = 3
"""How many of the newest years tell a project's budget."""
_EVALUATED_MEASURES = 4
"""How many measures are evaluated too: the first one of a theme's chapter each."""
_MEASURE_YEARS = 3
"""How many of the newest years they have a sheet of."""
_WITHOUT_ACTUAL = 0.03
_WITHOUT_SETTLEMENT = 0.02
_WITH_PRINTED_RATE = 0.6
_BEGUN_LATER = 0.2
"""How likely each of these is."""

_Field = str | int | Decimal | bool | Sequence["_Field"] | Mapping[str, "_Field"]
_Fields = dict[str, _Field]


def write_demo(
    folder: Path, *, policies: int = 4, projects: int = 640, years: int = 10, seed: int = 1
) -> int:
    """Write `folder/content/` with the records of a fictional municipality; how many files.

    Each policy has a sheet for each of the `years` up to `LAST_YEAR`, each project a row for most
    of them, and every second year has a survey. Some measures have sheets of their own. The records
    have no problems.

    Raises:
        FileExistsError: `folder` exists and is not an empty folder. Nothing is overwritten.
        OSError: it cannot be written; nothing is.
        ValueError: there is not at least one policy and one year, or `projects` is negative, or
            the years reach back before those that can be written.
    """
    if policies < 1 or years < 1 or projects < 0:
        raise ValueError("at least one policy and one year, and no negative number of projects")
    first = FiscalYear.parse(str(LAST_YEAR.year - years + 1))
    fiscal_years = tuple(first.plus(passed) for passed in range(years))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"not an empty folder: {folder}")
    town = _Town(Random(seed), fiscal_years, policies, projects)  # noqa: S311 - no secret
    files = ((f"content/{path}", _yaml_file(made).encode()) for path, made in town.records())
    return create_folder(folder, files)


# --- YAML ---------------------------------------------------------------------------------------


def _yaml_file(record: _Fields) -> str:
    return "\n".join(["# 架空のデータです。", *_yaml_mapping(record, ""), ""])


def _yaml_mapping(fields: Mapping[str, _Field], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml_mapping(value, indent + "  ")
        elif isinstance(value, str) or not isinstance(value, Sequence):
            yield f"{indent}{key}: {_yaml_scalar(value)}"
        elif value:
            yield f"{indent}{key}:"
            yield from _yaml_items(value, indent + "  ")
        else:
            yield f"{indent}{key}: []"


def _yaml_items(items: Sequence[_Field], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            lines = _yaml_mapping(item, indent + "  ")
            yield f"{indent}- {next(lines).lstrip()}"
            yield from lines
        elif isinstance(item, str | int | Decimal):
            yield f"{indent}- {_yaml_scalar(item)}"
        else:
            raise TypeError(item)


def _yaml_scalar(value: str | int | Decimal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # What JSON writes between quotation marks means the same in YAML.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


# --- Vocabulary ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Gauge:
    """A kind of indicator, and how large its values are."""

    name: str
    unit: str
    kind: str
    direction: str
    places: int
    low: int
    high: int
    """Bounds of the baseline, in units of the last decimal."""


@dataclass(frozen=True, slots=True)
class _Theme:
    """What a policy is about."""

    id: str
    name: str
    lead: str
    chapter: int
    """The chapter of the plan whose measures its sheets show."""
    topics: tuple[str, ...]
    gauges: tuple[_Gauge, ...]
    """Of its own, beside those that suit every policy."""


_AREAS = (
    "わたぐも地区", "ほしくず台", "つきみ野", "こもれび町", "かぜまち", "あおば沢", "ゆうやけ丘",
    "さざなみ浜", "ひなた坂", "にじいろ橋", "すずかぜ原", "あさつゆ町", "みなもと野", "はるかぜ台",
    "ときわ谷", "くるみ沢", "しらゆり町", "たんぽぽ丘", "ほたる川", "いわし雲町", "うぐいす台",
    "もみじ坂", "ゆきどけ川", "あめんぼ池",
)  # fmt: skip
_FORMS = (
    "推進事業", "支援事業", "整備事業", "活性化事業", "応援事業", "見直し事業", "運営事業",
    "普及啓発事業", "連携事業", "環境づくり事業", "人材育成事業",
)  # fmt: skip
_THEMES = (
    _Theme(
        "tsunagari", "人と人がつながるまちづくり", "市民部長", 1,
        ("自治会", "公民館", "地域の集会所", "市民活動", "協働のまちづくり", "男女共同参画",
         "国際交流", "多文化共生", "若者の参加", "広報"),
        (_Gauge("地域活動への関心度", "％", "outcome", "higher", 1, 300, 620),
         _Gauge("地域づくり会議の数", "団体", "output", "higher", 0, 3, 20)),
    ),
    _Theme(
        "kodomo", "子どもの笑顔がひろがるまちづくり", "こども部長", 2,
        ("児童館", "放課後の居場所", "子育てひろば", "一時あずかり", "学校給食", "学校図書室",
         "通学路の安全", "部活動", "不登校の支援", "食育"),
        (_Gauge("待っている子どもの数", "人", "outcome", "lower", 0, 20, 150),
         _Gauge("「子育てしやすい」と答えた人の割合", "％", "outcome", "higher", 1, 400, 700)),
    ),
    _Theme(
        "shizen", "水とみどりを未来へ手わたすまちづくり", "環境部長", 5,
        ("里山", "街路樹", "公園", "川の水質", "生き物の調査", "ごみの減量", "食品ロス",
         "太陽光発電", "省エネ", "自転車の利用"),
        (_Gauge("温室効果ガスの排出量", "千トン", "outcome", "lower", 1, 4000, 9000),
         _Gauge("みどりの面積", "ヘクタール", "outcome", "higher", 2, 20000, 90000)),
    ),
    _Theme(
        "nigiwai", "にぎわいと仕事が生まれるまちづくり", "産業部長", 7,
        ("商店街", "起業", "農産物", "観光案内", "まち歩き", "文化財", "音楽祭", "市民スポーツ",
         "働く場", "移住"),
        (_Gauge("新しく開かれた店の数", "店", "outcome", "higher", 0, 10, 90),
         _Gauge("観光に訪れた人の数", "千人", "outcome", "higher", 1, 900, 24000)),
    ),
    _Theme(
        "anshin", "だれもが安心して暮らせるまちづくり", "福祉部長", 4,
        ("高齢者の見守り", "介護の予防", "障害のある人の就労", "健診", "こころの相談",
         "生活の困りごと相談", "災害の備え", "消防団", "避難所", "防犯灯"),
        (_Gauge("火災の発生件数", "件", "outcome", "lower", 0, 20, 140),
         _Gauge("備えをしている世帯の割合", "％", "outcome", "higher", 1, 300, 650)),
    ),
    _Theme(
        "toshi", "住みつづけたくなるまちづくり", "都市整備部長", 6,
        ("歩道", "橋の点検", "水道管", "下水道", "地域バス", "空き家", "駅前広場", "土地の利用",
         "公共施設", "電子申請"),
        (_Gauge("「移動しやすい」と答えた人の割合", "％", "outcome", "higher", 1, 350, 680),
         _Gauge("空き家の数", "戸", "outcome", "lower", 0, 300, 2600)),
    ),
)  # fmt: skip
_POLICY_GAUGES = (
    _Gauge("「住みやすい」と答えた人の割合", "％", "outcome", "higher", 1, 550, 820),
    _Gauge("活動に参加した人の数", "人", "outcome", "higher", 0, 800, 24000),
    _Gauge("相談を受けた件数", "件", "output", "none", 0, 200, 5000),
)
_PROJECT_GAUGES = (
    _Gauge("講座の参加者数", "人", "output", "higher", 0, 60, 2500),
    _Gauge("利用者の満足度", "％", "outcome", "higher", 1, 500, 880),
    _Gauge("事業の申請件数", "件", "output", "higher", 0, 5, 80),
    _Gauge("利用者の数", "人", "outcome", "higher", 0, 1200, 90000),
    _Gauge("取り組みを知っている人の割合", "％", "outcome", "higher", 1, 150, 600),
    _Gauge("計画した内容を終えた割合", "％", "output", "higher", 1, 200, 900),
    _Gauge("使った紙の量", "トン", "outcome", "lower", 3, 2000, 90000),
    _Gauge("苦情の件数", "件", "outcome", "lower", 0, 12, 180),
    _Gauge("問い合わせの件数", "件", "outcome", "none", 0, 10, 300),
    _Gauge("広報した回数", "回", "output", "higher", 0, 4, 48),
    _Gauge("協力する団体の数", "団体", "output", "higher", 0, 5, 60),
    _Gauge("一人あたりの利用回数", "回", "outcome", "higher", 2, 80, 620),
)
_MISSING = (Missing.PENDING, Missing.NOT_SURVEYED, Missing.NOT_COMPARABLE, Missing.UNDISCLOSED)
_CHAPTERS = (
    ("コミュニティ", ("地域コミュニティ", "市民活動", "男女共同参画", "国際交流", "人権の尊重")),
    ("子ども・教育", ("子育ての支援", "保育", "学校教育", "青少年の育成", "生涯学習", "図書館")),
    ("健康・福祉", ("地域福祉", "高齢者福祉", "障害者福祉", "健康づくり", "地域医療", "社会保障")),
    ("安全・安心", ("防災", "消防と救急", "防犯", "交通安全", "消費生活")),
    ("環境", ("みどりの保全", "水辺の再生", "ごみの減量", "気候変動への対応", "公害の防止")),
    ("都市基盤", ("計画的な土地利用", "道路", "公共交通", "公園", "上水道", "下水道", "住まい")),
    ("産業・文化", ("商業", "工業", "農業", "観光", "文化の振興", "スポーツ", "働く場")),
    ("行財政", ("健全な財政", "情報の発信", "行政のデジタル化")),
)
_APPROACHES = (
    "地域の力を引き出す仕組みづくり", "相談しやすい窓口の整備", "次の担い手の発掘と育成",
    "拠点となる施設の充実", "団体どうしの連携の促進", "情報の発信と共有", "災害に強い環境の整備",
    "限られた財源の有効な活用",
)  # fmt: skip
_SECTIONS = ("企画課", "推進課", "支援課", "管理課", "連携室")
_FAMILY_NAMES = ("架空", "仮名", "見本", "例示", "試験", "模擬")
_GIVEN_NAMES = ("太郎", "花子", "一郎", "はるか", "次郎", "みどり", "三郎", "あおい")
_AIMS = (
    "{topic}を通じて地域のつながりを深め、だれもが役割を持って暮らせるまちをつくる",
    "{area}をはじめとする各地区の実情に合わせ、住民の自立した取り組みを人と財源の両面から支援する",
    "{topic}に関わる施設と人材を生かし、市民と行政が力を合わせて課題を解決する",
    "{topic}の充実に向けて、市民が参加しやすい仕組みを整える",
)
_DEEDS = (
    "{area}で{topic}についての説明会を{small}回開き、のべ{large}人が参加した",
    "{topic}の取り組みを紹介する冊子を新しく作り、{area}の全世帯に配った",
    "{area}の住民と市の職員が一緒に{topic}の現状を調べ、課題を{small}つにまとめた",
    "{topic}に関わる団体の情報交換会を開催し、{small}団体から事例の報告を受けた",
    "{area}の市の施設を修繕し、{topic}の活動に使える部屋を{small}室ふやした",
    "{topic}の相談窓口を{area}にも置き、年間で{large}件の相談に対応した",
    "ＮＰＯ法人と協働で{topic}の講座を企画し、{small}人が新しい担い手として登録した",
    "{area}の小学校と連携して、{topic}を学ぶ授業を{small}回行った",
    "{topic}の申請を電子化し、手続きにかかる日数をおよそ{small}日短くした",
    "交付金の対象を{topic}にも広げ、{area}などで{small}件の活動を支援した",
)
_REVIEWS = (
    "{topic}については、{area}を中心に住民が主体となった動きが広がり、おおむね計画どおりに進んだ",
    "{area}では参加者が前の年度より{large}人ふえるなど、取り組みの成果が表れはじめている",
    "一方で、{topic}の担い手は高齢化が進んでおり、若い世代の参加をどのように促すかが課題である",
    "{topic}は目標に届かなかったが、これは夏の大雨により{small}回の行事を中止したためである",
    "関係する課が集まる会議を{small}回開き、{topic}と重なる事業を整理した",
    "市民意識調査では{topic}の充実を求める声が多く、引き続き重点的に取り組む必要がある",
    "{area}の事例はほかの地区でも参考になるため、情報を共有し、全市に広げていきたい",
    "費用に対する効果をたしかめながら、{topic}の進め方を次の年度に見直す",
    "{topic}に関する施設の老朽化が進んでおり、{area}から順に計画的な修繕を行っていく",
    "目標の達成に向けて、{topic}の周知の方法を改め、必要な人に情報が届くようにする",
)
_VERDICTS = (
    "{topic}の取り組みが着実に進んでいることは評価できる",
    "{area}での成果を、ほかの地区へどのように広げるかを示すこと",
    "指標の動きだけでなく、{topic}を利用した市民の声も合わせて検証すること",
    "目標に届かなかった指標については原因を分析し、次の年度の計画に反映すること",
    "{topic}は複数の部にまたがるため、役割の分担をはっきりさせて進めること",
    "限られた財源のなかで、{topic}の優先順位を明らかにすること",
)


# --- The town -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Course:
    """An indicator's way through the years; its values in units of the last decimal."""

    id: str
    gauge: _Gauge
    baseline: int
    target: int
    pace: int
    """How much of the planned way is really gone, in ％; negative: away from the target."""

    def identity(self, years: Sequence[FiscalYear]) -> _Fields:
        """The indicator as its owner records it."""
        fields: _Fields = {
            "id": self.id,
            "name": self.gauge.name,
            "unit": self.gauge.unit,
            "kind": self.gauge.kind,
            "direction": self.gauge.direction,
            "baseline": self._exact(self.baseline),
            "baseline_year": years[0].year - 1,
        }
        if self.gauge.direction != "none":
            fields |= {"target": self._exact(self.target), "target_year": years[-1].year}
        return fields

    def year(self, random: Random, passed: int, of: int, places: int) -> _Fields:
        """What a year records, after `passed` of `of` years; its rate printed to `places`."""
        way = self.target - self.baseline
        due = self.baseline + way * passed // of
        own = {} if self.gauge.direction == "none" else {"target": self._exact(due)}
        if random.random() < _WITHOUT_ACTUAL:
            return {"id": self.id, "actual": random.choice(_MISSING), **own}
        noise = random.randint(-10, 10) * max(abs(way), 5) // 100
        actual = max(0, self.baseline + way * passed * self.pace // (of * 100) + noise)
        fields: _Fields = {"id": self.id, "actual": self._exact(self._limited(actual))}
        fields |= own
        # A rate has no agreed method where lower is better; and a sheet may leave it out.
        if self.gauge.direction == "higher" and random.random() < _WITH_PRINTED_RATE:
            rate = _percentage(self._limited(actual), due, places)
            fields["printed"] = {"achievement_rate": rate}
        return fields

    def _limited(self, units: int) -> int:
        return min(units, _ALL) if self.gauge.unit == PERCENT else units

    def _exact(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.gauge.places)


_ALL = 1000
"""100.0 ％ in units of its last decimal."""


@dataclass(frozen=True, slots=True)
class _Town:
    """Everything that is drawn, in one fixed order from one source of chance."""

    random: Random
    years: tuple[FiscalYear, ...]
    policies: int
    projects: int

    def records(self) -> Iterator[tuple[str, _Fields]]:
        """Each record with its path inside `content/`."""
        survey_years = self.years[::-1][::2][::-1]
        yield "municipality.yml", _municipality(self.years, survey_years)
        for year in survey_years:
            yield f"surveys/{year}.yml", self._survey(year)
        for index in range(self.policies):
            yield from self._policy_records(index)
        measured = {
            _measure(theme.chapter, 1): self._courses(_PROJECT_GAUGES, 2)
            for theme in _THEMES[:_EVALUATED_MEASURES]
        }
        yield f"plans/{_PLAN}.yml", _plan(self.years, measured)
        for theme, (measure, courses) in zip(_THEMES, measured.items(), strict=False):
            for year in self.years[-_MEASURE_YEARS:]:
                sheet = self._measure_sheet(theme, year, courses)
                yield f"measures/{_PLAN}/{measure}/{year}.yml", sheet

    def _survey(self, year: FiscalYear) -> _Fields:
        respondents = self.random.randint(1500, 2600)
        counts = {measure: self.random.randint(20, respondents // 3) for measure in _measures()}
        larger = sorted(counts.values(), reverse=True)
        return {
            "fiscal_year": year.year,
            "name": f"{year}年度 {NAME} 市民意識調査",
            "document": _survey_document(year),
            "plan": _PLAN,
            "question": "これから充実してほしい施策を、いくつでも選んでください。",
            "method": "16歳以上の市民から無作為に選んだ4,000人に郵送で尋ねた。",
            "respondents": respondents,
            "measure_count": len(counts),
            "results": [
                {
                    "measure": measure,
                    "count": count,
                    "rank": larger.index(count) + 1,
                    "printed": {"share": _percentage(count, respondents, _SHARE_PLACES)},
                }
                for measure, count in counts.items()
            ],
        }

    def _policy_records(self, index: int) -> Iterator[tuple[str, _Fields]]:
        theme = _THEMES[index % len(_THEMES)]
        again = index // len(_THEMES) + 1
        policy = theme.id if again == 1 else f"{theme.id}-{again}"
        name = theme.name if again == 1 else f"{theme.name}（{again}）"
        numbers = range(index + 1, self.projects + 1, self.policies)
        listed = [_project(number) for number in numbers[:_LISTED]]
        names = self._project_names(theme, again, len(numbers))
        for number, project_name in zip(numbers, names, strict=True):
            whole = _project(number) in listed
            record = self._project(project_name, policy, theme, whole=whole)
            yield f"projects/{_project(number)}.yml", record
        gauges = (*theme.gauges, *_POLICY_GAUGES)
        courses = self._courses(gauges, self.random.randint(3, len(gauges)))
        yield f"policies/{policy}/policy.yml", self._policy(index + 1, name, courses)
        plan_years = [self._plan_year(year, theme) for year in self.years]
        for passed, year in enumerate(self.years, start=1):
            sheet = self._sheet(year, theme) | {
                "years": plan_years[max(0, passed - _SHOWN_YEARS) : passed],
                "indicators": self._indicator_years(courses, passed, _POLICY_PLACES),
                "projects": listed,
            }
            yield f"policies/{policy}/{year}.yml", sheet

    def _project_names(self, theme: _Theme, again: int, count: int) -> Iterator[str]:
        kinds = [
            f"{area} {topic}{form}" for area in _AREAS for topic in theme.topics for form in _FORMS
        ]
        self.random.shuffle(kinds)
        for index in range(count):
            period = index // len(kinds) + again
            yield kinds[index % len(kinds)] + (f"（第{period}期）" if period > 1 else "")

    def _project(self, name: str, policy: str, theme: _Theme, *, whole: bool) -> _Fields:
        """A project. The `whole` ones have every year; of the others some began later."""
        random = self.random
        courses = self._courses(_PROJECT_GAUGES, random.randint(1, 3))
        later = not whole and random.random() < _BEGUN_LATER
        begun = random.randrange(len(self.years)) if later else 0
        settlement = random.randint(300, 6000) * random.randint(1, 12)
        trend = random.randint(94, 108)
        years: list[_Field] = []
        for passed, year in enumerate(self.years[begun:], start=begun + 1):
            settlement = settlement * (trend + random.randint(-9, 9)) // 100
            missing = random.random() < _WITHOUT_SETTLEMENT
            fields: _Fields = {"fiscal_year": year.year, "document": _document(year)}
            if year in self.years[-_BUDGETED_YEARS:]:
                fields["budget"] = settlement * random.randint(100, 112) // 100
            years.append(
                fields
                | {
                    "settlement": Missing.UNDISCLOSED if missing else settlement,
                    "indicators": self._indicator_years(courses, passed, _PROJECT_PLACES),
                }
            )
        indicators = [course.identity(self.years) for course in courses]
        division = f"{theme.lead.removesuffix('長')} {random.choice(_SECTIONS)}"
        identity: _Fields = {"name": name, "policy": policy, "division": division}
        return identity | {"indicators": indicators, "years": years}

    def _courses(self, gauges: Sequence[_Gauge], count: int) -> list[_Course]:
        courses = []
        for number, gauge in enumerate(self.random.sample(gauges, count), start=1):
            baseline = self.random.randint(gauge.low, gauge.high)
            percent = self.random.randint(8, 45)
            change = -percent if gauge.direction == "lower" else percent
            target = baseline * (100 + change) // 100
            target = min(target, _ALL) if gauge.unit == PERCENT else target
            pace = self.random.randint(-25, 140)
            courses.append(_Course(f"shihyo-{number}", gauge, baseline, target, pace))
        return courses

    def _indicator_years(
        self, courses: Sequence[_Course], passed: int, places: int
    ) -> list[_Fields]:
        return [course.year(self.random, passed, len(self.years), places) for course in courses]

    def _policy(self, number: int, name: str, courses: Sequence[_Course]) -> _Fields:
        approaches = self.random.sample(_APPROACHES, _APPROACH_COUNT)
        return {
            "number": number,
            "name": name,
            "plan": _PLAN,
            "approaches": [
                {"id": _approach(position), "number": position, "name": approach}
                for position, approach in enumerate(approaches, start=1)
            ],
            "indicators": [course.identity(self.years) for course in courses],
        }

    def _plan_year(self, year: FiscalYear, theme: _Theme) -> _Fields:
        return {
            "fiscal_year": year.year,
            "goal": self._prose(_AIMS, 1, theme),
            "activities": self._sentences(_DEEDS, self.random.randint(2, 3), theme),
        }

    def _sheet(self, year: FiscalYear, theme: _Theme) -> _Fields:
        random = self.random
        name = f"{random.choice(_FAMILY_NAMES)} {random.choice(_GIVEN_NAMES)}"
        review = self._sentences(_REVIEWS, 4, theme)
        return {
            "fiscal_year": year.year,
            "edition": year.plus(1).year,
            "document": _document(year),
            "lead": {"post": theme.lead, "name": name},
            "aim": self._prose(_AIMS, 2, theme),
            "measures": [_measure(theme.chapter, number) for number in (1, 2, 3)],
            "approaches": [
                {"id": _approach(number), "items": self._sentences(_DEEDS, 2, theme)}
                for number in range(1, _APPROACH_COUNT + 1)
            ],
            "self_evaluation": {
                "date": f"{year.plus(1)}-07-{random.randint(10, 28)}",
                "text": "".join(review[:2]) + "\n" + "".join(review[2:]),
            },
            "council_evaluation": {
                "date": f"{year.plus(1)}-08-{random.randint(10, 28)}",
                "text": self._prose(_VERDICTS, 2, theme),
            },
        }

    def _measure_sheet(
        self, theme: _Theme, year: FiscalYear, courses: Sequence[_Course]
    ) -> _Fields:
        passed = self.years.index(year) + 1
        return {
            "fiscal_year": year.year,
            "edition": year.plus(1).year,
            "document": _document(year),
            "aim": self._prose(_AIMS, 1, theme),
            "indicators": self._indicator_years(courses, passed, _POLICY_PLACES),
            "summary": self._prose(_REVIEWS, 2, theme),
            "self_evaluation": {
                "date": f"{year.plus(1)}-07-{self.random.randint(10, 28)}",
                "text": self._prose(_REVIEWS, 2, theme),
            },
        }

    def _prose(self, sentences: Sequence[str], count: int, theme: _Theme) -> str:
        return "".join(self._sentences(sentences, count, theme))

    def _sentences(self, sentences: Sequence[str], count: int, theme: _Theme) -> list[str]:
        random = self.random
        return [
            sentence.format(
                area=random.choice(_AREAS),
                topic=random.choice(theme.topics),
                small=random.randint(2, 9),
                large=random.randint(20, 480),
            )
            + "。"
            for sentence in random.sample(sentences, count)
        ]


def _municipality(years: Sequence[FiscalYear], survey_years: Sequence[FiscalYear]) -> _Fields:
    sheets = [(_document(year), f"{year.plus(1)}年度 政策評価表", year.plus(1)) for year in years]
    surveys = [
        (_survey_document(year), f"{year}年度 市民意識調査 報告書", year) for year in survey_years
    ]
    return {
        "name": NAME,
        "code": CODE,
        "publisher": {"name": NAME, "official": False},
        "notice": NOTICE,
        "rights": RIGHTS,
        "money_unit": "千円",
        "decimals": {
            "policy_rate": _POLICY_PLACES,
            "project_rate": _PROJECT_PLACES,
            "share": _SHARE_PLACES,
            "money_rate": _MONEY_PLACES,
        },
        "documents": [
            {"id": document, "title": title, "issuer": NAME, "edition": edition.year}
            for document, title, edition in (*sheets, *surveys)
        ],
    }


def _plan(years: Sequence[FiscalYear], measured: Mapping[str, Sequence[_Course]]) -> _Fields:
    """The plan, with the indicators of the measures that are evaluated."""

    def described(identifier: str, number: int, name: str) -> _Fields:
        courses = measured.get(identifier, ())
        indicators = [course.identity(years) for course in courses]
        fields: _Fields = {"id": identifier, "number": number, "name": name}
        return fields | ({"indicators": indicators} if indicators else {})

    return {
        "name": f"{NAME}総合計画",
        "first_year": years[0].year,
        "last_year": years[-1].year,
        "chapters": [
            {
                "id": f"sho-{chapter}",
                "number": chapter,
                "name": name,
                "measures": [
                    described(_measure(chapter, number), number, measure)
                    for number, measure in enumerate(measures, start=1)
                ],
            }
            for chapter, (name, measures) in enumerate(_CHAPTERS, start=1)
        ],
    }


def _document(year: FiscalYear) -> str:
    return f"hyoka-{year.plus(1)}"


def _survey_document(year: FiscalYear) -> str:
    return f"chosa-{year}"


def _project(number: int) -> str:
    return f"jigyo-{number:05d}"


def _approach(number: int) -> str:
    return f"hoshin-{number}"


def _measure(chapter: int, number: int) -> str:
    return f"sho-{chapter}-setsu-{number}"


def _measures() -> Iterator[str]:
    for chapter, (_, measures) in enumerate(_CHAPTERS, start=1):
        for number in range(1, len(measures) + 1):
            yield _measure(chapter, number)


def _percentage(part: int, whole: int, places: int) -> Decimal:
    return rounded(EXACT.divide(Decimal(part * 100), Decimal(whole)), places)
