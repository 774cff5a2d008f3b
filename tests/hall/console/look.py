"""A page as its parts: buttons by name, and text by id."""

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """`buttons`: attributes by id; `text(id)`: all words inside an element."""

    _EMPTY = frozenset({"meta", "link", "input", "br"})

    def __init__(self, html):
        super().__init__()
        self.html, self.tags, self._open, self._words = html, [], [], []
        self.feed(html)
        self.buttons = {a["id"]: a for tag, a in self.tags if tag == "button" and "id" in a}

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in self._EMPTY:
            self._open.append((tag, found.get("id")))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        self._words.append(([id_ for _, id_ in self._open if id_], data))

    def text(self, id_):
        return re.sub(r"\s+", " ", "".join(words for ids, words in self._words if id_ in ids)).strip()

    def ready(self):
        """The verbs that can be done now."""
        return {
            id_.removeprefix("verb-")
            for id_, attrs in self.buttons.items()
            if id_.startswith("verb-") and "aria-disabled" not in attrs
        }

    def why(self, verb):
        return self.buttons[f"verb-{verb}"].get("data-why", "")
