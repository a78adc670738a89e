"""How long the commands take, beside MkDocs with its stock theme, and how that grows."""
