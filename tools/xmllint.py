"""The program that the tests check XML with: xmllint, of libxml2.

`make test` runs this module before pytest: where xmllint is missing it is installed, and where it
cannot be installed that is a failure with a hint.
"""

import shutil
import sys
from pathlib import Path

from tools.debian import apt_install

_NO_XMLLINT = """
hyoka: the tests need xmllint: none was found, and none could be installed.
  Debian, Ubuntu: sudo apt-get install libxml2-utils
  Elsewhere: install libxml2 with its programs; macOS has it already"""


def find_xmllint() -> Path | None:
    """The xmllint of the system."""
    found = shutil.which("xmllint")
    return Path(found) if found else None


def main() -> None:
    """See to it that there is an xmllint, or end with a hint."""
    if find_xmllint() is None:
        apt_install("libxml2-utils")
    if (xmllint := find_xmllint()) is None:
        sys.exit(_NO_XMLLINT)
    print(xmllint)


if __name__ == "__main__":
    main()
