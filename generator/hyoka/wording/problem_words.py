"""What is said of problems, for whoever tells nothing else: it knows no noun and no figure."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hyoka.problems import Severity
from hyoka.wording import messages
from hyoka.wording.words import Words, usual_levels, words_of

if TYPE_CHECKING:
    from hyoka.content.builder import Plain


class ProblemWords(Words):
    """What is said of problems, in one language."""

    message = messages.message
    hint = messages.hint
    meanings = messages.meanings
    place = messages.place

    def severity(self, severity: Severity) -> str:
        """エラー, 警告, お知らせ."""
        return self.word(f"severities.{severity}")


def load_problem_words(code: str, levels: Mapping[str, str] | None = None) -> ProblemWords:
    """Those of the language `ja`, …

    `levels`: what a municipality calls its levels, as `level_words` tells it.

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    own: dict[str, Plain] = {**words_of(code)}
    if levels:
        own["levels"] = {**usual_levels(), **levels}
    return ProblemWords(code, own)
