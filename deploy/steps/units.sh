# systemd's units, limits of the journal, and the start.

SERVICES=(redis web@1 web@2 worker jobs scheduler proxy)

write_units() {
  say "Services"
  local unit
  for unit in redis.service web@.service worker.service jobs.service scheduler.service \
    proxy.service backup.service backup.timer; do
    render "$HERE/units/$unit" | put 644 root:root "$UNITS/$NAME-$unit"
  done
  render "$HERE/units/target.target" | put 644 root:root "$UNITS/$NAME.target"
}

# Programs write to the journal alone, which gets a limit; PostgreSQL's log is rotated by its
# package.
write_rotation() {
  local folder="${SETTING[PREFIX]}/etc/systemd/journald.conf.d"
  install -d -m 755 "$folder"
  put 644 root:root "$folder/$NAME.conf" <"$HERE/templates/journald.conf"
}

check_installation() {
  say "Check"
  ours check --deploy --database default --fail-level WARNING ||
    stop "the settings are not fit for cities. Mend what stands above and run it again."
  switch_release
}

start_units() {
  if ! runs_systemd; then
    note "systemd does not run here: the services are installed and not started."
    return
  fi
  say "Start"
  systemctl daemon-reload
  systemctl enable --quiet "$NAME.target" "$NAME-backup.timer"
  ! has_changed "*/journald.conf.d/*" || systemctl restart systemd-journald.service
  local one
  for one in "${SERVICES[@]}"; do start_unit "$one"; done
  systemctl start "$NAME.target" "$NAME-backup.timer"
}

# One after the other, so that one of the two web servers answers all the time.
start_unit() {
  local unit="$NAME-$1.service"
  if ! systemctl --quiet is-active "$unit"; then
    systemctl start "$unit"
  elif needs_restart "$1"; then
    systemctl restart "$unit"
  elif [ "$1" = proxy ]; then
    if has_changed "$ETC/*.caddy" || has_changed "$ETC/Caddyfile"; then systemctl reload "$unit"; fi
  fi
  [[ $1 != web@* ]] || wait_for "${SETTING[WEB_PORT]}${1#web@}" "$unit"
}

needs_restart() {
  case "$1" in
    redis) has_changed "$ETC/redis.conf" || has_changed "*/$NAME-redis.service" ;;
    proxy) has_changed "*/$NAME-proxy.service" ;;
    *) has_changed "$OPT/current" || has_changed "$ETC/*.env" || has_changed "*/$NAME-${1%%@*}*" ;;
  esac
}

wait_for() {
  local try
  for ((try = 0; try < 120; try++)); do
    /usr/bin/python3 -c 'import sys, urllib.request as u; u.urlopen(sys.argv[1], timeout=5)' \
      "http://127.0.0.1:$1/health/ready" 2>/dev/null && return
    sleep 0.5
  done
  stop "$2 does not answer. See: journalctl --unit $2"
}

say_what_next() {
  local command
  command="sudo $(command_path)"
  if [ "${#CHANGES[@]}" -eq 0 ]; then say "Nothing had to be changed"; else say "Installed"; fi
  cat <<TEXT
   The first operator:  $command operator invite --email ADDRESS --name "NAME SURNAME"
   The first city:      $command city onboard --help
   Keep in a second place, apart from the backups: $ETC/secrets.env and $VAR/keys
   The handbook:        deploy/HANDBOOK.md
TEXT
}
