#!/bin/bash
# Checks every QML file against the view models: types are made from the Python sources into a temporary folder.
set -euo pipefail

cd "$(dirname "$(readlink -f "$0")")/.."
export PATH=$PWD/.venv/bin:$PATH
types=$(mktemp -d)
trap 'rm -rf "$types"' EXIT
pyside=$(python -c 'import pathlib, PySide6; print(pathlib.Path(PySide6.__file__).parent)')

bases_first() { # a class whose base was not seen yet would be no object
    local file own=()
    while IFS= read -r file; do
        if grep -q '^class .*(QObject' "$file"; then echo "$file"; else own+=("$file"); fi
    done
    printf '%s\n' "${own[@]}"
}

declare -A models
while IFS= read -r file; do
    name=$(sed -n 's/^QML_IMPORT_NAME = "\(.*\)"$/\1/p' "$file")
    models[$name]+="$file "
done < <(grep -rl --include='*.py' '^QML_IMPORT_NAME = ' kiosk queue_display | bases_first)

for name in "${!models[@]}"; do
    folder=$types/${name//.//}
    mkdir -p "$folder"
    read -ra files <<<"${models[$name]}"
    pyside6-metaobjectdump -c -o "$types/$name.json" "${files[@]}"
    pyside6-qmltyperegistrar --generate-qmltypes "$folder/types.qmltypes" -o "$types/$name.cpp" \
        "$types/$name.json" --import-name "$name" --major-version 1 \
        --foreign-types "$pyside/Qt/metatypes/qt6core_metatypes.json"
    printf 'module %s\ntypeinfo types.qmltypes\n' "$name" >"$folder/qmldir"
done

mapfile -t screens < <(find kiosk queue_display -name '*.qml' | sort)
imports=(-I "$types")
while IFS= read -r folder; do
    imports+=(-I "$folder")
done < <(find kiosk queue_display -type d -name qml | sort)
pyside6-qmllint -W 0 "${imports[@]}" "${screens[@]}"
echo "qmllint: ${#screens[@]} files, ${#models[@]} modules of view models"
