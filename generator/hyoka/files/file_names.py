"""Names that files cannot have on every system, or should not have."""

import re
import unicodedata
from collections.abc import Callable, Mapping

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{name}{number}" for name in ("com", "lpt") for number in "0123456789¹²³"}
)
"""What Windows takes for a device, in every folder, whatever follows after a dot."""
_OF_A_PROGRAM = re.compile(
    r"~\$.*|~.*\.tmp|.*\.(?:tmp|bak|swp|asd|wbk|xlk|gid)|.*~|thumbs\.db|ehthumbs.*\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
"""What Office and other programs leave beside the file that somebody opens: owner files with that
person's name, earlier versions, small pictures."""
_MAX_BYTES = 255
"""Of the name of a file or folder, in UTF-8, on Linux."""
_MAX_CHARACTERS = 240
"""Of a path inside the folder, in UTF-16: Windows counts 260, with the folders around it."""


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name, or a folder's, for a device."""
    return name.partition(".")[0].rstrip(" ").casefold() in _DEVICES


def is_of_a_program(name: str) -> bool:
    """Whether a program leaves a file of this name behind, for itself."""
    return _OF_A_PROGRAM.fullmatch(name) is not None


def composed(name: str) -> str:
    """The name in the one form of its letters (NFC) that keyboards write.

    Others look alike and are other names: が in two letters, as macOS writes it, or 神 of an older
    code.
    """
    return unicodedata.normalize("NFC", name)


def is_composed(name: str) -> bool:
    """Whether it is in that form."""
    return unicodedata.is_normalized("NFC", name)


def _is_trimmed(name: str) -> bool:
    """Whether a name has an edge that Windows leaves off, also before its last dot."""
    stem = name.rpartition(".")[0] or name
    return name != name.strip() or name.endswith(".") or stem.rstrip(" .") != stem


_RULES: Mapping[str, Callable[[str], bool]] = {
    "program_file": is_of_a_program,
    "windows_name": is_device,
    "name_edge": _is_trimmed,
    "decomposed_name": lambda name: not is_composed(name),
    "name_too_long": lambda name: len(name.encode("utf-8", "surrogatepass")) > _MAX_BYTES,
}
"""The rules of one name, of a file or folder, and whether it breaks them."""


def broken_by(path: str) -> tuple[str, str] | None:
    """The first rule that a path breaks, and the name in it that does; none where it keeps all."""
    names = path.split("/")
    for rule, is_broken in _RULES.items():
        for name in names:
            if is_broken(name):
                return rule, name
    units = len(path.encode("utf-16-le", "surrogatepass")) // 2
    return ("name_too_long", names[-1]) if units > _MAX_CHARACTERS else None
