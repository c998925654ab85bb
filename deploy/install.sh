#!/usr/bin/env bash
# Installs Ostoja on a Debian server, or brings what is installed up to date. It may be run again
# at any time: what is right already is left alone, data and keys always.
set -Eeuo pipefail
shopt -s lastpipe
umask 022
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
export LC_ALL=C.UTF-8 HOME=/root
unset PYTHONPATH PYTHONHOME DJANGO_SETTINGS_MODULE

HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
SOURCE="$(dirname "$HERE")"
# shellcheck source=steps/saying.sh
. "$HERE/steps/saying.sh"
# shellcheck source=steps/settings.sh
. "$HERE/steps/settings.sh"
# shellcheck source=steps/packages.sh
. "$HERE/steps/packages.sh"
# shellcheck source=steps/users.sh
. "$HERE/steps/users.sh"
# shellcheck source=steps/postgres.sh
. "$HERE/steps/postgres.sh"
# shellcheck source=steps/redis.sh
. "$HERE/steps/redis.sh"
# shellcheck source=steps/release.sh
. "$HERE/steps/release.sh"
# shellcheck source=steps/environment.sh
. "$HERE/steps/environment.sh"
# shellcheck source=steps/application.sh
. "$HERE/steps/application.sh"
# shellcheck source=steps/proxy.sh
. "$HERE/steps/proxy.sh"
# shellcheck source=steps/units.sh
. "$HERE/steps/units.sh"

main() {
  read_options "$@"
  check_server
  settle_settings
  trap 'unexpected "$BASH_COMMAND"' ERR
  for step in \
    install_packages make_users make_folders prepare_postgres write_redis_settings \
    install_release write_environment prepare_database stop_before_tables bring_up_to_date write_proxy_settings \
    write_units write_rotation check_installation start_units; do
    "$step"
  done
  say_what_next
}

main "$@"
