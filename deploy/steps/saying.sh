# What the script says, and how it writes a file: whole, with its rights, and only if it differs.

declare -a CHANGES=()

say() { printf '== %s\n' "$*"; }

note() { printf '   %s\n' "$*"; }

stop() {
  trap - ERR
  printf 'install: %s\n' "$*" >&2
  exit 1
}

unexpected() {
  stop "failed at: $1. Mend what stands above and run it again; what is done already is kept."
}

changed() {
  CHANGES+=("$1")
  note "changed: $1"
}

# has_changed PATTERN
has_changed() {
  local one
  for one in "${CHANGES[@]}"; do
    # shellcheck disable=SC2053 # a pattern is meant
    [[ $one == $1 ]] && return
  done
  return 1
}

# put MODE OWNER FILE: standard input as a file.
put() {
  local mode="$1" owner="$2" file="$3" new
  new="$(mktemp "$file.XXXXXX")"
  cat >"$new"
  chown "$owner" "$new"
  chmod "$mode" "$new"
  if cmp --silent "$new" "$file" && [ "$(stat -c %a:%U:%G "$file")" = "$mode:$owner" ]; then
    rm "$new"
  else
    mv "$new" "$file"
    changed "$file"
  fi
}

# folder MODE OWNER PATH
folder() {
  [ "$(stat -c %a:%U:%G "$3" 2>/dev/null)" = "$1:$2" ] && return
  install -d -m "$1" -o "${2%:*}" -g "${2#*:}" "$3"
  changed "$3"
}

# A file of ours with @NAME@ replaced by the setting of that name.
render() {
  local text name
  text="$(<"$1")"
  for name in "${!SETTING[@]}"; do
    text="${text//"@$name@"/"${SETTING[$name]}"}"
  done
  [[ ! $text =~ @[A-Z_]+@ ]] || stop "$1 names an unknown setting: ${BASH_REMATCH[0]}."
  printf '%s\n' "$text"
}
