#!/bin/bash
# A bundle of each city, then away with those older than a month. One that fails stops no other.
# The first argument is the command `ostoja`; its environment says where bundles lie.
set -euo pipefail
ostoja="$1"
days="${BACKUP_DAYS:-30}"
failed=()

slugs="$("$ostoja" city list --json | python3 -c '
import json, sys
print(*(city["slug"] for city in json.load(sys.stdin)), sep="\n")')"
while IFS= read -r slug; do
  [ -n "$slug" ] || continue
  "$ostoja" city backup "$slug" || failed+=("$slug")
done <<<"$slugs"

if [ "${#failed[@]}" -gt 0 ]; then
  echo "backup: no bundle of ${failed[*]}. Older bundles are kept; mend it and start it again." >&2
  exit 1
fi
find "$BACKUP_ROOT" -type f -name '*.ostoja' -mtime "+$days" -delete
