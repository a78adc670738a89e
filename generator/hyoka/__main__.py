"""The shell's entry: `hyoka`, and `python -m hyoka`."""

from hyoka.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="hyoka")
