#!/bin/bash
# 安装 hallkit 所缺的东西,然后运行 | Install what hallkit lacks, then run it. See: ./install.sh help
set -euo pipefail

cd "$(dirname "$(readlink -f "$0")")"
readonly PYTHON=/usr/bin/python3
readonly VENV=$PWD/.venv
readonly STAMP=$VENV/installed

# Qt's own needs (import, offscreen, xcb), a Chinese font, what devices stand on, and pyscard's compiler.
readonly RUN_PACKAGES=(
    python3 python3-venv fonts-noto-cjk
    libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 fontconfig libbrotli1
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libxcb-xkb1 libxcb-randr0 libxcb-render-util0 libxcb-image0 libx11-xcb1
    libzbar0 pcscd libccid libsane1 sane-airscan cups-daemon cups-client cups-filters alsa-utils espeak-ng
    libgooglepinyin0 libzinnia0 tegaki-zinnia-simplified-chinese
    gcc python3-dev swig libpcsclite-dev
)
readonly TEST_PACKAGES=(shellcheck vsmartcard-vpcd xvfb curl chromium postgresql)

chinese() {
    [[ "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" == zh* ]]
}

say() { # Chinese, English
    if chinese; then echo "install: $1"; else echo "install: $2"; fi
}

fail() { # Chinese, English
    say "$1" "$2" >&2
    exit 1
}

help() {
    if chinese; then
        cat <<'TEXT'
用法: ./install.sh 命令 [参数…]

  demo [--headless] [--output 目录]   安装所缺的,然后演示整个大厅;没有屏幕时自动演一天并截图
  test [pytest 参数]                  安装所缺的,然后做全部检查和测试
  install                             只安装
  help                                显示这段说明

需要 Debian 12、root 或 sudo,第一次还需要网络(apt 与 pip 的软件源按本机设置)。
软件装进本目录的 .venv;再运行一次不会重复安装。
TEXT
    else
        cat <<'TEXT'
usage: ./install.sh COMMAND [ARGUMENT…]

  demo [--headless] [--output DIR]   install what is missing, then show a whole hall;
                                     without a screen it plays a day by itself and takes pictures
  test [PYTEST ARGUMENT]             install what is missing, then run every check and test
  install                            only install
  help                               this text

Needs Debian 12, root or sudo, and the network the first time (apt and pip as this machine has them set).
Python packages go to .venv in this folder; a second run installs nothing again.
TEXT
    fi
}

as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    else
        sudo -- "$@"
    fi
}

missing_packages() { # names
    local name
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || echo "$name"
    done
}

apt_lists_know() { # names
    local name
    for name in "$@"; do
        LC_ALL=C apt-cache policy "$name" | grep 'Candidate: [0-9]' >/dev/null || return 1
    done
}

apt_update() {
    say "apt-get update" "apt-get update"
    as_root apt-get -q update >"$LOG" 2>&1 && ! grep -q '^E:' "$LOG" && return
    cat "$LOG" >&2
    fail "apt 软件源更新不了:请看网络和 /etc/apt 的设置" "apt cannot update: check the network and /etc/apt"
}

apt_install() { # names
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q install -y --no-install-recommends "$@" >"$LOG" 2>&1
}

install_packages() { # names
    [[ -x /usr/bin/apt-get && -x /usr/bin/dpkg-query ]] ||
        fail "这里不是 Debian(没有 apt-get),请在 Debian 12 上安装" "this is no Debian (no apt-get): use Debian 12"
    local found missing=() updated=no
    found=$(missing_packages "$@")
    [[ -n $found ]] || return 0
    mapfile -t missing <<<"$found"
    if [[ $EUID -ne 0 ]]; then
        command -v sudo >/dev/null ||
            fail "缺少系统软件包(${missing[*]}):请用 root 运行,或先装好 sudo" \
                "system packages are missing (${missing[*]}): run this as root, or install sudo first"
        sudo -v || fail "没有得到 sudo 的许可" "sudo gave no permission"
    fi
    if ! apt_lists_know "${missing[@]}"; then
        apt_update
        updated=yes
    fi
    say "安装 ${#missing[@]} 个系统软件包:${missing[*]}" "installing ${#missing[@]} system packages: ${missing[*]}"
    apt_install "${missing[@]}" && return
    if [[ $updated == no ]]; then
        apt_update
        apt_install "${missing[@]}" && return
    fi
    cat "$LOG" >&2
    fail "系统软件包没有装上,原因见上面" "system packages could not be installed, see above"
}

