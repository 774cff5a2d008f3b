"""Driver packages as pip leaves them on a path: modules, and the entry points that lead to their offers."""


def install(folder, name, modules, offers):
    """Put a package `name` into a folder: `modules` by file name, `offers` by entry point."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, source in modules.items():
        (folder / file).write_text(source, encoding="utf-8")
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    points = "\n".join(f"{point} = {value}" for point, value in offers.items())
    (info / "entry_points.txt").write_text(f"[hallkit.drivers]\n{points}\n")
