"""Where something stands in a JSON document."""

Steps = tuple[str | int, ...]
"""Keys and ranks that lead to a value inside a document."""


def pointer(*steps: str | int) -> str:
    """A JSON pointer (RFC 6901); « / » for the whole document, which people read better than nothing."""
    plain = "/".join(map(str, steps))
    if "~" not in plain and plain.count("/") < max(len(steps), 1):
        return f"/{plain}"
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in steps)
