"""New records to be filled in: what is known already stands in them, the rest as comments.

Nothing is invented: a value that nobody has given yet is `pending` where a record may say so, and
is left out where it may not, so that `hyoka check` asks for it.
"""

from hyoka.authoring.scaffold.drafts import RecordDraft, ScaffoldedFile
from hyoka.authoring.scaffold.record_arguments import ScaffoldError
from hyoka.authoring.scaffold.scaffolder import RecordScaffolder
from hyoka.authoring.scaffold.year_of_many import YearOfMany, year_of_many

__all__ = [
    "RecordDraft",
    "RecordScaffolder",
    "ScaffoldError",
    "ScaffoldedFile",
    "YearOfMany",
    "year_of_many",
]
