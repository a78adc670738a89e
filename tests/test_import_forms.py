"""`hyoka import` on tables of many forms: read rightly, or told with the cell."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from hyoka.__main__ import main

_CASES = YAML(typ="safe").load(Path(__file__).parent / "imports" / "cases.yml")
_MUNICIPALITY = """\
record_format: 2
name: 架空市
code: "999997"
publisher:
  name: 架空市
  official: false
notice: 架空の自治体です。
money_unit: 千円
decimals:
  policy_rate: 1
  project_rate: 1
  share: 1
  money_rate: 1
documents:
  - id: hyoka-r7
    title: 評価表
    issuer: 架空市
    edition: 2025
"""


@pytest.mark.parametrize("case", _CASES, ids=[case["case"] for case in _CASES])
def test_a_table_is_taken_as_its_mapping_says(case: dict[str, Any], tmp_path: Path) -> None:
    content = tmp_path / "content"
    files = {"municipality.yml": _MUNICIPALITY, **case.get("before", {})}
    for path, text in files.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, encoding="utf-8")
    table, mapping = tmp_path / "表.csv", tmp_path / "対応表.yml"
    text = StringIO(newline="")
    csv.writer(text).writerows(case["rows"])
    table.write_bytes(text.getvalue().encode())
    mapping.write_text(case["mapping"], encoding="utf-8")
    command = ["import", str(table), "--by", str(mapping), "--content", str(content)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == case.get("exit", 0), done.output
    assert not [words for words in case.get("said", ()) if words not in done.output], done.output
    for path, record in case.items():
        if path.endswith(".yml"):
            assert (content / path).read_text(encoding="utf-8") == record
    before = {file: file.read_bytes() for file in content.rglob("*.yml")}
    CliRunner().invoke(main, command)
    assert before == {file: file.read_bytes() for file in content.rglob("*.yml")}
