"""What staff see of warnings while the site is built, which they do not stop."""

from pathlib import Path

from hyoka import site
from hyoka.content import read_folder
from tests.building import configure
from tests.commands import run_here
from tests.rule_cases import copy_base


def test_mkdocs_says_warnings_and_is_strict_all_the_same(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    file = content / "municipality.yml"
    text = file.read_text(encoding="utf-8").replace("012025", "012052")
    file.write_bytes(text.replace("\n", "\r\n").encode())
    config = configure(content, tmp_path)
    done = run_here("mkdocs", "build", "--strict", "-f", str(config))
    assert done.returncode == 0, done.stderr
    assert "警告[check_digit] code: " in done.stderr
    assert "警告が1件あります。" in done.stderr
    assert "お知らせ[" not in done.stderr
    assert (tmp_path / "site/about/rules/index.html").is_file()


def test_a_site_keeps_what_was_found(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    file = content / "municipality.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("012025", "012052"), encoding="utf-8")
    assert [problem.rule for problem in site.build(read_folder(content)).problems] == [
        "check_digit"
    ]
