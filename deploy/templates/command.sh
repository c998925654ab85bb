#!/bin/bash
# Runs a command of Ostoja as the application: its user, its settings, its secrets, and nothing of
# the caller's environment. Written by install.sh.
set -euo pipefail
if [ "$(id -u)" -ne 0 ]; then
  echo "@NAME@: the keys are read by root alone. Run it with sudo." >&2
  exit 1
fi
# Only install.sh sets these: a release that does not run yet, a folder to be published.
release="${OSTOJA_RELEASE:-@OPT@/current}"
static="${OSTOJA_STATIC_ROOT:-}"
for name in $(compgen -e); do
  case "$name" in
    PATH | TERM | COLUMNS | LINES) ;;
    *) unset "$name" ;;
  esac
done
while IFS= read -r line; do
  [[ $line != [A-Z]*=* ]] || export "${line?}"
done < <(cat "@ETC@/settings.env" "@ETC@/secrets.env")
[ -z "$static" ] || export STATIC_ROOT="$static"
export PATH=/usr/bin:/bin HOME="@VAR@" LC_ALL=C.UTF-8
umask 077
cd "@VAR@"
exec setpriv --reuid="@NAME@" --regid="@NAME@" --init-groups --no-new-privs --inh-caps=-all \
  --bounding-set=-all "$release/venv/bin/ostoja" "$@"
