# Settings and secrets of the application. What stands there stays; what is missing is added.

write_environment() {
  say "Settings and secrets"
  keys_are_not_lost
  secrets | put 600 root:root "$ETC/secrets.env"
  settings | put 640 "root:$NAME" "$ETC/settings.env"
  render "$HERE/templates/command.sh" | put 755 root:root "$(command_path)"
}

command_path() {
  install -d -m 755 "${SETTING[PREFIX]}/usr/local/bin"
  echo "${SETTING[PREFIX]}/usr/local/bin/$NAME"
}

# New keys would open nothing of what is there.
keys_are_not_lost() {
  [ ! -e "$ETC/secrets.env" ] || return 0
  [ -z "$(find "$VAR/keys" "$VAR/backups" -type f -print -quit)" ] ||
    stop "$ETC/secrets.env is gone, but there are cities. Put it back from your second place."
}

secrets() {
  cat <<'TEXT'
# Without these nothing opens: neither names and reports in the database nor any backup.
# Keep a copy in a second place, apart from the backups. See deploy/HANDBOOK.md, "Keys".
TEXT
  line_of SECRET_KEY "$ETC/secrets.env" "$(random 48)"
  line_of ENCRYPTION_KEYS "$ETC/secrets.env" "$(random 32)"
}

settings() {
  local file="$ETC/settings.env"
  cat <<'TEXT'
# Settings of Ostoja: NAME=value as it stands, without quotes. After a change run install.sh.
TEXT
  new_line_of BASE_DOMAIN "${SETTING[DOMAIN]}"
  new_line_of EMAIL_URL "${SETTING[EMAIL_URL]}"
  line_of DATABASE_URL "$file" \
    "postgresql://${NAME}_app@:$PORT_OF_POSTGRES/$NAME?host=$SOCKETS"
  line_of DATABASE_ROLE_PREFIX "$file" "$NAME"
  line_of REDIS_URL "$file" "unix:///run/$USER_OF_REDIS/redis.sock?db=0"
  line_of FORWARDED_ALLOW_IPS "$file" 127.0.0.1
  line_of MEDIA_ROOT "$file" "$VAR/media"
  line_of KEYS_ROOT "$file" "$VAR/keys"
  line_of BACKUP_ROOT "$file" "$VAR/backups"
  line_of STATIC_ROOT "$file" "$VAR/static"
  line_of DJANGO_SETTINGS_MODULE "$file" ostoja.settings
  own_lines "$file"
}

# line_of VARIABLE FILE DEFAULT: as it stands in the file, else with the default.
line_of() {
  grep --max-count=1 "^$1=" "$2" 2>/dev/null || echo "$1=$3"
}

# What was given as an option just now counts more than what stands there.
new_line_of() {
  if [ -n "$2" ]; then echo "$1=$2"; else line_of "$1" "$ETC/settings.env" ""; fi
}

# Whatever else the operators have written.
own_lines() {
  [ -e "$1" ] || return 0
  grep --invert-match --extended-regexp \
    '^(BASE_DOMAIN|EMAIL_URL|DATABASE_URL|DATABASE_ROLE_PREFIX|REDIS_URL|FORWARDED_ALLOW_IPS|MEDIA_ROOT|KEYS_ROOT|BACKUP_ROOT|STATIC_ROOT|DJANGO_SETTINGS_MODULE)=|^# Settings of Ostoja:' \
    "$1" || true
}

random() { head --bytes="$1" /dev/urandom | base64 --wrap=0; }
