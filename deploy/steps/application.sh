# The database's login and functions, the tables, the static files and the maintenance pages.

ours() { OSTOJA_RELEASE="$RELEASE" "$(command_path)" "$@"; }

# As PostgreSQL's own user, who knows none of our secrets. It may be run again.
prepare_database() {
  say "Database"
  if ! is_here; then
    grep --quiet '^DATABASE_URL=.' "$ETC/secrets.env" ||
      stop "DATABASE_URL is missing in $ETC/secrets.env. See deploy/HANDBOOK.md, \"Two servers\"."
    return
  fi
  local admin="postgresql://postgres@:$PORT_OF_POSTGRES/postgres?host=$SOCKETS"
  (
    cd /
    export SECRET_KEY=none REDIS_URL=unix:///none DATABASE_URL="$admin" ENCRYPTION_KEYS
    ENCRYPTION_KEYS="$(random 32)"
    setpriv --reuid=postgres --regid=postgres --init-groups \
      "$VENV/bin/ostoja" database prepare --admin-url "$admin" --name "$NAME" >/dev/null
  ) || stop "the database cannot be prepared. Mend what stands above and run it again."
}

# A server that was lost: `ostoja disaster restore` brings everything back into an empty database.
stop_before_tables() {
  [ -n "${GIVEN[TABLES]:-}" ] || return 0
  switch_release
  say "The database is prepared and has no tables. Next: sudo $(command_path) disaster restore"
  exit
}

# Additive only, so that the running programs of the last release go on meanwhile.
bring_up_to_date() {
  say "Tables of the platform and of every city"
  ours migrate
  say "Static files and maintenance pages"
  [ ! -e "$RELEASE/published" ] || return 0
  local staging
  staging="$(mktemp --directory "$VAR/.publishing.XXXXXX")"
  chown "$NAME:$NAME" "$staging"
  OSTOJA_STATIC_ROOT="$staging/static" ours collectstatic --noinput --verbosity 0
  OSTOJA_STATIC_ROOT="$staging/static" ours proxy write "$staging"
  # Files of the last release stay: pages that browsers still show ask for them.
  publish "$staging/static" "$VAR/static"
  publish "$staging/maintenance" "$VAR/maintenance"
  install -m 644 "$staging/headers.caddy" "$RELEASE/headers.caddy"
  rm -rf "$staging"
  touch "$RELEASE/published"
  changed "$VAR/static"
}

publish() {
  cp --recursive --no-target-directory --no-preserve=ownership,mode "$1" "$2"
  chmod -R a+rX,go-w "$2"
}
