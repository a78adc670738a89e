import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

WORKFLOWS = Path(__file__).parents[1] / ".github" / "workflows"
FILES = sorted(path.name for path in WORKFLOWS.iterdir())

PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+)*")
OWN_COMMAND = re.compile(r"(make|hyoka|uv)( [\w.:=-]+)*")

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


def runs(name: str) -> Iterator[str]:
    for job in jobs(name).values():
        for step in job["steps"]:
            if "run" in step:
                yield from step["run"].splitlines()


def writes(job: Job) -> set[str]:
    return {scope for scope, right in job["permissions"].items() if right == "write"}


def test_there_is_a_workflow_to_check_and_one_to_publish() -> None:
    assert FILES == ["check.yml", "publish.yml"]
    assert set(workflow("check.yml")["on"]) == {"pull_request"}
    assert workflow("publish.yml")["on"] == {"push": {"branches": ["main"]}}
    assert list(runs("check.yml")) == ["make check FORMAT=github", "make site", "make test"]
    assert list(runs("publish.yml")) == ["make pdf"]


@pytest.mark.parametrize("name", FILES)
def test_actions_are_pinned_to_a_commit_and_name_their_version(name: str) -> None:
    used = re.findall(r"^ *-? *uses: *(.*)$", text(name), flags=re.MULTILINE)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_a_version_has_one_commit() -> None:
    used = {line for name in FILES for line in re.findall(r"uses: *(.*)", text(name))}
    assert len(used) == len({line.split("@")[0] for line in used})


@pytest.mark.parametrize("name", FILES)
def test_rights_are_given_job_by_job(name: str) -> None:
    assert workflow(name)["permissions"] == {}
    assert all("permissions" in job for job in jobs(name).values())


def test_only_the_deploy_job_may_write() -> None:
    rights = {(name, job): writes(body) for name in FILES for job, body in jobs(name).items()}
    assert {key for key, scopes in rights.items() if scopes} == {("publish.yml", "deploy")}
    assert rights["publish.yml", "deploy"] == {"pages", "id-token"}


def test_a_pull_request_may_only_read() -> None:
    (job,) = jobs("check.yml").values()
    assert job["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", FILES)
def test_a_checkout_has_the_whole_history_and_leaves_no_credentials_behind(name: str) -> None:
    for job in jobs(name).values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"] == {"persist-credentials": False, "fetch-depth": 0}


@pytest.mark.parametrize("name", FILES)
def test_steps_run_the_projects_own_commands_without_interpolation(name: str) -> None:
    assert [line for line in runs(name) if not OWN_COMMAND.fullmatch(line)] == []
    assert "github.event" not in text(name)
    assert "github.head_ref" not in text(name)
    assert "pull_request_target" not in text(name)
    assert "workflow_run" not in text(name)


def test_what_is_published_is_what_was_built() -> None:
    build, deploy = jobs("publish.yml")["build"], jobs("publish.yml")["deploy"]
    assert deploy["needs"] == "build"
    assert deploy["environment"]["name"] == "github-pages"
    assert [step["uses"].split("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    (site,) = (step for step in build["steps"] if step.get("run") == "make pdf")
    assert site["env"] == {"SITE_URL": "${{ steps.pages.outputs.base_url }}"}
    (upload,) = (step for step in build["steps"] if "upload-pages" in step.get("uses", ""))
    assert upload["with"] == {"path": "site"}


@pytest.mark.parametrize("name", FILES)
def test_runs_end_and_do_not_pile_up(name: str) -> None:
    assert set(workflow(name)["concurrency"]) == {"group", "cancel-in-progress"}
    assert all(job["timeout-minutes"] <= 20 for job in jobs(name).values())
