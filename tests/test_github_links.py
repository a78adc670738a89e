"""Where the records are kept, or nowhere."""

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from hyoka.__main__ import main
from hyoka.history.github_links import Repository, find_repository, tracked_link
from hyoka.mkdocs_plugin import HyokaPlugin
from tests.building import TOWN
from tests.git_histories import begin, commit

HOSTILE = [
    *["", "tokorozawa", "/", "a/", "/b", "a/b/c", "a b/c", "a/b c", "a/b\n", "a/b?x", "a/b#x"],
    *[
        "../..",
        "a/..",
        "a/.",
        "./b",
        "-a/b",
        'a/b"onclick="x',
        "a/<script>",
        "https://x.example/a/b",
    ],
    *["あ/い", "a/b%2f..", "a\\b", "javascript:alert(1)/b", "a/b@main", "a:b/c"],
]


def _checkout(folder: Path, remote: str | None) -> Path:
    for arguments in (["init", "-q"], *([["remote", "add", "origin", remote]] if remote else [])):
        subprocess.run(["git", "-C", folder, *arguments], check=True)  # noqa: S607 - git of the PATH
    return folder


@pytest.mark.parametrize(
    "name", ["tokorozawa/hyoka", "a/b", "A-1/x.y_z-0", "a/.github", "0/0", "a/b.git.io"]
)
def test_the_environment_names_the_repository(name: str, tmp_path: Path) -> None:
    found = find_repository({"GITHUB_REPOSITORY": name}, tmp_path, "main")
    assert found == Repository(name, "main", f"{tmp_path.name}/")


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/tokorozawa/hyoka",
        "https://github.com/tokorozawa/hyoka.git",
        "https://github.com/tokorozawa/hyoka/",
        "git@github.com:tokorozawa/hyoka.git",
        "git@github.com:tokorozawa/hyoka",
        "ssh://git@github.com/tokorozawa/hyoka.git",
    ],
)
def test_the_remote_names_the_repository(remote: str, tmp_path: Path) -> None:
    found = find_repository({}, _checkout(tmp_path, remote), "main")
    assert found == Repository("tokorozawa/hyoka", "main", f"{tmp_path.name}/")


@pytest.mark.parametrize(("proposed", "branch"), [("", "main"), ("2024", "2024"), ('a"b', "a%22b")])
def test_links_of_a_proposal_lead_to_its_branch(proposed: str, branch: str, tmp_path: Path) -> None:
    given = {"GITHUB_REPOSITORY": "a/b", "HYOKA_BRANCH": proposed}
    found = find_repository(given, tmp_path, "main")
    assert found is not None
    assert found.edit == f"https://github.com/a/b/edit/{branch}/{tmp_path.name}/"


def test_the_environment_comes_first(tmp_path: Path) -> None:
    folder = _checkout(tmp_path, "https://github.com/a/remote")
    found = find_repository({"GITHUB_REPOSITORY": "a/environment"}, folder, "main")
    assert found == Repository("a/environment", "main", f"{folder.name}/")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_environment_names_none(name: str, tmp_path: Path) -> None:
    assert find_repository({"GITHUB_REPOSITORY": name}, tmp_path, "main") is None


@pytest.mark.parametrize(
    "remote",
    [
        *[f"https://github.com/{name}" for name in HOSTILE if name.strip() not in {"", "a/b"}],
        "https://secret@github.com/a/b",
        "https://github.com.example/a/b",
        "https://gitlab.example/a/b",
        "http://github.com/a/b",
        "git@example:a/b",
        "../elsewhere",
        "https://github.com/a/b/tree/main",
    ],
)
def test_a_hostile_or_foreign_remote_names_none(remote: str, tmp_path: Path) -> None:
    assert find_repository({}, _checkout(tmp_path, remote), "main") is None


def test_a_remote_that_is_no_text_names_none(tmp_path: Path) -> None:
    _checkout(tmp_path, "https://github.com/a/b")
    config = tmp_path / ".git/config"
    config.write_bytes(config.read_bytes().replace(b"a/b", b"a/\xff"))
    assert find_repository({}, tmp_path, "main") is None


def test_a_folder_without_a_remote_has_no_repository(tmp_path: Path) -> None:
    assert find_repository({}, _checkout(tmp_path, None), "main") is None


def test_a_folder_that_is_no_checkout_has_no_repository(tmp_path: Path) -> None:
    assert find_repository({}, tmp_path, "main") is None
    assert find_repository({}, tmp_path / "nowhere", "main") is None


def test_a_machine_without_git_has_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = _checkout(tmp_path, "https://github.com/a/b")
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert find_repository({}, folder, "main") is None


def test_the_folder_is_that_from_the_repositorys_root(tmp_path: Path) -> None:
    content = _checkout(tmp_path, "https://github.com/a/b") / "town/content"
    content.mkdir(parents=True)
    assert find_repository({}, content, "main") == Repository("a/b", "main", "town/content/")


