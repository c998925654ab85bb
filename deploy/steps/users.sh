# Users without password and shell: the application, the proxy, Redis. None reads the others'
# files. The application's group opens Redis; who may read what stands in the handbook.

make_users() {
  say "Users"
  make_user "$NAME" "$VAR"
  make_user "$USER_OF_PROXY" "$VAR/proxy"
  make_user "$USER_OF_REDIS" /nonexistent
  id --groups --name "$NAME" | tr ' ' '\n' | grep --quiet --line-regexp "$USER_OF_REDIS" || {
    usermod --append --groups "$USER_OF_REDIS" "$NAME"
    changed "group of user $NAME"
  }
}

make_user() {
  getent passwd "$1" >/dev/null && return
  useradd --system --user-group --no-create-home --home-dir "$2" --shell /usr/sbin/nologin "$1"
  changed "user $1"
}

make_folders() {
  local one
  say "Folders"
  for one in "$ETC" "$OPT" "$OPT/releases" "$OPT/environments" "$VAR" "$VAR/static" "$VAR/maintenance" \
    "$UNITS"; do
    folder 755 root:root "$one"
  done
  for one in media keys backups schedule mail; do folder 700 "$NAME:$NAME" "$VAR/$one"; done
  folder 700 "$USER_OF_PROXY:$USER_OF_PROXY" "$VAR/proxy"
  {
    echo "# What install.sh was told. Change it here or with its options, and run it again."
    for one in "${KEPT[@]}"; do echo "$one=${SETTING[$one]}"; done
  } | put 644 root:root "$ETC/install.conf"
}
