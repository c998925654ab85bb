#!/usr/bin/env bash
# Prints deploy/container/Caddyfile: the template of a server, with the places of the containers.
set -euo pipefail
HERE="$(dirname "$(dirname "${BASH_SOURCE[0]}")")"
# shellcheck source=../steps/saying.sh
. "$HERE/steps/saying.sh"
declare -A SETTING=(
  [HTTP_PORT]=80 [HTTPS_PORT]=443 [PUBLIC_PORT]="" [WEB_PORT]=808 [BIND]="" [ISSUER]=""
  [EMAIL]="" [ADMIN]=off [STORAGE]=/data [PAGES]=/srv/ostoja [HEADERS]=/srv/ostoja/headers.caddy
  [UPSTREAMS]=web:8000
)
render "$HERE/templates/Caddyfile" | sed '/^\t\+$/d'
