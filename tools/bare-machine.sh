#!/bin/sh
# Makes a Debian from nothing in a folder and runs the commands of README in it, as a machine runs
# them that has never seen the project: with Python, git and make alone.
#
# `make bare` calls this. It needs root, debootstrap and the network, and takes the last commit, not
# what is uncommitted. Of this machine the new one is given what leads to the network: the names of
# hosts, certificates, proxies and package indexes, and nothing else. By these variables:
#   SUITE   the Debian: bookworm (Python 3.11), trixie (3.13), forky … (trixie)
#   RUN     what is run in the project's folder (make site && make test)
#   MIRROR  where Debian's packages come from (http://deb.debian.org/debian)
#   KEEP    a folder that is kept, and used again as it is (a temporary one, which goes)
set -eu
cd "$(dirname "$0")/.."

suite=${SUITE:-trixie}
run=${RUN:-make site && make test}

fail() {
  printf '\nhyoka: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
  exit 1
}

if [ "$(id -u)" != 0 ]; then
  sudo -n true 2>/dev/null || fail "a system from nothing can only be made by root." "sudo make bare"
  exec sudo -n --preserve-env "tools/$(basename "$0")"
fi
if ! command -v debootstrap >/dev/null; then
  python3 -c 'from tools.debian import apt_install as i; i("debootstrap", "debian-archive-keyring")'
  command -v debootstrap >/dev/null || fail "debootstrap is missing, and could not be installed." \
    "Debian, Ubuntu: apt-get install debootstrap debian-archive-keyring"
fi
unshare --mount true || fail "no system can be started here: mounts are not allowed." \
  "In a container: start it with --privileged."

system=${KEEP:-$(mktemp -d /var/tmp/hyoka-bare.XXXXXX)}
# All mounts are in a namespace of their own, so nothing of this machine lies in the folder by now.
[ -n "${KEEP:-}" ] || trap 'rm -rf "$system"' EXIT
trap 'exit 130' INT TERM

if [ ! -e "$system/usr/bin/make" ]; then
  printf '== A Debian from nothing: %s\n' "$suite"
  # One that debootstrap has no name for yet is made like the one that is never finished.
  debootstrap --variant=minbase --include=ca-certificates,git,make,python3,python3-venv \
    "$suite" "$system" "${MIRROR:-http://deb.debian.org/debian}" \
    "/usr/share/debootstrap/scripts/$([ -e "/usr/share/debootstrap/scripts/$suite" ] \
      && echo "$suite" || echo sid)" >"$system.log" 2>&1 || fail \
    "debootstrap failed: $(tail -n 1 "$system.log")" "All that it said: $system.log"
  rm "$system.log"
fi

# What leads to the network.
cp -L /etc/resolv.conf /etc/hosts "$system/etc/"
apt-config dump 2>/dev/null | grep -i '^Acquire::.*proxy' >"$system/etc/apt/apt.conf.d/80proxy" || true
for file in /etc/pip.conf /etc/uv/uv.toml; do
  [ ! -f "$file" ] || install -D -m 644 "$file" "$system$file"
done
trusted=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
if [ -f "$trusted" ]; then
  awk -v folder="$system/usr/local/share/ca-certificates" \
    '/BEGIN CERT/ { n++; on = 1 } on { print > (folder "/machine-" n ".crt") } /END CERT/ { on = 0 }' \
    "$trusted"
  chroot "$system" update-ca-certificates >/dev/null 2>&1
fi
set -- HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p' | grep -iE \
  '^((https?|all|no)_proxy|(pip|npm_config|uv)_.*|node_extra_ca_certs|ssl_cert_(file|dir))$'); do
  eval "set -- \"\$@\" \"\$name=\$$name\""
done

rm -rf "$system/root/hyoka"
git clone --quiet --no-hardlinks . "$system/root/hyoka"

printf '== In it: %s\n' "$run"
began=$(date +%s)
code=0
# shellcheck disable=SC2016 # the inner shell puts them in
unshare --mount --pid --fork --kill-child sh -euc '
  system=$1 run=$2
  shift 2
  mount -t proc proc "$system/proc"
  mount --rbind /dev "$system/dev"
  exec chroot "$system" env -i "$@" sh -euc "cd /root/hyoka; $run"
' sh "$system" "$run" "$@" || code=$?
printf '\n== %s, %s: ended with %s after %s s\n' "$suite" \
  "$(chroot "$system" python3 --version)" "$code" "$(($(date +%s) - began))"
exit "$code"
