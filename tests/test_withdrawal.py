"""`hyoka withdraw`: where something that must go still stands, and a history without it."""

import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from hyoka.maintenance.withdrawal import contents_at, local_places, remote_places, sought_in
from hyoka.maintenance.withdrawal.sought import WithdrawnContent
from hyoka.wording import load_language
from tests.building import ROOT
from tests.fake_github import REPOSITORY, Forge, forge
from tests.git_histories import begin, commit, git
from tests.rule_cases import BASE

JAPANESE = load_language("ja")
NAME = "架空 花子ガ"
"""What must go, with a space and a sign that can be written in several ways."""
SECRET = sought_in([NAME])
PDF = b"%PDF-1.7\n\x00secret\xff"
MADE = Path("content", "files", "meibo.pdf")


def hyoka(*arguments: object, given: str = "", **environment: str) -> Result:
    texts = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, ["withdraw", *texts], input=given, env=environment)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A clone whose past holds it in every place that git has; its remote has proposals, too."""
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    root = begin(tmp_path / "city")
    content = Path(shutil.copytree(BASE, root / "content"))
    git(root, "remote", "add", "origin", str(remote))
    commit(root, "2026-01-01")
    page = content / "annai.md"
    page.write_text(f"# 案内\n\n担当は{NAME}です。\n", "utf-8")
    (root / MADE).parent.mkdir()
    (root / MADE).write_bytes(PDF)
    commit(root, "2026-01-02")
    git(root, "tag", "-a", "v1", "-m", f"{NAME}の版")
    git(root, "switch", "-q", "-c", "naosu")
    page.write_text("# 案内\n", "utf-8")
    (root / MADE).unlink()
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", f"{NAME}を消した")
    git(root, "switch", "-q", "main")
    git(root, "merge", "-q", "--no-ff", "-m", "merge", "naosu")
    git(root, "branch", "-q", "-d", "naosu")
    git(root, "switch", "-q", "-c", "suteta")
    (content / f"{NAME}.md").write_text("# 名前\n", "utf-8")
    commit(root, "2026-01-04")
    git(root, "switch", "-q", "main")
    git(root, "push", "-q", "origin", "main", "v1", "suteta:refs/pull/7/head")
    git(root, "branch", "-q", "-D", "suteta")
    page.write_text(f"# 案内\n\n{NAME}\n", "utf-8")
    git(root, "stash", "-q")
    return root


def counts(places: object) -> dict[str, int | None]:
    return {place.name: place.count for place in places}  # type: ignore[attr-defined]


# What is sought.


@pytest.mark.parametrize(
    "text",
    [
        "架空花子ガ",
        "架空　花子ガ",
        "架空\n  花子ガ",
        "架空花子ｶﾞ",
        unicodedata.normalize("NFD", NAME),
        json.dumps(NAME),
        "".join(f"&#{ord(sign)};" for sign in "架空花子ガ"),
        "%E6%9E%B6%E7%A9%BA%20%E8%8A%B1%E5%AD%90%E3%82%AC".replace("%20", " "),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_it_is_found_and_replaced_however_it_is_written(text: str, encoding: str) -> None:
    try:
        data = f"名前：{text}。".encode(encoding)
    except UnicodeEncodeError:
        return  # it cannot be written so
    assert SECRET.is_in(data)
    left = SECRET.replaced(data)
    assert not SECRET.is_in(left)
    assert left.decode(encoding).startswith("名前：")


@pytest.mark.parametrize(
    ("sought", "written"),
    [
        ("㈱架空", "㈱架空"),
        ("(株)架空", "㈱架空"),
        ("㈱架空", "（株）ｶｸｳ".replace("ｶｸｳ", "架空")),
        ("架空株式会社", "架空㍿"),
        ("℡04-2998", "TEL04−2998"),
        ("第Ⅲ期", "第III期"),
        ("½杯", "½杯"),
        ("架空&花子", "架空&amp;花子"),
        ("架空&花子", "架空\\u0026花子"),
        ("<花子>", "&lt;花子&gt;"),
        ('架空"花子', '架空\\"花子'),
        ('架空"花子', "架空&quot;花子"),
        ("O'Hanako", "O''Hanako"),
        ("O'Hanako", "O’Hanako"),
        ("C:\\架空", "C:\\\\架空"),
        ("架空花子", "架空\\\n  花子"),
        ("架空花子", "架空\u200b花子"),
        ("架空花子", "架空\ufeff花\u00ad子"),
        ("葛城花子", "葛\U000e0100城花子"),
        ("葛\U000e0100城花子", "葛城花子"),
        ("6〜18歳の花子", "6～18歳の花子"),
        ("𠮷野花子", "\\U00020bb7野花子"),
        ("𠮷野花子", "\\ud842\\udfb7野花子"),
        ("一郎", "⼀郎"),
    ],
)
def test_it_is_found_in_signs_for_several_escapes_and_behind_what_nobody_sees(
    sought: str, written: str
) -> None:
    found = sought_in([sought])
    assert found.is_in(f"名前：{written}。".encode())
    assert found.masked(f"名前：{written}。") in {"名前：■■■。", "名前：XXX。"}


def test_mail_in_its_own_encoding_is_read() -> None:
    data = "名前：架空花子。".encode("iso2022_jp")
    assert sought_in(["架空花子"]).replaced(data).decode("iso2022_jp") == "名前：■■■。"


@pytest.mark.parametrize("text", ["０４－２９９８－１１１１", "04‐2998‐1111", "04 2998-1111"])
def test_numbers_are_found_in_other_widths_and_with_other_hyphens(text: str) -> None:
    found = sought_in(["04-2998-1111"]).is_in(text.encode())
    assert found == ("04 " not in text)  # a hyphen that is left out is another text


def test_what_is_packed_is_looked_into_and_what_cannot_be_is_told(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/sharedStrings.xml", f"<t>{NAME}</t>")
    (tmp_path / "a.xlsx").write_bytes(packed.getvalue())
    (tmp_path / "b.pdf").write_bytes(PDF)
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04broken")
    found = {place.name: place for place in local_places(tmp_path, SECRET)}
    assert found["files"].examples == ("a.xlsx",)
    assert found["unsearchable"].examples == ("b.pdf", "c.zip")


def test_other_texts_are_left_alone() -> None:
    data = "架空市の花子さんと、架空太郎。\x00".encode()
    assert not SECRET.is_in(data)
    assert SECRET.replaced(data) is data


# Where it stands.


def test_it_is_found_in_every_place_of_a_clone(city: Path) -> None:
    found = counts(
        [*local_places(city, SECRET), *remote_places(str(city.parent / "remote.git"), SECRET)]
    )
    assert found == {
        "files": 0,
        "built": 0,
        "names": 0,
        "unsearchable": 0,
        "history": 1,  # annai.md: of main, and of the stash
        "messages": 2,  # of the tag and of the merged commit
        "history_names": 0,
        "refs": 4,  # main, its copy of the remote, the stash, the tag
        "unreachable": 1,  # the tree of the deleted branch
        "unsearchable_history": 1,
        "git_files": 1,  # the log of what was checked out
        "remote": 2,
        "pulls": 1,
    }


def test_files_that_lie_about_are_found_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("site/a/index.html", "review.json", "content/x.yml", "outside.txt"):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_text(NAME, "utf-8")
    (tmp_path / "in" / "outside.txt").rename(tmp_path / "outside.txt")
    (tmp_path / "in" / "link").symlink_to(tmp_path)
    assert counts(local_places(tmp_path / "in", SECRET)) == {
        "files": 1,
        "built": 2,
        "names": 0,
        "unsearchable": 0,
    }


def test_the_command_tells_all_of_it_but_never_the_text(city: Path, tmp_path: Path) -> None:
    github = quoting(tmp_path)
    done = hyoka(
        "--content", city / "content", "--repository", REPOSITORY, given=NAME, PATH=github.path
    )
    assert done.exit_code == 0, done.output
    assert not SECRET.is_in_text(done.output)
    for told in (
        "○ 今のファイル（記録、手書きのページ、データなど）：ありません",
        "● 履歴の中のファイル：1件\n    content/annai.md\n",
        "● 送り先（GitHub）の、それを含むプルリクエスト：1件\n    refs/pull/7/head\n",
        "サイト全体、preview.html、review.json）：2件",
        "このコマンドでできます：--do artifacts",
        "？ GitHub Actions のキャッシュ：調べられませんでした",
        "● Issue、プルリクエスト、コメント、リリースの文章：1件\n    https://github.com/x/1\n",
        "● フォーク（ほかの人の写し）：1件\n    staff/hyoka\n",
        "ここまでは調べただけで、何も変えていません。",
    ):
        assert told in done.output, done.output
    assert github.sent == []
    assert not any(
        SECRET.is_in(file.read_bytes()) for file in github.folder.iterdir() if file.name == "calls"
    )


def quoting(tmp_path: Path) -> Forge:
    """A GitHub with two artifacts, a fork, and an issue that quotes it; it tells no caches."""
    made = forge(tmp_path / "gh")
    path = f"repos/{REPOSITORY}"
    made.answer(
        f"{path}/actions/artifacts?per_page=100",
        [{"id": 1, "name": "site"}, {"id": 2, "name": "review"}],
    )
    made.answer(f"{path}/actions/runs?per_page=100", [{"id": 3, "name": "check"}])
    texts = [{"url": "https://github.com/x/1", "title": "", "body": f"「{NAME}」が"}]
    made.answer(f"{path}/issues?state=all&per_page=100", texts)
    for other in ("issues/comments", "pulls/comments", "comments", "releases"):
        made.answer(f"{path}/{other}?per_page=100", [])
    made.answer(f"{path}/forks?per_page=100", [{"name": "staff/hyoka"}])
    return made


# What can be done.


def test_what_past_runs_left_is_deleted_when_it_is_confirmed(city: Path, tmp_path: Path) -> None:
    github = quoting(tmp_path)
    told = (
        "--content",
        city / "content",
        "--repository",
        REPOSITORY,
        "--do",
        "artifacts",
        "--do",
        "logs",
    )
    refused = hyoka(*told, given=NAME, PATH=github.path)
    assert refused.exit_code == 2
    assert "--yes を付けてください" in refused.output
    assert github.sent == []
    done = hyoka(*told, "--yes", given=NAME, PATH=github.path)
    assert done.exit_code == 0, done.output
    actions = f"repos/{REPOSITORY}/actions"
    assert [(method, path) for method, path, _ in github.sent] == [
        ("DELETE", f"{actions}/artifacts/1"),
        ("DELETE", f"{actions}/artifacts/2"),
        ("DELETE", f"{actions}/runs/3/logs"),
    ]


def test_a_clone_beside_has_it_in_no_object_and_the_repository_stays(city: Path) -> None:
    before = git(city, "rev-list", "--all")
    clone = city.parent / "clean.git"
    done = hyoka(
        "--content", city / "content", "--do", "history", "--clone", clone, "--yes", given=NAME
    )
    assert done.exit_code == 0, done.output
    assert git(city, "rev-list", "--all") == before
    assert not any(SECRET.is_in(data) for data in every_object(clone))
    shown = git(clone, "show", "v1:content/annai.md")
    assert "担当は■■■です。" in shown
    assert PDF in every_object(clone)
    # What is to be pushed, as the command says it.
    (push,) = (line.strip() for line in done.output.splitlines() if " push --force " in line)
    subprocess.run(["bash", "-c", push], check=True, capture_output=True)  # noqa: S607
    remote = counts(remote_places(str(city.parent / "remote.git"), SECRET))
    assert remote == {"remote": 0, "pulls": 1}  # GitHub alone can drop the proposals
    again = hyoka(
        "--content", city / "content", "--do", "history", "--clone", clone, "--yes", given=NAME
    )
    assert again.exit_code == 1
    assert "がすでにあります" in again.output


def every_object(repository: Path) -> list[bytes]:
    """What each holds: git writes its name, its kind and its size on a line before it."""
    command = ["git", "-C", str(repository), "cat-file", "--batch-all-objects", "--batch"]
    left = subprocess.run(command, check=True, capture_output=True).stdout
    found = []
    while left:
        head, _, left = left.partition(b"\n")
        size = int(head.split()[2])
        found.append(left[:size])
        left = left[size + 1 :]
    return found


def test_a_whole_file_goes_by_its_content_under_whatever_name(city: Path) -> None:
    (city / "content" / "files").mkdir(exist_ok=True)
    (city / "content" / "files" / "utsushi.pdf").write_bytes(PDF)
    commit(city, "2026-01-06")
    git(city, "push", "-q", "origin", "main")
    file = sought_in([], contents_at(city, MADE.as_posix()))
    found = {place.name: place for place in local_places(city, file)}
    assert found["files"].examples == ("content/files/utsushi.pdf",)
    assert found["history"].count
    clone = city.parent / "clean.git"
    done = hyoka(
        "--content", city / "content", "--path", MADE, "--do", "history", "--clone", clone, "--yes"
    )
    assert done.exit_code == 0, done.output
    assert PDF not in every_object(clone)
    assert "meibo.pdf" not in git(clone, "log", "--all", "--name-only", "--format=")


def test_what_cannot_be_rewritten_is_said_and_not_called_clean(city: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.xml", NAME)
    (city / "content" / "files").mkdir(exist_ok=True)
    (city / "content" / "files" / "hyou.xlsx").write_bytes(packed.getvalue())
    commit(city, "2026-01-06")
    git(city, "push", "-q", "origin", "main")
    clone = city.parent / "clean.git"
    done = hyoka(
        "--content", city / "content", "--do", "history", "--clone", clone, "--yes", given=NAME
    )
    assert done.exit_code == 1
    assert "まだ残っています" in done.output


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        ((), "", "取り下げる文字がありません"),
        ((), "\n  \n", "取り下げる文字がありません"),
        ((), "あ", "2文字に満たない文字は"),
        (("--path", "content/nai.pdf"), "", "というファイルは、今も、git の履歴にもありません"),
        (("--path", "../../etc/passwd"), "", "というファイルは、今も、git の履歴にもありません"),
    ],
)
def test_misuse_is_told(city: Path, arguments: tuple[str, ...], given: str, told: str) -> None:
    done = hyoka("--content", city / "content", *arguments, given=given)
    assert done.exit_code == 2
    assert told in done.output


def test_what_is_sought_is_told_by_nobody() -> None:
    assert NAME not in repr(WithdrawnContent(None))
    assert not SECRET.is_in_text(repr(SECRET))


# What the guides say.


def commands_in(text: str) -> set[str]:
    lines = re.findall(r"(?:^|>)(hyoka [^<#\n]*)", text, re.MULTILINE)
    return {" ".join(line.split()) for line in lines}


def test_every_command_of_the_guides_does_what_it_says(city: Path, tmp_path: Path) -> None:
    """Each line as it stands there; `--yes` in place of the question."""
    github = quoting(tmp_path)
    github.answer(f"repos/{REPOSITORY}/actions/caches?per_page=100", [])
    page = JAPANESE.text("about/withdrawal.md")
    told = commands_in(page) | commands_in((ROOT / "docs" / "withdrawal.md").read_text("utf-8"))
    assert len(told) >= 6
    for line in sorted(told):
        command = line.removeprefix("hyoka ").split(" < ")[0].split()
        more = ["--repository", REPOSITORY, "--yes"] if command[0] == "withdraw" else []
        where = ["--content", str(city / "content")]
        done = CliRunner().invoke(
            main, [*command, *where, *more], input=NAME, env={"PATH": github.path}
        )
        assert done.exit_code == 0, (line, done.output)
        assert not SECRET.is_in_text(done.output)
    assert (city.parent / "city-withdrawn.git").is_dir()


def test_the_private_copy_of_the_guide_publishes_one_commit_without_its_drafts(
    tmp_path: Path,
) -> None:
    guide = (ROOT / "docs" / "withdrawal.md").read_text("utf-8")
    once, on_the_day = re.findall(r"```sh\n(git .*?)```", guide, re.DOTALL)
    public, private = tmp_path / "public.git", tmp_path / "private.git"
    for remote in (public, private):
        git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    seed = begin(tmp_path / "seed")
    shutil.copytree(BASE, seed / "content")
    commit(seed, "2026-01-01")
    git(seed, "push", "-q", str(public), "main")
    shell(tmp_path, once.replace("PUBLIC", str(public)).replace("PRIVATE", str(private)))
    copy = tmp_path / "hyoka-private"
    for draft in ("下書き", "議会に示したもの"):
        (copy / "content" / "annai.md").write_text(f"# {draft}\n", "utf-8")
        git(copy, "add", "-A")
        git(copy, "commit", "-q", "-m", draft)
    git(copy, "push", "-q", "private", "r8-hyoka")
    assert "議会" not in git(public, "--git-dir=.", "log", "--all", "--format=%B")
    shell(copy, on_the_day)
    assert git(public, "--git-dir=.", "show", "main:content/annai.md") == "# 議会に示したもの"
    drafts = sought_in(["下書き"])
    assert counts(remote_places(str(public), drafts)) == {"remote": 0, "pulls": 0}
    assert counts(remote_places(str(private), drafts)) == {"remote": 1, "pulls": 0}


def shell(folder: Path, commands: str) -> None:
    who = {
        f"GIT_{role}_{key}": "a@b.example"
        for role in ("AUTHOR", "COMMITTER")
        for key in ("NAME", "EMAIL")
    }
    command = ["bash", "-e", "-c", commands]
    subprocess.run(command, cwd=folder, env=os.environ | who, check=True, capture_output=True)