check_python() {
    "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' ||
        fail "需要 Python 3.11 或 3.12,$PYTHON 是 $("$PYTHON" -V)" \
            "Python 3.11 or 3.12 is needed, $PYTHON is $("$PYTHON" -V)"
}

make_venv() {
    if [[ -f $STAMP ]] && ! grep -qxF "place $PWD" "$STAMP"; then
        say "目录搬动过,重建 .venv" "the folder has moved: making .venv anew"
        rm -rf "$VENV"
    fi
    "$VENV/bin/python" -c 'import pip' 2>/dev/null && return
    say "建立 Python 环境 .venv" "making the Python environment .venv"
    "$PYTHON" -m venv --clear "$VENV" ||
        fail ".venv 建不成:请看上面的原因和磁盘空间" ".venv could not be made: see above, and the disk space"
}

pip_install() { # arguments
    "$VENV/bin/python" -m pip --disable-pip-version-check install -q "$@" >"$LOG" 2>&1 && return
    cat "$LOG" >&2
    return 1
}

hash_of() { # file
    sha256sum "$1" | cut -d ' ' -f 1
}

stamped() { # line
    [[ -f $STAMP ]] && grep -qxF "$1" "$STAMP"
}

install_python() { # run | dev
    local lock=.ci/lock/$1.txt own
    local -r wanted="$1 $(hash_of "$lock")"
    own="self $(hash_of pyproject.toml)"
    if ! stamped "$wanted"; then
        say "安装 Python 软件包($lock)" "installing Python packages ($lock)"
        pip_install --require-hashes -r "$lock" ||
            fail "Python 软件包没有装上:请看网络和 pip 的设置(pip config list)" \
                "Python packages could not be installed: check the network and pip (pip config list)"
    fi
    if ! stamped "$own"; then
        say "安装 hallkit 命令(.venv/bin/hallkit)" "installing the command .venv/bin/hallkit"
        pip_install --no-deps --no-build-isolation -e . ||
            fail "hallkit 自己没有装上,原因见上面" "hallkit itself could not be installed, see above"
    fi
    stamped "$wanted" && stamped "$own" && return
    {
        echo "place $PWD"
        echo "$own"
        echo "run $(hash_of .ci/lock/run.txt)" # the dev lock holds the run lock whole
        [[ $1 == run ]] || echo "$wanted"
    } >"$STAMP.new"
    mv "$STAMP.new" "$STAMP"
}

install_all() { # run | dev
    [[ -w . ]] || fail "没有权限写 $PWD" "no permission to write in $PWD"
    local wanted=("${RUN_PACKAGES[@]}")
    [[ $1 == run ]] || wanted+=("${TEST_PACKAGES[@]}")
    install_packages "${wanted[@]}"
    check_python
    make_venv
    install_python "$1"
}

LOG=$(mktemp)
readonly LOG
trap 'rm -f "$LOG"' EXIT

main() {
    local command=${1:-help}
    shift || true
    case $command in
    demo)
        install_all run
        say "演示:hallkit demo $*" "demo: hallkit demo $*"
        rm -f "$LOG"
        exec "$VENV/bin/hallkit" demo "$@"
        ;;
    test)
        install_all dev
        say "检查和测试:.ci/check.sh" "checks and tests: .ci/check.sh"
        rm -f "$LOG"
        exec .ci/check.sh "$@"
        ;;
    install)
        install_all run
        say "装好了。试试:./install.sh demo" "ready. Try: ./install.sh demo"
        ;;
    help | -h | --help)
        help
        ;;
    *)
        help >&2
        say "不认识的命令:$command" "unknown command: $command" >&2
        exit 2
        ;;
    esac
}

main "$@"
