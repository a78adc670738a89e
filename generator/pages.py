"""PAGES: the list of page kinds: which records, which path, which template, which context."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator import charts
from generator.addresses import (
    Links,
    indicator_anchor,
    measure_path,
    measure_sheet_path,
    plan_path,
    policy_comparison_path,
    policy_path,
    project_path,
    sheet_path,
    survey_path,
    url_of,
    year_comparison_path,
    year_indicators_path,
    year_path,
    year_projects_path,
)
from generator.charts import Amount
from generator.evaluation import (
    EvaluatedMeasure,
    EvaluatedPolicy,
    EvaluatedProject,
    EvaluatedSurvey,
    EvaluatedYear,
    Evaluation,
    MeasureYear,
    PolicyYear,
)
from generator.figures import FIGURES, Status, within_margin
from generator.language import Language
from generator.lists import NOTHING, Listing, list_indicators, list_projects
from generator.model import (
    EVALUATIONS,
    Document,
    Headings,
    Municipality,
    Plan,
    level_of,
    name_in,
)
from generator.plain import plain
from generator.problems import Severity
from generator.records import MUNICIPALITY, path_of
from generator.reference import reference
from generator.rule_reference import rules_of
from generator.summary import Summary, summarize
from generator.units import FiscalYear, Missing

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way from the home page to a page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The same a recorded year earlier and later, each titled with its year."""

    previous: Crumb | None = None
    following: Crumb | None = None


