"""Write the records of a large fictional municipality: `python -m tools.demo FOLDER`.

`FOLDER` is new or empty; the records lie in `FOLDER/content`. `--help` lists the sizes.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from tools.demo import write_demo


def _at_least(least: int) -> Callable[[str], int]:
    """What reads a whole number that is not less than `least`."""

    def number(text: str) -> int:
        if text.isdecimal() and (value := int(text)) >= least:
            return value
        raise ArgumentTypeError(f"{text} is no number from {least}")

    return number


def main() -> None:
    """Write the records, or end with what is in the way."""
    parser = ArgumentParser(prog="python -m tools.demo", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--policies", type=_at_least(1), default=4)
    parser.add_argument("--projects", type=_at_least(0), default=640)
    parser.add_argument("--years", type=_at_least(1), default=10)
    parser.add_argument("--seed", type=_at_least(0), default=1, help="the same gives the same")
    asked = parser.parse_args()
    sizes = {"policies": asked.policies, "projects": asked.projects, "years": asked.years}
    try:
        files = write_demo(asked.folder, **sizes, seed=asked.seed)
    except (OSError, ValueError) as error:
        sys.exit(f"hyoka: {error}")
    print(f"{files} fictional records in {asked.folder}")


if __name__ == "__main__":
    main()
