#!/bin/sh
# Workbooks in inbox/, on their way into the records; `make take`, `untaken`, `taken` and `receive` call this.
set -eu
cd "$(dirname "$0")/.."

about=inbox/README.md # what the folder is for

fail() {
  printf '\nhyoka: %s\n' "$1" >&2
  exit 1
}

case $1 in
  take) # all workbooks that lie there; as they are to be published, nothing may be in them but their cells
    set --
    for file in inbox/*; do
      [ "$file" = "$about" ] || [ ! -e "$file" ] || set -- "$@" "$file"
    done
    [ $# -gt 0 ] || { echo "inbox/ に、取り込むブックはありません。"; exit 0; }
    exec .venv/bin/hyoka take --public-workbook --all-or-none --format "${FORMAT:-text}" "$@"
    ;;
  untaken) # those that git keeps, and that must not come into main
    left=$(git ls-files -- inbox ":!$about")
    [ -z "$left" ] || {
      told="inbox/ に、まだ取り込まれていないブックがあります。取り込まれて inbox/ から消えるまで、マージしないでください。"
      [ "${FORMAT:-text}" != github ] || printf '::error file=%s::%s\n' "$about" "$told"
      fail "$told"
    }
    ;;
  taken) # what changed in the records, for `receive`
    git add --all -- content
    git diff --cached --binary -- content >taken.patch
    ;;
  receive) # on GitHub: $TAKEN, and the workbooks gone, as one commit on the branch that they were pushed to
    : "${TAKEN:?}" "${GITHUB_SHA:?}" "${GITHUB_REF_NAME:?}"
    # Nothing of the branch takes the place of what runs here: its files lie elsewhere.
    folder=$(mktemp -d)
    trap 'git worktree remove --force "$folder/branch" 2>/dev/null || true; rm -rf "$folder"' EXIT
    as_bot() {
      git -c credential.helper= -c 'credential.helper=!gh auth git-credential' \
        -c user.name='github-actions[bot]' \
        -c user.email='41898282+github-actions[bot]@users.noreply.github.com' -C "$folder/branch" "$@"
    }
    git -c credential.helper= -c 'credential.helper=!gh auth git-credential' \
      fetch --quiet --depth 1 origin "$GITHUB_SHA"
    git worktree add --quiet --detach "$folder/branch" FETCH_HEAD
    [ ! -s "$TAKEN" ] || as_bot apply --index --include='content/*' "$TAKEN"
    as_bot rm --quiet -r --ignore-unmatch -- inbox ":!$about"
    ! as_bot diff --cached --quiet || { echo "変わったところはありません。"; exit 0; }
    as_bot commit --quiet --message "ブックの値を記録に取り込み、ブックを除く"
    as_bot push --quiet origin "HEAD:refs/heads/$GITHUB_REF_NAME" \
      || fail "このあとに、同じブランチに別の変更が入りました。もう一度、最新のブランチにブックを入れてください。"
    ;;
esac