@dataclass(frozen=True)
class Subject:
    """What one page is about: all that its template is given, but for the whole `site`."""

    path: str
    """`policies/kizuna/2018.md`"""
    title: str
    it: Any = None
    """The evaluated record; its type is the page kind's."""
    crumbs: tuple[Crumb, ...] = ()
    record: str = MUNICIPALITY
    """The path inside `content/` of the record that the page shows; of a folder, with `/`, where
    it shows many."""
    fiscal_year: FiscalYear | None = None
    policy: str | None = None
    """The name of the policy that the page belongs to."""
    documents: tuple[Document, ...] = ()
    """The official documents that its values were taken from."""
    text: str = ""
    """A hand-written part, as Markdown."""
    beside: Beside = Beside()
    sheet: str = ""
    """Of an evaluation sheet, the name of its file on paper without its ending: `kizuna_2018`."""

    @property
    def url(self) -> str:
        """Its address from the site's root: `policies/kizuna/2018/`."""
        return url_of(self.path)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as Markdown, with what the theme and the search may know of it."""

    path: str
    title: str
    kind: str
    """The page kind's name in `PAGES`."""
    markdown: str
    record: str
    fiscal_year: FiscalYear | None
    policy: str | None
    unique_title: str
    """The title, with as much beside it as no other page's has."""
    summary: Summary
    crumbs: tuple[Crumb, ...]
    documents: tuple[Document, ...]
    sheet: str
    """Of an evaluation sheet, the name of its PDF: `112089_kizuna_2018.pdf`."""

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return url_of(self.path)


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page."""

    name: str
    subjects: Callable[[Evaluation, Language], Iterator[Subject]]
    template: str = ""
    """`<name>.md` unless said otherwise; long texts stand with the language."""
    script: str = ""
    """The script of the theme that its pages need besides those of every page: `list`."""


def _crumbs(language: Language, *steps: tuple[str, str]) -> tuple[Crumb, ...]:
    home = Crumb(language.word("navigation.home"), "")
    return (home, *(Crumb(title, url_of(path)) for title, path in steps))


_Year = TypeVar("_Year")


def _in_turn(
    years: Sequence[_Year], crumb: Callable[[_Year], Crumb]
) -> Iterator[tuple[_Year, Beside]]:
    """Each of `years`, oldest first, with the ways from its page to those beside it."""
    ways = [None, *(crumb(year) for year in years), None]
    for at, year in enumerate(years):
        yield year, Beside(ways[at], ways[at + 2])


def _every_document(evaluation: Evaluation) -> Iterable[str]:
    return evaluation.documents


def _index(
    kind: str,
    records: str,
    documents: Callable[[Evaluation], Iterable[str]] = _every_document,
) -> Callable[[Evaluation, Language], Iterator[Subject]]:
    """A list page: one of its kind, about the whole site. `documents`: the ids of its sources."""

    def subjects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
        yield Subject(
            f"{kind}/index.md",
            language.word(f"titles.{kind}"),
            evaluation,
            _crumbs(language),
            record=records,
            documents=_documents(evaluation, documents(evaluation)),
        )

    return subjects


def _sheet_documents(evaluation: Evaluation) -> Iterator[str]:
    for policy in evaluation.policies:
        yield from (year.sheet.document for year in policy.sheets if year.sheet)


def _latest_list(
    kind: str, rows: Callable[[Evaluation, Language], Listing[Any]]
) -> Callable[[Evaluation, Language], Iterator[Subject]]:
    """The list of all things of a kind, each in its latest year."""

    def subjects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
        for subject in _index(kind, "projects/")(evaluation, language):
            yield replace(subject, it=rows(evaluation, language))

    return subjects


def _home(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    title = language.word("site.title", name=evaluation.municipality.name)
    documents = tuple(evaluation.documents.values())
    yield Subject("index.md", title, evaluation, documents=documents)


def _policies(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for policy in evaluation.policies:
        ids = [year.sheet.document for year in policy.years if year.sheet]
        yield Subject(
            policy_path(policy.policy),
            policy.policy.name,
            policy,
            _crumbs(language, (language.word("titles.policies"), "policies/index.md")),
            record=path_of(policy.policy),
            policy=policy.policy.name,
            documents=_documents(evaluation, ids),
        )


def _sheets(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for policy in evaluation.policies:

        def crumb(year: PolicyYear) -> Crumb:
            path = sheet_path(year.policy, year.fiscal_year)
            return Crumb(language.year(year.fiscal_year), url_of(path))

        for year, beside in _in_turn(policy.sheets, crumb):
            assert year.sheet is not None  # noqa: S101 - for the type checker
            yield Subject(
                sheet_path(policy.policy, year.fiscal_year),
                language.word(
                    "titles.sheet",
                    name=year.name,
                    year=language.year(year.fiscal_year),
                    edition=language.short_year(year.sheet.edition),
                ),
                year,
                _crumbs(
                    language,
                    (language.word("titles.policies"), "policies/index.md"),
                    (policy.policy.name, policy_path(policy.policy)),
                ),
                record=path_of(year.sheet),
                fiscal_year=year.fiscal_year,
                policy=policy.policy.name,
                documents=_documents(evaluation, [year.sheet.document]),
                sheet=f"{policy.policy.id}_{year.fiscal_year}",
                beside=beside,
            )


def _plans(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for plan in evaluation.plans:
        ids = [year.sheet.document for m in plan.measures for year in m.sheets if year.sheet]
        ids += [survey.document for m in plan.measures for survey, _ in m.survey_results]
        yield Subject(
            plan_path(plan.plan),
            plan.plan.name,
            plan,
            _crumbs(language, (language.word("titles.plans"), "plans/index.md")),
            record=path_of(plan.plan),
            documents=_documents(evaluation, ids),
        )


def _measures(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    """The chapters and measures of which there is more than the name."""
    for measure in (m for plan in evaluation.plans for m in plan.measures if m.recorded):
        ids = [year.sheet.document for year in measure.sheets if year.sheet]
        ids += [survey.document for survey, _ in measure.survey_results]
        ids += [year.record.document for project in measure.projects for year in project.years]
        yield Subject(
            measure_path(measure.part),
            measure.part.name,
            measure,
            _plan_crumbs(language, measure.part.plan),
            record=path_of(measure.part.plan),
            documents=_documents(evaluation, ids),
        )


def _measure_sheets(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for measure in (m for plan in evaluation.plans for m in plan.measures):

        def crumb(year: MeasureYear) -> Crumb:
            path = measure_sheet_path(year.part, year.fiscal_year)
            return Crumb(language.year(year.fiscal_year), url_of(path))

        for year, beside in _in_turn(measure.sheets, crumb):
            assert year.sheet is not None  # noqa: S101 - for the type checker
            yield Subject(
                measure_sheet_path(measure.part, year.fiscal_year),
                language.word(
                    "titles.measure_sheet",
                    name=year.name,
                    year=language.year(year.fiscal_year),
                    edition=language.short_year(year.sheet.edition),
                ),
                year,
                _plan_crumbs(
                    language,
                    measure.part.plan,
                    (measure.part.name, measure_path(measure.part)),
                ),
                record=path_of(year.sheet),
                fiscal_year=year.fiscal_year,
                documents=_documents(evaluation, [year.sheet.document]),
                sheet=f"{measure.part.plan.id}_{measure.part.id}_{year.fiscal_year}",
                beside=beside,
            )


def _plan_crumbs(language: Language, plan: Plan, *steps: tuple[str, str]) -> tuple[Crumb, ...]:
    above = ((language.word("titles.plans"), "plans/index.md"), (plan.name, plan_path(plan)))
    return _crumbs(language, *above, *steps)


def _years(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    def crumb(year: EvaluatedYear) -> Crumb:
        return Crumb(language.year(year.fiscal_year), url_of(year_path(year.fiscal_year)))

    for year, beside in _in_turn(evaluation.years, crumb):
        yield Subject(
            year_path(year.fiscal_year),
            language.word("titles.year", year=language.year(year.fiscal_year)),
            year,
            _crumbs(language, (language.word("titles.years"), "years/index.md")),
            record="policies/",
            fiscal_year=year.fiscal_year,
            documents=_documents(evaluation, _year_documents(year)),
            beside=beside,
        )


def _year_documents(year: EvaluatedYear) -> list[str]:
    ids = [policy.sheet.document for policy in year.policies if policy.sheet]
    ids += [measure.sheet.document for measure in year.measures if measure.sheet]
    ids += [project.record.document for project in year.projects]
    ids += [year.survey.survey.document] if year.survey else []
    return ids


def _in_year(  # noqa: PLR0913 - what a page about a part of a year is made of
    evaluation: Evaluation,
    language: Language,
    year: EvaluatedYear,
    title: str,
    path: str,
    it: object,
    record: str,
) -> Subject:
    """A page below a year's."""
    written = language.year(year.fiscal_year)
    return Subject(
        path,
        language.word(f"titles.{title}", year=written),
        it,
        _crumbs(
            language,
            (language.word("titles.years"), "years/index.md"),
            (language.word("titles.year", year=written), year_path(year.fiscal_year)),
        ),
        record=record,
        fiscal_year=year.fiscal_year,
        documents=_documents(evaluation, _year_documents(year)),
    )


