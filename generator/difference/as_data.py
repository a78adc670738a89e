"""A difference as JSON, for other programs."""

import json
from dataclasses import asdict

from generator.difference.compare import Difference
from generator.language import Language


def as_json(difference: Difference, language: Language) -> str:  # noqa: ARG001 - as the others
    """One object: `pages` as in `PageChange`, and how many `inputs` and `figures` changed."""
    whole = {
        "inputs": difference.inputs,
        "figures": difference.figures,
        "pages": [asdict(page) for page in difference.pages],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
