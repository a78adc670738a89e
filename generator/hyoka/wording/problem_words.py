"""What is said of problems, for whoever tells nothing else: it knows no noun and no figure."""

from functools import cache

from hyoka.problems import Severity
from hyoka.wording import messages
from hyoka.wording.words import Words, words_of


class ProblemWords(Words):
    """What is said of problems, in one language."""

    message = messages.message
    hint = messages.hint
    meanings = messages.meanings
    place = messages.place

    def severity(self, severity: Severity) -> str:
        """エラー, 警告, お知らせ."""
        return self.word(f"severities.{severity}")


@cache
def load_problem_words(code: str) -> ProblemWords:
    """Those of the language `ja`, …

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    return ProblemWords(code, words_of(code))
