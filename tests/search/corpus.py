"""A town that never was: pages in the words of municipal reports, the same for the same seed."""

import html
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from hyoka.search import SearchPage

_PLACES = (
    *("中央", "東町", "西町", "南台", "北野", "新所沢東", "柳瀬", "山口", "並木", "富岡"),
    *("小手指", "三ヶ島", "吾妻", "松井", "葛󠄀城", "𠮷田"),
)
_GROUPS = (
    *("地域づくり協議会", "まちづくりセンター", "自治会・町内会", "自治会･町内会"),
    *("ＮＰＯ法人", "NPO", "社会福祉協議会", "子ども会", "消防団", "商店街"),
    *("ﾎﾞﾗﾝﾃｨｱ団体", "ボランティア団体", "ＣＳＷ", "大学", "公民館", "㈱まちづくり公社"),
)
_THEMES = (
    *("防災訓練", "子育て支援", "介護予防", "環境美化", "見守り活動", "コミュニティ活動"),
    *("ｺﾐｭﾆﾃｨﾊﾞｽ", "多文化共生", "生涯学習", "特定健診", "道路改良", "空き家対策"),
    *("ごみ減量", "観光振興", "ＩＣＴ活用", "トコろんWeb", "地域デビュー"),
    *("市民意識調査",),
)
_ACTS = (
    *("を推進した", "を支援した", "の充実を図った", "について検討した"),
    *("に向けて協議した", "を開催した", "の見直しを行った", "を視察した", "を強化した"),
    *("に取り組んだ",),
)
_MEASURES = (
    *("参加者数", "加入率", "満足度", "実施件数", "利用者数", "達成率", "設置箇所数"),
    *("相談件数", "つながりの変化"),
)
_KINDS = ("政策", "評価表", "事業", "指標")
_POLICIES = ("絆を紡ぐまちづくり", "子どもを大切にするまちづくり", "エコタウンの実現", None)
_YEARS = {
    2016: ["平成28年度", "H28", "Ｈ２８年度", "2016年度"],
    2017: ["平成29年度", "H29", "２０１７年度"],
    2018: ["平成30年度", "H30", "Ｈ３０", "2018年度", "平成３０年度"],
    2019: ["令和元年度", "R1", "平成31年度", "2019年度", "令和１年度"],
}


@dataclass(frozen=True, slots=True)
class Made:
    """A page and the blocks of text that it shows."""

    page: SearchPage
    blocks: list[str]


def make(count: int, seed: int) -> list[Made]:
    """`count` pages, each about one fiscal year or none."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    return [_page(chance, number) for number in range(count)]


def _page(chance: random.Random, number: int) -> Made:
    kind, policy = chance.choice(_KINDS), chance.choice(_POLICIES)
    year = chance.choice([*_YEARS, None])
    theme = chance.choice(_THEMES)
    title = f"{chance.choice(_PLACES)}{theme}事業"
    blocks, parts = [title], [f"<h1 id='top'>{title}</h1>"]
    for section in range(chance.randint(1, 3)):
        heading = f"{section + 1} {chance.choice(_GROUPS)}の{chance.choice(_THEMES)}"
        blocks.append(heading)
        parts.append(f'<h2 id="s{section}">{heading}</h2>')
        for add in chance.sample([_paragraph, _list, _table], k=2):
            shown, source = add(chance, year)
            blocks += shown
            parts.append(source)
    page = SearchPage(
        url=f"pages/{number}/",
        title=title,
        kind=kind,
        fiscal_year=year,
        year=f"{_YEARS[year][0]}（{year}年度）" if year else None,
        policy=policy,
        html="\n".join(parts),
        tags=("防災", "子育て")[number % 3 :],
    )
    return Made(page, blocks)


def _sentence(chance: random.Random, year: int | None) -> str:
    when = f"{chance.choice(_YEARS[year])}は" if year and chance.random() < 0.3 else ""
    who = f"{chance.choice(_PLACES)}地区の{chance.choice(_GROUPS)}"
    how_many = f"（{chance.randint(1, 99999):,}件）" if chance.random() < 0.3 else ""
    return f"{when}{who}と{chance.choice(_THEMES)}{how_many}{chance.choice(_ACTS)}。"


def _paragraph(chance: random.Random, year: int | None) -> tuple[list[str], str]:
    """Markup inside a word, a soft hyphen and a reading above a word break nothing."""
    text = "".join(_sentence(chance, year) for _ in range(chance.randint(1, 4)))
    source = html.escape(text).replace("自治会", "<strong>自治</strong>会")
    source = source.replace("センター", "セン&shy;ター").replace("訓練", "訓<wbr>練")
    source = source.replace("公民館", "<ruby>公民館<rt>こうみんかん</rt></ruby>")
    readings = ["こうみんかん"] * text.count("公民館")
    return [text, *readings], f"<p>{source}</p>"


def _list(chance: random.Random, year: int | None) -> tuple[list[str], str]:
    items = [_sentence(chance, year) for _ in range(chance.randint(2, 5))]
    shown = [f"{item} 川上 一人" for item in items]
    source = "".join(f"<li>{html.escape(item)}<br>川上&nbsp;一人</li>" for item in items)
    return shown, f"<ul>{source}</ul><nav>宇宙港</nav><svg><text>宇宙港</text></svg>"


def _table(chance: random.Random, year: int | None) -> tuple[list[str], str]:
    """Cells that a reader sees side by side are not one text: 平成30 | 年度."""
    rows = [["平成30", "年度", chance.choice(_YEARS[year]) if year else "未定"]]
    for _ in range(chance.randint(1, 4)):
        value = f"{chance.randint(0, 9999) / 10}"
        rows.append([chance.choice(_MEASURES), value, chance.choice(["％", "%", "件", "千円"])])
    cells = [cell for row in rows for cell in row]
    source = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return ["表", *cells], f"<table><caption>表</caption>{source}</table>"


def write(made: list[Made], site_dir: Path, theme: Path) -> None:
    """The pages as a bare site with the theme's scripts."""
    shutil.copytree(theme / "assets", site_dir / "assets")
    script = (
        '<template data-finder="engine"><script type="module" src="{0}pagefind/pagefind.js">'
        '</script></template><script type="module" src="{0}assets/javascripts/finder.js"></script>'
    )
    for one in made:
        file = site_dir / one.page.url / "index.html"
        file.parent.mkdir(parents=True)
        file.write_text(f"<article>{one.page.html}</article>{script.format('../../')}", "utf-8")
    (site_dir / "index.html").write_text(f'<html lang="ja"><body>{script.format("")}', "utf-8")
