#!/bin/sh
# Takes the files of the commit $COMMIT, one of the history of what is checked out, to build it again.
#
# `make rollback COMMIT=abc1234` calls this. Nothing of another branch is taken, nor of a fork, whose
# commits GitHub shows beside the repository's own.
set -eu
cd "$(dirname "$0")/.."

fail() {
  printf '\nhyoka: %s\n' "$1" >&2
  exit 1
}

case ${COMMIT:-} in
  "" | *[!0-9a-f]*) fail "name a commit by its hexadecimal digits: make rollback COMMIT=abc1234" ;;
esac
git merge-base --is-ancestor "$COMMIT^{commit}" HEAD 2>/dev/null \
  || fail "$COMMIT is no commit of this history."
exec git checkout --quiet --detach "$COMMIT"
