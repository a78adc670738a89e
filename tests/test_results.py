"""What a page says at its top of what a year came to."""

import pytest

from hyoka.tables.results import beginning
from tests.building import TOWN, made_of

SENTENCE = "会議の数と活動はふえた。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (SENTENCE, SENTENCE),
        (f"{SENTENCE}次の年度も続ける。", "会議の数と活動はふえた…"),
        (f"{SENTENCE}\n次の年度も続ける。", "会議の数と活動はふえた…"),
        (f"【成果】\n{SENTENCE}", f"【成果】 {SENTENCE}"),
        ("あ" * 200, "あ" * 90 + "…"),
        ("おおむね順調", "おおむね順調"),
    ],
)
def test_of_an_evaluation_the_first_sentence_is_told(text: str, told: str) -> None:
    assert beginning(text) == told


@pytest.mark.parametrize(
    "url",
    [
        "policies/tsunagari/",
        "policies/tsunagari/2024/",
        "plans/komorebi-2/hiroba/",
        "plans/komorebi-2/hiroba/2024/",
        "projects/kouminkan/",
    ],
)
def test_the_result_comes_first_and_leads_to_the_rest(url: str) -> None:
    (page,) = [page for page in made_of(TOWN).pages if page.url == url]
    above, _, rest = page.markdown.partition("の結果 {#")
    assert "\n## " not in above.removesuffix("## 令和6年度（2024年度）")
    result = rest.split("\n## ")[0]
    assert '<ul class="results">' in result
    assert "status" in result
    assert "● 実績" in result


def test_where_nothing_is_known_yet_there_is_no_result() -> None:
    (page,) = [page for page in made_of(TOWN).pages if page.url == "projects/junbi/"]
    assert "の結果" not in page.markdown
