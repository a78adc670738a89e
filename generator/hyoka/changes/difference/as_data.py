"""A difference as JSON, for other programs."""

import json
from dataclasses import asdict

from hyoka.changes.difference.changes import Difference


def as_json(difference: Difference) -> str:
    """One object: `pages` as in `PageChange`, and how many `inputs` and `figures` changed.

    `base`: the commit that is compared with, if it is one. `others`: the pages that change besides;
    null: they are not counted.
    """
    whole = {
        "base": difference.base or None,
        "inputs": difference.counts.inputs,
        "figures": difference.counts.figures,
        "pages": [asdict(page) for page in difference.pages],
        "others": None if difference.others is None else list(map(asdict, difference.others)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
