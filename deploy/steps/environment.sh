# Settings and secrets of the application. What stands there stays; what is missing is added.

write_environment() {
  say "Settings and secrets"
  keys_are_not_lost
  secrets | put 600 root:root "$ETC/secrets.env"
  settings | put 640 "root:$NAME" "$ETC/settings.env"
  install -d -m 755 "$(dirname "$(command_path)")"
  render "$HERE/templates/command.sh" | put 755 root:root "$(command_path)"
}

command_path() { echo "${SETTING[PREFIX]}/usr/local/bin/$NAME"; }

# New keys would open nothing of what is there.
keys_are_not_lost() {
  [ ! -e "$ETC/secrets.env" ] || return 0
  [ -z "$(find "$VAR/keys" "$VAR/backups" -type f -print -quit)" ] ||
    stop "$ETC/secrets.env is gone, but there are cities. Put it back from your second place."
}

secrets() {
  begin secrets.env \
    "# Without these nothing opens: neither names and reports in the database nor any backup." \
    "# Keep a copy in a second place, apart from the backups. See deploy/HANDBOOK.md, \"Keys\"."
  line SECRET_KEY "$(random 48)"
  line ENCRYPTION_KEYS "$(random 32)"
  [ -z "${GIVEN[EMAIL_URL]:-}" ] || WRITTEN[EMAIL_URL]="${GIVEN[EMAIL_URL]}"
  line EMAIL_URL ""
  line SMS_URL "" # smsapi://TOKEN@api.smsapi.pl?from=NAME; empty: no text messages
  other_lines
}

settings() {
  begin settings.env \
    "# Settings of Ostoja: NAME=value as it stands, without quotes. After a change run install.sh."
  WRITTEN[BASE_DOMAIN]="${SETTING[DOMAIN]}"
  line BASE_DOMAIN ""
  if is_here; then
    line DATABASE_URL "postgresql://${NAME}_app@:$PORT_OF_POSTGRES/$NAME?host=$SOCKETS"
  fi
  line DATABASE_ROLE_PREFIX "$NAME"
  line REDIS_URL "unix:///run/$USER_OF_REDIS/redis.sock?db=0"
  line FORWARDED_ALLOW_IPS 127.0.0.1
  line TLS_PROXY "${SETTING[LISTEN]:-127.0.0.1}:${SETTING[HTTPS_PORT]}"
  line MEDIA_ROOT "$VAR/media"
  line KEYS_ROOT "$VAR/keys"
  line BACKUP_ROOT "$VAR/backups"
  line STATIC_ROOT "$VAR/static"
  line DJANGO_SETTINGS_MODULE ostoja.settings
  line VIRUS_SCANNER "" # of a clamd; empty: nobody looks for viruses, and each file says so
  other_lines
}

# begin FILE COMMENT…: remembers what stands in the file, and in which order.
begin() {
  local text
  declare -gA WRITTEN=()
  declare -ga ORDER=()
  if [ -e "$ETC/$1" ]; then
    while IFS= read -r text; do
      [[ $text == [A-Z]*=* ]] || continue
      WRITTEN["${text%%=*}"]="${text#*=}"
      ORDER+=("${text%%=*}")
    done <"$ETC/$1"
  fi
  printf '%s\n' "${@:2}"
}

# line VARIABLE DEFAULT: as it stands in the file, else with the default.
line() {
  printf '%s=%s\n' "$1" "${WRITTEN[$1]-$2}"
  unset "WRITTEN[$1]"
}

# Whatever else the operators have written.
other_lines() {
  local name
  for name in "${ORDER[@]}"; do
    [ -z "${WRITTEN[$name]+is there}" ] || line "$name" ""
  done
}

random() { head --bytes="$1" /dev/urandom | base64 --wrap=0; }
