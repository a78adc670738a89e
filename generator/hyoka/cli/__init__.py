"""The commands of the shell: one module a family, whose commands register themselves at `main`."""

from hyoka.cli.group import main

__all__ = ["main"]
