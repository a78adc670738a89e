"""A large fictional municipality: records to try the generator on, as many as are asked for.

Nothing here is true of any place. The same arguments give the same bytes, on every run.
"""

from pathlib import Path
from random import Random

from hyoka.files.atomic_write import create_folder
from hyoka.units import FiscalYear
from tools.demo.records import yaml_file
from tools.demo.town import CODE, LAST_YEAR, NAME, Town

__all__ = ["CODE", "LAST_YEAR", "NAME", "write_demo"]


def write_demo(
    folder: Path, *, policies: int = 4, projects: int = 640, years: int = 10, seed: int = 1
) -> int:
    """Write `folder/content/` with the records of a fictional municipality; how many files.

    Each policy has a sheet for each of the `years` up to `LAST_YEAR`, each project a row for most
    of them, and every second year has a survey. Some measures have sheets of their own. The records
    have no problems.

    Raises:
        FileExistsError: `folder` exists and is not an empty folder. Nothing is overwritten.
        OSError: it cannot be written; nothing is.
        ValueError: there is not at least one policy and one year, or `projects` is negative, or
            the years reach back before those that can be written.
    """
    if policies < 1 or years < 1 or projects < 0:
        raise ValueError("at least one policy and one year, and no negative number of projects")
    first = FiscalYear.parse(str(LAST_YEAR.year - years + 1))
    fiscal_years = tuple(first.plus(passed) for passed in range(years))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"not an empty folder: {folder}")
    town = Town(Random(seed), fiscal_years, policies, projects)  # noqa: S311 - no secret
    files = ((f"content/{path}", yaml_file(made).encode()) for path, made in town.records())
    return create_folder(folder, files)
