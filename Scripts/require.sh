#!/usr/bin/env bash
# Installs Debian packages that are missing, or says plainly which ones are.
#
#   Scripts/require.sh libmicrohttpd-dev libsqlite3-dev
set -euo pipefail

missing=()
for package in "$@"; do
  status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0

complain() {
  echo "berth: $1" >&2
  echo "berth: as root, run: apt-get update && apt-get install --yes --no-install-recommends ${missing[*]}" >&2
  exit 1
}

command -v apt-get >/dev/null || complain "these packages are missing, and this is no Debian to install them: ${missing[*]}"
[ "$(id -u)" -eq 0 ] || complain "these packages are missing, and only root can install them: ${missing[*]}"

echo "berth: installing ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# An index that is already there may do; it is fetched anew only when it does not.
install() { apt-get install --yes --no-install-recommends "${missing[@]}" >"$log" 2>&1; }
if ! install; then
  if ! { apt-get update >"$log" 2>&1 && install; }; then
    tail -n 20 "$log" >&2
    complain "could not install what is missing (is there a network?): ${missing[*]}"
  fi
fi
