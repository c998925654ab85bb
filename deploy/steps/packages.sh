# Programs: the system's packages, which the system's updates keep safe.

PACKAGES=(postgresql redis-server caddy python3 python3-venv logrotate)

install_packages() {
  local -a missing=()
  local one
  say "Packages of the system"
  for one in "${PACKAGES[@]}"; do is_installed "$one" || missing+=("$one"); done
  [ "${#missing[@]}" -gt 0 ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update --quiet --quiet || stop "the package lists cannot be read. Mend /etc/apt and run it again."
  apt-get install --quiet --quiet --yes --no-install-recommends "${missing[@]}" ||
    stop "these packages cannot be installed: ${missing[*]}. Mend apt and run it again."
  switch_off_the_packages_own_services
  changed "packages: ${missing[*]}"
}

is_installed() {
  [ "$(dpkg-query --show --showformat '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Ours have units, settings and users of their own. Only what has just come is switched off.
switch_off_the_packages_own_services() {
  local one
  for one in redis-server caddy; do
    if [[ " ${missing[*]} " == *" $one "* ]] && runs_systemd; then
      systemctl disable --quiet --now "$one.service"
    fi
  done
}

runs_systemd() { [ -d /run/systemd/system ] && [ -z "${SETTING[PREFIX]}" ]; }
