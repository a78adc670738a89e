"""A small municipality in YAML, as a folder of records, for tests of what its pages say."""

from pathlib import Path

MUNICIPALITY = """name: 架空市
code: "999997"
publisher: {name: 架空市, official: false}
licence: {name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}
money_unit: 千円
decimals: {policy_rate: 1, project_rate: 0, share: 1, money_rate: 1, unit_cost: 2}
documents:
  - {id: r1, title: 政策評価表, issuer: 架空市, edition: 2019}
"""
PLAN = """name: 第1次計画
first_year: 2016
last_year: 2020
chapters:
  - {id: c1, number: 1, name: 子ども, measures: [{id: m1, number: 1, name: 子育て}]}
"""
POLICY = """name: 子育て
number: 1
plan: keikaku
indicators:
  - id: manzoku
    name: 満足度
    unit: ％
    direction: higher
    baseline: 50.1
    target: 60.2
    target_year: 2020
"""


def write_city(folder: Path, **records: str) -> Path:
    """The city's folder of records, with `records` by their paths: `policies__kosodate__2018`."""
    files = {
        "index.md": "架空市です。\n",
        "municipality.yml": MUNICIPALITY,
        "plans/keikaku.yml": PLAN,
        "policies/kosodate/policy.yml": POLICY,
        **{f"{name.replace('__', '/')}.yml": text for name, text in records.items()},
    }
    for name, text in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "content"