def test_the_addresses_of_a_repository() -> None:
    repository = Repository("tokorozawa/hyoka", "main", "content/")
    assert repository.edit == "https://github.com/tokorozawa/hyoka/edit/main/content/"
    assert repository.tree == "https://github.com/tokorozawa/hyoka/tree/main/content/"
    assert repository.history == "https://github.com/tokorozawa/hyoka/commits/main/content/"


def test_an_address_has_no_sign_that_a_page_would_misread() -> None:
    repository = Repository("a/b", 'x"<y', "記録 (1)/")
    assert repository.edit == ("https://github.com/a/b/edit/x%22%3Cy/%E8%A8%98%E9%8C%B2%20%281%29/")


def test_a_new_file_begins_with_the_first_text_that_fits() -> None:
    repository = Repository("city/hyoka", "main", "content/")
    texts = ("説明 " * 1000, "a: 1 & 2\n")
    address = repository.new("policies/x y/2025.yml", texts)
    start = "https://github.com/city/hyoka/new/main/content/policies/x%20y?filename=2025.yml"
    assert address == f"{start}&value=a%3A+1+%26+2%0A"
    assert repository.new("policies/x y/2025.yml", texts[:1]) == start


def test_files_that_make_a_repository_of_the_folder_are_not_obeyed(tmp_path: Path) -> None:
    """A proposed change could hold them; git's settings can name programs to be run."""
    content = tmp_path / "content"
    subprocess.run(["git", "init", "-q", "--bare", content], check=True)  # noqa: S607 - see above
    remote = ["remote", "add", "origin", "https://github.com/mallory/hyoka"]
    subprocess.run(["git", "-C", content, *remote], check=True)  # noqa: S607 - see above
    assert find_repository({}, content, "main") is None


LINKED = {
    "the folder": ("content", "content"),
    "a folder around it": ("data", "data/content"),
    "two folders around it": ("data", "data/a/content"),
}
"""What is a link in a repository, and where the records lie behind it."""


@pytest.fixture(params=tuple(LINKED.values()), ids=tuple(LINKED))
def linked(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of good records that lies elsewhere, by a link that git keeps."""
    link, content = request.param
    outside = tmp_path / "outside"
    shutil.copytree(TOWN, outside / Path(content).relative_to(link))
    folder = begin(tmp_path / "repository")
    (folder / link).symlink_to(outside)
    commit(folder, "2026-01-05")
    return Path(folder, content)


COMMANDS = {
    "check": ("check",),
    "check, as JSON": ("check", "--format", "json"),
    "write": ("write", "{new}"),
    "export": ("export", "{new}"),
    "format": ("format",),
    "format --check": ("format", "--check"),
    "new": ("new", "project", "atarashii", "--name", "新しい事業"),
    "diff": ("diff", "{base}"),
    "review": ("review", "{base}", "--output", "{new}"),
    "codeowners": ("codeowners",),
    "weekly": ("weekly",),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_command_follows_a_link_that_git_keeps(
    linked: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    before = sorted(tmp_path.rglob("*"))
    named = [part.format(new=tmp_path / "new", base=TOWN) for part in command]
    done = CliRunner().invoke(main, [*named, "--content", str(linked)])
    assert done.exit_code == 1
    assert done.output.startswith("Error: ")
    assert done.output.count("シンボリックリンク") == done.output.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_no_folder_to_compare_with_is_such_a_link(linked: Path) -> None:
    done = CliRunner().invoke(main, ["diff", str(linked), str(TOWN)])
    assert done.exit_code == 1
    assert "シンボリックリンク" in done.output


def test_mkdocs_follows_none(linked: Path) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "docs_dir": str(linked)})
    config.validate()
    plugin = HyokaPlugin()
    plugin.load_config({})
    with pytest.raises(PluginError, match="シンボリックリンク"):
        plugin.on_config(config)


def test_a_link_that_git_does_not_keep_is_its_user_s_own(tmp_path: Path) -> None:
    """As on macOS, whose `/tmp` is one; or one in the repository that nobody proposes."""
    folder = begin(tmp_path / "real" / "repository")
    shutil.copytree(TOWN, folder / "content")
    commit(folder, "2026-01-05")
    (tmp_path / "typed").symlink_to(tmp_path / "real")
    (folder / "mine").symlink_to(folder / "content")
    for content in (tmp_path / "typed" / "repository" / "content", folder / "mine"):
        assert tracked_link(content) is None
        done = CliRunner().invoke(main, ["check", "--content", str(content)])
        assert done.exit_code == 0, done.output
    shutil.move(folder / "content", tmp_path / "elsewhere")
    (folder / "content").symlink_to(tmp_path / "elsewhere")
    commit(folder, "2026-01-06")
    typed = tmp_path / "typed" / "repository" / "content"
    assert tracked_link(typed) == typed
