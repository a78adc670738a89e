"""What stands below a chart that was taken away: where it is from and on which terms."""

from collections.abc import Iterator

from hyoka.model import Municipality
from hyoka.wording import Language


def picture_source(municipality: Municipality, title: str, language: Language) -> Iterator[str]:
    """Line by line; `title`: of the page that shows the chart."""
    yield language.word(
        "pictures.source",
        publisher=municipality.publisher.name,
        site=language.word("pictures.site", name=municipality.name),
        page=title,
    )
    if municipality.licence:
        yield language.word("pictures.licence", licence=municipality.licence.name)
    elif municipality.rights:
        yield municipality.rights
    if municipality.notice:
        yield municipality.notice
