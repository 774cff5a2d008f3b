"""The project works on any machine with any mirror: no file names a registry, or a folder of one machine."""

import re

from tests.rules.tree import own_files, shown

HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "deb.debian" + ".org",
    "npmjs" + ".org",
    "mirrors?" + r"\.[a-z]+\.",
)
FOLDERS = ("/ho" + r"me/\w", "/ro" + r"ot/\w", "/wo" + r"rk/", "/opt/py" + "pi", "/Us" + "ers/")
WRONG = re.compile("|".join(HOSTS + FOLDERS))


def test_no_registry_and_no_folder_of_one_machine():
    found = [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in own_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if WRONG.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_rule_sees_what_it_forbids():
    assert WRONG.search("https://" + "pypi" + ".org/simple")
    assert WRONG.search("/ho" + "me/someone")
