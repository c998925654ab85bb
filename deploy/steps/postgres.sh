# A PostgreSQL cluster of our own, unless the database lies on another server: reached through its socket alone, by the system's users.

prepare_postgres() {
  say "PostgreSQL"
  SETTING[DATABASE_UNIT]=""
  if ! is_here; then
    note "is elsewhere; it is left to whoever looks after it."
    return
  fi
  settle_cluster
  if [ ! -e "$CLUSTER/postgresql.conf" ]; then
    make_cluster
  fi
  folder 755 postgres:postgres "$CLUSTER/conf.d"
  SETTING[SHARED_BUFFERS]="$(shared_buffers)"
  render "$HERE/templates/postgresql.conf" | put 644 postgres:postgres "$CLUSTER/conf.d/ostoja.conf"
  render "$HERE/templates/pg_hba.conf" | put 640 postgres:postgres "$CLUSTER/pg_hba.conf"
  render "$HERE/templates/pg_ident.conf" | put 640 postgres:postgres "$CLUSTER/pg_ident.conf"
  run_cluster
  PORT_OF_POSTGRES="$(pg_conftool --short "$POSTGRES" "$NAME" show port)"
}

# Its version once it is there, else the newest; its folder; where its socket lies.
settle_cluster() {
  local root="${SETTING[PREFIX]}/etc/postgresql"
  # With it a cluster would be started beside systemd, which then could not start it again.
  [ -z "${SETTING[PREFIX]}" ] || export PG_CLUSTER_CONF_ROOT="$root"
  POSTGRES="$(pg_lsclusters --no-header | awk -v name="$NAME" '$2 == name { print $1; exit }')"
  [ -n "$POSTGRES" ] || POSTGRES="$(find /usr/lib/postgresql -mindepth 1 -maxdepth 1 -printf '%f\n' |
    sort --numeric-sort | tail -n 1)"
  CLUSTER="$root/$POSTGRES/$NAME"
  SOCKETS="${SETTING[PREFIX]}/run/postgresql"
  SETTING[DATABASE_UNIT]="postgresql@$POSTGRES-$NAME.service"
}

make_cluster() {
  local below="${SETTING[PREFIX]}/var"
  install -d -m 755 "$(dirname "$CLUSTER")" "$below/lib/postgresql" "$below/log/postgresql"
  install -d -m 2775 -o postgres -g postgres "$SOCKETS"
  pg_createcluster --start-conf auto --encoding UTF8 --locale C.UTF-8 --socketdir "$SOCKETS" \
    --datadir "$below/lib/postgresql/$POSTGRES/$NAME" \
    --logfile "$below/log/postgresql/postgresql-$POSTGRES-$NAME.log" \
    "$POSTGRES" "$NAME" -- --data-checksums >/dev/null
  changed "PostgreSQL cluster $POSTGRES/$NAME"
}

# A fifth of the memory, at most 4 GB.
shared_buffers() {
  awk '/^MemTotal/ { fifth = int($2 / 1024 / 5); print (fifth > 4096 ? 4096 : fifth) "MB" }' /proc/meminfo
}

run_cluster() {
  if ! pg_ctlcluster "$POSTGRES" "$NAME" status >/dev/null; then
    pg_ctlcluster "$POSTGRES" "$NAME" start
  elif has_changed "$CLUSTER/conf.d/*"; then
    pg_ctlcluster "$POSTGRES" "$NAME" restart
  elif has_changed "$CLUSTER/*"; then
    pg_ctlcluster "$POSTGRES" "$NAME" reload
  fi
}
