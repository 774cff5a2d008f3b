"""The project's own files: what a checkout holds, with or without git."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE = {".git", ".venv", "build", "demo-output", "day-output", "__pycache__", ".hypothesis", ".coverage"}
BINARY = {".png", ".jpg", ".wav", ".ogg", ".ttf", ".otf", ".bin", ".ico"}


def own_files():
    """Every text file that belongs to the project, sorted."""
    return sorted(_walk(ROOT))


def _walk(folder):
    for path in folder.iterdir():
        if path.name in MADE or path.name.endswith((".egg-info", "_cache")):
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file() and path.suffix not in BINARY:
            yield path


def shown(path):
    """A path as a person names it."""
    return str(path.relative_to(ROOT))
