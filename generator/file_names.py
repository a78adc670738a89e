"""Names that files cannot have on every system that a repository is copied to."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{name}{number}" for name in ("com", "lpt") for number in "0123456789¹²³"}
)
"""What Windows takes for a device, in every folder, whatever follows after a dot."""


def is_device(name: str) -> bool:
    """Whether Windows takes a file's name, or a folder's, for a device."""
    return name.partition(".")[0].rstrip(" ").casefold() in _DEVICES
