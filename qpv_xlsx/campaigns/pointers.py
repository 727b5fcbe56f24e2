"""Where something stands in a JSON document."""


def pointer(*steps: str | int) -> str:
    """A JSON pointer (RFC 6901); « / » for the whole document, which people read better than nothing."""
    return "/" + "/".join(str(step).replace("~", "~0").replace("/", "~1") for step in steps)
