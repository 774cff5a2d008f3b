#!/bin/bash
# Prove both commands on a Debian 12 made from nothing: debootstrap minbase, ./install.sh demo and test in a chroot.
# Mirror, pip settings and certificates are those of this machine; nothing of it is written here.
set -euo pipefail

SELF=$(readlink -f "$0")
REPO=$(dirname "$(dirname "$SELF")")
readonly SELF REPO

usage() {
    cat <<'TEXT'
usage: .ci/clean_debian.sh [--only-root | --only-install] [--worktree] [--as-user] [--folder DIR]
  --only-root   make (or unpack) the clean Debian, install nothing
  --only-install  go as far as ./install.sh install, twice
  --worktree    copy the files as they are, not the last commit
  --as-user     afterwards run .ci/check.sh once more as a plain user
  --folder DIR  where to work (default /var/tmp/hallkit-clean); the made system is kept there as minbase.tar
Needs root and debootstrap. Set MIRROR to use another Debian mirror than apt's first.
TEXT
}

only_root=no only_install=no worktree=no as_user=no inside=no folder=/var/tmp/hallkit-clean
args=("$@")
while [[ $# -gt 0 ]]; do
    case $1 in
    --only-root) only_root=yes ;;
    --only-install) only_install=yes ;;
    --worktree) worktree=yes ;;
    --as-user) as_user=yes ;;
    --inside) inside=yes ;;
    --folder)
        folder=$2
        shift
        ;;
    *)
        usage
        exit 2
        ;;
    esac
    shift
done
readonly ROOT=$folder/root
readonly TARBALL=$folder/minbase.tar

[[ $EUID -eq 0 ]] || { usage >&2 && exit 2; }
if [[ $inside == no ]]; then
    # Mounts and processes of their own: whatever happens, nothing stays behind.
    exec unshare --mount --pid --fork --kill-child -- "$SELF" --inside "${args[@]}"
fi

mirror() {
    # shellcheck disable=SC2016  # apt fills these in, not the shell
    local -r format='$(REPO_URI) $(RELEASE)'
    echo "${MIRROR:-$(apt-get indextargets --format "$format" 'Created-By: Packages' | sed -n 's/ bookworm$//p' | sort -u | sed -n 1p)}"
}

make_root() {
    rm -rf "$ROOT"
    mkdir -p "$ROOT"
    if [[ ! -f $TARBALL ]]; then
        echo "clean: debootstrap --variant=minbase bookworm"
        debootstrap --variant=minbase bookworm "$ROOT" "$(mirror)" >"$folder/debootstrap.log" 2>&1 ||
            { tail -n 20 "$folder/debootstrap.log" && exit 1; }
        tar -C "$ROOT" -cf "$TARBALL.new" . && mv "$TARBALL.new" "$TARBALL"
    else
        echo "clean: unpacking $TARBALL"
        tar -C "$ROOT" -xpf "$TARBALL"
    fi
}

copy_host_settings() {
    cp --parents /etc/resolv.conf /etc/hosts "$ROOT"
    rm -f "$ROOT/etc/apt/sources.list"
    find /etc/apt \( -name '*.sources' -o -name '*.list' \) -exec cp --parents {} "$ROOT" \;
    grep -rl Acquire /etc/apt/apt.conf.d | xargs -r cp --parents -t "$ROOT"
    find /usr/local/share/ca-certificates -name '*.crt' -exec cp --parents {} "$ROOT" \;
    cp --parents /etc/ssl/certs/ca-certificates.crt "$ROOT"
    local file
    for file in /etc/pip.conf "${HOME:-/root}/.config/pip/pip.conf" "${PIP_CONFIG_FILE:-}"; do
        [[ ! -f $file ]] || cp --parents "$file" "$ROOT"
    done
}

# Folders that pip's settings name (find-links, file: indexes), to be seen at the same place inside.
pip_folders() {
    { cat /etc/pip.conf "${HOME:-/root}/.config/pip/pip.conf" 2>/dev/null || true; env; } |
        grep -iE '(find[-_]links|index[-_]url)' | grep -oE '(file://|[= ])/[^ ]+' | sed -E 's,^(file://|[= ]),,' |
        while read -r path; do
            [[ $path != */simple* ]] || path=${path%/simple*}
            [[ ! -d $path ]] || echo "$path"
        done | sort -u
}

mount_all() {
    mount -t proc proc "$ROOT/proc"
    mount --rbind /dev "$ROOT/dev"
    mount --make-rslave "$ROOT/dev"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$ROOT/dev/pts"
    mount --bind "$ROOT/dev/pts/ptmx" "$ROOT/dev/ptmx"
    mount -t tmpfs tmpfs "$ROOT/dev/shm"
    local path
    for path in $(pip_folders); do
        mkdir -p "$ROOT$path"
        mount --bind -o ro "$path" "$ROOT$path"
    done
}

copy_repository() {
    mkdir -p "$ROOT/srv/hallkit"
    if [[ $worktree == yes ]]; then
        (cd "$REPO" && git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
            [[ ! -e $file ]] || printf '%s\0' "$file"
        done | tar --null -T - -cf -) | tar -C "$ROOT/srv/hallkit" -xf -
    else
        git -C "$REPO" archive HEAD | tar -C "$ROOT/srv/hallkit" -xf -
    fi
    chown -R root:root "$ROOT/srv/hallkit"
}

in_root() { # chroot options…, command
    local keep=() name
    while IFS= read -r name; do keep+=("$name=${!name}"); done < <(compgen -e | grep -E '^PIP_|_CERT|_CA_|_proxy$|_PROXY$')
    chroot "$@" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb "${keep[@]}" \
        bash -c "cd /srv/hallkit && $COMMAND"
}

failed=0
try() { # name, command in the clean system, chroot options…
    local name=$1 began status=0
    COMMAND=$2
    shift 2
    echo "clean: $name: $COMMAND"
    began=$(date +%s)
    in_root "$@" "$ROOT" >"$folder/$name.log" 2>&1 || status=$?
    tail -n 12 "$folder/$name.log" | sed 's/^/    /'
    echo "clean: $name: exit $status after $(($(date +%s) - began)) s (log: $folder/$name.log)"
    [[ $status -eq 0 ]] || failed=1
}

mkdir -p "$folder"
began=$(date +%s)
make_root
copy_host_settings
mount_all
echo "clean: Debian $(cat "$ROOT/etc/debian_version") ready in $(($(date +%s) - began)) s at $ROOT"
[[ $only_root == no ]] || exit 0

copy_repository
if [[ $only_install == yes ]]; then
    try install "./install.sh install"
    try install-again "./install.sh install"
    exit "$failed"
fi
try demo "./install.sh demo --headless"
try demo-again "./install.sh demo --headless"
try test "./install.sh test"
if [[ $as_user == yes ]]; then
    chown -R nobody:nogroup "$ROOT/srv/hallkit"
    try test-as-user "HOME=/tmp .ci/check.sh" --userspec=nobody:nogroup
fi
rm -rf "$folder/demo-output"
cp -r "$ROOT/srv/hallkit/demo-output" "$folder/" 2>/dev/null || true
[[ $failed -eq 0 ]] && echo "clean: all passed" || echo "clean: FAILED"
exit "$failed"
