"""Everything of the fictional municipality, drawn from one source of chance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from hyoka.units import PERCENT, FiscalYear, Missing
from tools.demo import details
from tools.demo.courses import ALL, Course
from tools.demo.records import Field, Fields
from tools.demo.surveys import SHARE_PLACES, survey
from tools.demo.vocabulary import (
    AIMS,
    APPROACHES,
    AREAS,
    CHAPTERS,
    DEEDS,
    FAMILY_NAMES,
    FORMS,
    GIVEN_NAMES,
    POLICY_GAUGES,
    PROJECT_GAUGES,
    REVIEWS,
    SECTIONS,
    THEMES,
    VERDICTS,
    Gauge,
    Theme,
)

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
_RECOMMENDED = 3
"""How many of the policies a committee recommended something about."""
_WITHOUT_SETTLEMENT = 0.02
_BEGUN_LATER = 0.2
"""How likely each of these is."""


@dataclass(frozen=True, slots=True)
class Town:
    """Everything that is drawn, in one fixed order from one source of chance."""

    random: Random
    years: tuple[FiscalYear, ...]
    policies: int
    projects: int

    def records(self) -> Iterator[tuple[str, Fields]]:
        """Each record with its path inside `content/`."""
        survey_years = self.years[::-1][::2][::-1]
        yield "municipality.yml", _municipality(self.years, survey_years)
        for year in survey_years:
            yield f"surveys/{year}.yml", self._survey(year)
        for index in range(self.policies):
            yield from self._policy_records(index)
        measured = {
            _measure(theme.chapter, 1): self._courses(PROJECT_GAUGES, 2)
            for theme in THEMES[:_EVALUATED_MEASURES]
        }
        yield f"plans/{_PLAN}.yml", _plan(self.years, measured)
        for theme, (measure, courses) in zip(THEMES, measured.items(), strict=False):
            newest = self.years[-_MEASURE_YEARS:]
            sheets = [self._measure_sheet(theme, year, courses) for year in newest]
            if theme == THEMES[_EVALUATED_MEASURES - 1]:
                yield f"measures/{_PLAN}/{measure}/years.yml", {"years": sheets}
                continue
            for year, sheet in zip(newest, sheets, strict=True):
                yield f"measures/{_PLAN}/{measure}/{year}.yml", sheet

    def _survey(self, year: FiscalYear) -> Fields:
        head: Fields = {
            "fiscal_year": year.year,
            "name": f"{year}年度 {NAME} 市民意識調査",
            "document": _survey_document(year),
            "plan": _PLAN,
        }
        chapters = [_chapter(number) for number, _ in enumerate(CHAPTERS, start=1)]
        return survey(self.random, head, chapters, list(_measures()))

    def _policy_records(self, index: int) -> Iterator[tuple[str, Fields]]:
        theme = THEMES[index % len(THEMES)]
        again = index // len(THEMES) + 1
        policy = theme.id if again == 1 else f"{theme.id}-{again}"
        name = theme.name if again == 1 else f"{theme.name}（{again}）"
        numbers = range(index + 1, self.projects + 1, self.policies)
        listed = [_project(number) for number in numbers[:_LISTED]]
        names = self._project_names(theme, again, len(numbers))
        for number, project_name in zip(numbers, names, strict=True):
            place = listed.index(_project(number)) if _project(number) in listed else None
            record = self._project(project_name, policy, theme, (number, place))
            yield f"projects/{_project(number)}.yml", record
        gauges = (*theme.gauges, *POLICY_GAUGES)
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
        if index < _RECOMMENDED:
            year, topic = self.years[-1], theme.topics[index]
            told = details.recommendation(policy, index, year, _document(year), topic)
            yield f"recommendations/iinkai-{policy}.yml", told

    def _project_names(self, theme: Theme, again: int, count: int) -> Iterator[str]:
        kinds = [
            f"{area} {topic}{form}" for area in AREAS for topic in theme.topics for form in FORMS
        ]
        self.random.shuffle(kinds)
        for index in range(count):
            period = index // len(kinds) + again
            yield kinds[index % len(kinds)] + (f"（第{period}期）" if period > 1 else "")

    def _project(
        self, name: str, policy: str, theme: Theme, numbered: tuple[int, int | None]
    ) -> Fields:
        """A project. Those that a sheet lists have every year; of the others some began later.

        `numbered`: its number, and its place among those that the sheets list.
        """
        random = self.random
        number, place = numbered
        courses = self._courses(PROJECT_GAUGES, random.randint(1, 3))
        later = place is None and random.random() < _BEGUN_LATER
        begun = random.randrange(len(self.years)) if later else 0
        settlement = random.randint(300, 6000) * random.randint(1, 12)
        trend = random.randint(94, 108)
        years: list[Field] = []
        for passed, year in enumerate(self.years[begun:], start=begun + 1):
            settlement = settlement * (trend + random.randint(-9, 9)) // 100
            missing = random.random() < _WITHOUT_SETTLEMENT
            fields: Fields = {"fiscal_year": year.year, "document": _document(year)}
            if year in self.years[-_BUDGETED_YEARS:]:
                fields["budget"] = settlement * random.randint(100, 112) // 100
            fields |= details.money(place, number, fields)
            fields["settlement"] = Missing.UNDISCLOSED if missing else settlement
            rows = self._indicator_years(courses, passed, _PROJECT_PLACES)
            rows += details.indicator_years(place, number, year, self.years)
            fields["indicators"] = rows
            years.append(fields | details.evaluations(place, number, year, self.years))
        indicators = [course.identity(self.years) for course in courses]
        indicators += details.indicators(place, self.years)
        division = f"{theme.lead.removesuffix('長')} {random.choice(SECTIONS)}"
        identity: Fields = {"name": name, "policy": policy, "division": division}
        told = details.identity(number, place)
        if place is not None and theme in THEMES[:_EVALUATED_MEASURES]:
            told |= details.place_in_plan(_PLAN, _measure(theme.chapter, 1), place)
        return identity | told | {"indicators": indicators, "years": years}

    def _courses(self, gauges: Sequence[Gauge], count: int) -> list[Course]:
        courses = []
        for number, gauge in enumerate(self.random.sample(gauges, count), start=1):
            baseline = self.random.randint(gauge.low, gauge.high)
            percent = self.random.randint(8, 45)
            change = -percent if gauge.direction == "lower" else percent
            target = baseline * (100 + change) // 100
            target = min(target, ALL) if gauge.unit == PERCENT else target
            pace = self.random.randint(-25, 140)
            courses.append(Course(f"shihyo-{number}", gauge, baseline, target, pace))
        return courses

    def _indicator_years(self, courses: Sequence[Course], passed: int, places: int) -> list[Fields]:
        return [course.year(self.random, passed, len(self.years), places) for course in courses]

    def _policy(self, number: int, name: str, courses: Sequence[Course]) -> Fields:
        approaches = self.random.sample(APPROACHES, _APPROACH_COUNT)
        return {
            "number": number,
            "name": name,
            "plan": _PLAN,
            "tags": details.tags(number),
            "sdgs": details.goals(number),
            "approaches": [
                {"id": _approach(position), "number": position, "name": approach}
                for position, approach in enumerate(approaches, start=1)
            ],
            "indicators": [course.identity(self.years) for course in courses],
        }

    def _plan_year(self, year: FiscalYear, theme: Theme) -> Fields:
        return {
            "fiscal_year": year.year,
            "goal": self._prose(AIMS, 1, theme),
            "activities": self._sentences(DEEDS, self.random.randint(2, 3), theme),
        }

    def _sheet(self, year: FiscalYear, theme: Theme) -> Fields:
        random = self.random
        name = f"{random.choice(FAMILY_NAMES)} {random.choice(GIVEN_NAMES)}"
        review = self._sentences(REVIEWS, 4, theme)
        return {
            "fiscal_year": year.year,
            "edition": year.plus(1).year,
            "document": _document(year),
            "lead": {"post": theme.lead, "name": name},
            "aim": self._prose(AIMS, 2, theme),
            "measures": [_measure(theme.chapter, number) for number in (1, 2, 3)],
            "approaches": [
                {"id": _approach(number), "items": self._sentences(DEEDS, 2, theme)}
                for number in range(1, _APPROACH_COUNT + 1)
            ],
            "self_evaluation": {
                "date": f"{year.plus(1)}-07-{random.randint(10, 28)}",
                "text": "".join(review[:2]) + "\n" + "".join(review[2:]),
            },
            "council_evaluation": {
                "date": f"{year.plus(1)}-08-{random.randint(10, 28)}",
                "text": self._prose(VERDICTS, 2, theme),
            },
        }

    def _measure_sheet(self, theme: Theme, year: FiscalYear, courses: Sequence[Course]) -> Fields:
        passed = self.years.index(year) + 1
        return {
            "fiscal_year": year.year,
            "edition": year.plus(1).year,
            "document": _document(year),
            "aim": self._prose(AIMS, 1, theme),
            "indicators": self._indicator_years(courses, passed, _POLICY_PLACES),
            "summary": self._prose(REVIEWS, 2, theme),
            "self_evaluation": {
                "date": f"{year.plus(1)}-07-{self.random.randint(10, 28)}",
                "text": self._prose(REVIEWS, 2, theme),
            },
        }

    def _prose(self, sentences: Sequence[str], count: int, theme: Theme) -> str:
        return "".join(self._sentences(sentences, count, theme))

    def _sentences(self, sentences: Sequence[str], count: int, theme: Theme) -> list[str]:
        random = self.random
        return [
            sentence.format(
                area=random.choice(AREAS),
                topic=random.choice(theme.topics),
                small=random.randint(2, 9),
                large=random.randint(20, 480),
            )
            + "。"
            for sentence in random.sample(sentences, count)
        ]


def _municipality(years: Sequence[FiscalYear], survey_years: Sequence[FiscalYear]) -> Fields:
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
            "share": SHARE_PLACES,
            "money_rate": _MONEY_PLACES,
        },
        **details.MUNICIPALITY,
        "populations": details.populations(years),
        "documents": [
            {"id": document, "title": title, "issuer": NAME, "edition": edition.year}
            for document, title, edition in (*sheets, *surveys)
        ],
    }


def _plan(years: Sequence[FiscalYear], measured: Mapping[str, Sequence[Course]]) -> Fields:
    """The plan, with the indicators of the measures that are evaluated."""

    def described(identifier: str, number: int, name: str) -> Fields:
        courses = measured.get(identifier, ())
        indicators = [course.identity(years) for course in courses]
        fields: Fields = {"id": identifier, "number": number, "name": name}
        if not indicators:
            return fields
        return fields | {"indicators": indicators, "measures": details.submeasures(identifier)}

    return {
        "name": f"{NAME}総合計画",
        "first_year": years[0].year,
        "last_year": years[-1].year,
        "chapters": [
            {
                "id": _chapter(chapter),
                "number": chapter,
                "name": name,
                "sdgs": details.goals(chapter),
                "measures": [
                    described(_measure(chapter, number), number, measure)
                    for number, measure in enumerate(measures, start=1)
                ],
            }
            for chapter, (name, measures) in enumerate(CHAPTERS, start=1)
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


def _chapter(number: int) -> str:
    return f"sho-{number}"


def _measure(chapter: int, number: int) -> str:
    return f"{_chapter(chapter)}-setsu-{number}"


def _measures() -> Iterator[str]:
    for chapter, (_, measures) in enumerate(CHAPTERS, start=1):
        for number in range(1, len(measures) + 1):
            yield _measure(chapter, number)
