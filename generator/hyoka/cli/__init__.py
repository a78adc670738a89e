"""The commands of the shell: one module a family, whose commands register themselves at `main`."""

from hyoka.cli import authoring, build, check, maintenance, review, withdrawal
from hyoka.cli.group import main

__all__ = ["authoring", "build", "check", "main", "maintenance", "review", "withdrawal"]