def _year_projects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for year in evaluation.years:
        path = year_projects_path(year.fiscal_year)
        rows = list_projects(evaluation, language, year.fiscal_year)
        yield _in_year(evaluation, language, year, "year_projects", path, rows, "projects/")


def _year_indicators(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for year in evaluation.years:
        path = year_indicators_path(year.fiscal_year)
        rows = list_indicators(evaluation, language, year.fiscal_year)
        yield _in_year(evaluation, language, year, "year_indicators", path, rows, "policies/")


def _year_comparisons(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for year in evaluation.years:
        if len(year.compared) > 1:
            path = year_comparison_path(year.fiscal_year)
            yield _in_year(evaluation, language, year, "year_compare", path, year, "policies/")


def _policy_comparisons(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    for policy in evaluation.policies:
        if len(policy.years) > 1:
            name = policy.policy.name
            ids = [year.sheet.document for year in policy.sheets if year.sheet]
            yield Subject(
                policy_comparison_path(policy.policy),
                language.word("titles.policy_compare", name=name),
                policy,
                _crumbs(
                    language,
                    (language.word("titles.policies"), "policies/index.md"),
                    (name, policy_path(policy.policy)),
                ),
                record=f"policies/{policy.policy.id}/",
                policy=name,
                documents=_documents(evaluation, ids),
            )


def _projects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    names = {policy.policy.id: policy.policy.name for policy in evaluation.policies}
    for project in evaluation.projects:
        yield Subject(
            project_path(project.project),
            project.project.name,
            project,
            _crumbs(language, (language.word("titles.projects"), "projects/index.md")),
            record=path_of(project.project),
            policy=names.get(project.project.policy or ""),
            documents=_documents(evaluation, [year.record.document for year in project.years]),
        )


def _surveys(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
    def crumb(survey: EvaluatedSurvey) -> Crumb:
        year = survey.survey.fiscal_year
        return Crumb(language.year(year), url_of(survey_path(year)))

    oldest_first = sorted(evaluation.surveys, key=lambda survey: survey.survey.fiscal_year)
    for survey, beside in _in_turn(oldest_first, crumb):
        yield Subject(
            survey_path(survey.survey.fiscal_year),
            survey.survey.name,
            survey,
            _crumbs(language, (language.word("titles.surveys"), "surveys/index.md")),
            record=path_of(survey.survey),
            fiscal_year=survey.survey.fiscal_year,
            documents=_documents(evaluation, [survey.survey.document]),
            beside=beside,
        )


def _about(name: str) -> Callable[[Evaluation, Language], Iterator[Subject]]:
    """A text about the site; `content/about/<name>.md` replaces it."""

    def subjects(evaluation: Evaluation, language: Language) -> Iterator[Subject]:
        index = name == "index"
        above = () if index else ((language.word("titles.about.index"), "about/index.md"),)
        title = language.word(f"titles.about.{name}")
        crumbs = _crumbs(language, *above)
        yield Subject(f"about/{name}.md", title, evaluation, crumbs)

    return subjects


def _documents(evaluation: Evaluation, ids: Iterable[str]) -> tuple[Document, ...]:
    return tuple(evaluation.documents[identifier] for identifier in dict.fromkeys(ids))


ABOUT = (
    "index",
    "reading",
    "method",
    "glossary",
    "corrections",
    "fields",
    "rules",
    "licence",
    "accessibility",
    "sitemap",
)


def _survey_documents(evaluation: Evaluation) -> Iterable[str]:
    return (survey.survey.document for survey in evaluation.surveys)


PAGES: tuple[PageKind, ...] = (
    PageKind("home", _home),
    PageKind("policies", _index("policies", "policies/", _sheet_documents)),
    PageKind("policy", _policies),
    PageKind("policy_compare", _policy_comparisons, script="compare"),
    PageKind("sheet", _sheets),
    PageKind("plans", _index("plans", "plans/")),
    PageKind("plan", _plans),
    PageKind("measure", _measures),
    PageKind("measure_sheet", _measure_sheets),
    PageKind("years", _index("years", "policies/")),
    PageKind("year", _years),
    PageKind("year_projects", _year_projects, script="list"),
    PageKind("year_indicators", _year_indicators, script="list"),
    PageKind("year_compare", _year_comparisons, script="compare"),
    PageKind("projects", _latest_list("projects", list_projects), script="list"),
    PageKind("project", _projects),
    PageKind("indicators", _latest_list("indicators", list_indicators), script="list"),
    PageKind("surveys", _index("surveys", "surveys/", _survey_documents)),
    PageKind("survey", _surveys),
    *(PageKind("about", _about(name), f"about/{name}.md") for name in ABOUT),
)


def narrowed(url: str, **choices: str) -> str:
    """The address of a list, narrowed down; without a script it leads to the whole list."""
    return f"{url}?{urlencode(choices)}"


_SPECIAL = re.compile(r"[&<>\"'\\`*_\[\]{}|~^#\n\t]|\A[+:-]|\A\d+[.)](?=\s|\Z)")
"""What Markdown or HTML could read as its own; list marks only where a value begins with one."""


def escape(value: object) -> Markup:
    """A value as text that neither Markdown nor HTML takes for anything else.

    Numeric character references mean the same in both, so one escape serves headings, paragraphs,
    cells and attributes.
    """
    if isinstance(value, Markup):
        return value
    return Markup(_SPECIAL.sub(_references, str(value)))  # noqa: S704 - made safe right here


def _references(match: re.Match[str]) -> str:
    return "".join(c if c.isalnum() else f"&#{ord(c)};" for c in match[0])


def render(evaluation: Evaluation, language: Language, texts: Mapping[str, str]) -> Iterator[Page]:
    """Every page of the site. `texts`: hand-written Markdown by path, set into generated pages."""
    municipality = evaluation.municipality
    environment = _environment(language, municipality)
    about = [(kind, subject) for kind in PAGES for subject in kind.subjects(evaluation, language)]
    titles = _unique_titles(about, language)
    for kind, subject in about:
        template = environment.get_template(kind.template or f"{kind.name}.md")
        body = template.render(
            page=subject,
            it=subject.it,
            site=evaluation,
            links=Links(subject.url),
            kind=kind.name,
            text=Markup(texts.get(subject.path, "")),  # noqa: S704 - a reviewed page's Markdown
        )
        summary = summarize(subject.it, subject.title, municipality, language)
        title = titles[subject.path]
        front_matter = _front_matter(subject, kind, language, title, summary)
        yield Page(
            subject.path,
            subject.title,
            kind.name,
            front_matter + _squeezed(body),
            subject.record,
            subject.fiscal_year,
            subject.policy,
            title,
            summary,
            subject.crumbs,
            subject.documents,
            f"{municipality.code}_{subject.sheet}.pdf" if subject.sheet else "",
        )


def _unique_titles(
    about: Iterable[tuple[PageKind, Subject]], language: Language
) -> Mapping[str, str]:
    """A title for every path that no other page has: two plans may have a measure of one name."""
    titles = {subject.path: subject.title for _, subject in about}
    for number in range(3):
        counts = Counter(titles.values())
        for kind, subject in about:
            if counts[titles[subject.path]] > 1:
                word = language.word(f"kinds_of_page.{kind.name}")
                above = subject.crumbs[-1].title if subject.crumbs else ""
                more = (word, f"{word}、{above}", subject.url)[number]
                titles[subject.path] = f"{subject.title}（{more}）"
    return titles


def _environment(language: Language, municipality: Municipality) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([TEMPLATES, language.texts]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Jinja's own mark would swallow the ids of headings.
        comment_start_string="{##",
        comment_end_string="##}",
        auto_reload=False,
    )
    environment.globals |= {**_words(language), **_own_words(municipality)}
    # Whether a written place is `holder`, or lies in it.
    environment.tests["at_place"] = lambda place, holder: f"{place}/".startswith(f"{holder}/")
    environment.filters |= {
        "number": language.number,
        "quantity": language.quantity,
        "value": language.value,
        "figure": language.figure,
        "year": language.year,
        "short_year": language.short_year,
        "date": language.date,
        "narrowed": narrowed,
        "year_column": lambda year: (language.year(year), "", "number"),
        "policy_column": lambda policy: (policy.name, "", "text"),
        "settlement_column": lambda year, unit: (language.short_year(year), unit, "number"),
    }
    return environment


def _words(language: Language) -> Mapping[str, object]:
    """What templates need of the language, and of what it tells."""
    return {
        "w": language.word,
        "language": language,
        "FIGURES": FIGURES,
        "STATUSES": tuple(Status),
        "SEVERITIES": tuple(Severity),
        "rules_of": lambda severity: rules_of(severity, language),
        "MISSING": tuple(Missing),
        "EVALUATIONS": EVALUATIONS,
        "ABOUT": ABOUT,
        "NOTHING": NOTHING,
        "reference": lambda: reference(language),
        "trend": _drawn(charts.trend, language),
        "spark": _drawn(charts.spark, language),
        "rate_gauge": _drawn(charts.rate_gauge, language),
        "way_gauge": _drawn(charts.way_gauge, language),
        "amounts": _drawn(charts.amounts, language),
        "settlements": _settlements,
        "plain": lambda year, municipality: plain(year, municipality, language),
        "anchor": indicator_anchor,
        "paragraphs": paragraphs,
        "plan_years": plan_years,
        "measure_years": lambda measure: years_of_plan(
            measure.part.plan, [year.fiscal_year for year in measure.years]
        ),
        "name_in": name_in,
        "level_of": level_of,
        "within_margin": within_margin,
        "is_missing": lambda value: isinstance(value, Missing),
    }


def _drawn(chart: Callable[..., str], language: Language) -> Callable[..., Markup]:
    """A chart for templates: what it is drawn from is all that they give."""
    # charts escapes its texts.
    return lambda *given: Markup(chart(*given, language))  # noqa: S704


def _settlements(of: EvaluatedPolicy | EvaluatedMeasure | EvaluatedProject) -> list[Amount]:
    """What is drawn of the settlements over the years."""
    if isinstance(of, EvaluatedProject):
        return [Amount(year.fiscal_year, year.record.settlement) for year in of.years]
    totals = [(year.fiscal_year, year.money.total) for year in of.years]
    return [Amount(year, total.value, total.excluded > 0) for year, total in totals]


def _own_words(municipality: Municipality) -> Mapping[str, object]:
    """What templates need of what the municipality declared: its scales, choices and headings."""
    return {
        "SCALES": {scale.id: scale for scale in municipality.rating_scales},
        "NEXT_ACTIONS": {action.id: action for action in municipality.next_actions},
        "heading": partial(_heading, municipality.headings or Headings()),
    }


def _heading(headings: Headings, section: str, otherwise: str) -> str:
    """The municipality's own words for a section, else the site's."""
    own: str | None = getattr(headings, section)
    return own or otherwise


def paragraphs(text: str) -> list[str]:
    """A prose field's paragraphs."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def plan_years(policy: EvaluatedPolicy) -> list[FiscalYear]:
    """The fiscal years of a policy's plan, and any later ones that are recorded."""
    return years_of_plan(policy.plan, [year.fiscal_year for year in policy.years])


def years_of_plan(plan: Plan, recorded: Iterable[FiscalYear]) -> list[FiscalYear]:
    """The fiscal years of a plan, and any others that are recorded."""
    planned = [FiscalYear(y) for y in range(plan.first_year.year, plan.last_year.year + 1)]
    return sorted({*planned, *recorded})


def _front_matter(
    subject: Subject, kind: PageKind, language: Language, unique_title: str, summary: Summary
) -> str:
    meta: dict[str, object] = {
        "title": subject.title,
        "description": summary.description,
        "kind": language.word(f"kinds_of_page.{kind.name}"),
        "record": subject.record,
    }
    if kind.script:
        meta["script"] = kind.script
    if subject.fiscal_year is not None:
        meta |= {
            "fiscal_year": subject.fiscal_year.year,
            "year": language.year(subject.fiscal_year),
        }
    if subject.policy is not None:
        meta["policy"] = subject.policy
    if unique_title != subject.title:
        meta["unique_title"] = unique_title
    # JSON is YAML: quoted so, no title can be read as anything else.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items()]
    return "".join(["---\n", *lines, "---\n\n"])


def _squeezed(markdown: str) -> str:
    """Templates leave blank lines behind; one between blocks is enough."""
    return re.sub(r"\n{3,}", "\n\n", markdown).strip() + "\n"
