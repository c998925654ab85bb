# What can be chosen, where it is kept between two runs, and what follows from it.

declare -A SETTING=(
  [NAME]=ostoja [PREFIX]="" [DOMAIN]="" [EMAIL_URL]="" [CONTACT]="" [CERTIFICATES]=public
  [LISTEN]="" [HTTP_PORT]=80 [HTTPS_PORT]=443 [WEB_PORT]=800 [WORKERS]=2 [DATABASE]=here
)
declare -A GIVEN=()
# In /etc/ostoja/install.conf; the rest is in secrets.env, or where the installation lies.
KEPT=(DOMAIN CONTACT CERTIFICATES LISTEN HTTP_PORT HTTPS_PORT WEB_PORT WORKERS DATABASE)

usage() {
  cat <<'HELP'
sudo deploy/install.sh --domain DOMAIN --email-url URL [options]

The first time:
  --domain DOMAIN        cities answer under CITY.DOMAIN, operators under operator.DOMAIN
  --email-url URL        how e-mail is sent: smtp+tls://user:password@host:587?from=ostoja@DOMAIN
Afterwards it is run without options: what was chosen stands in /etc/ostoja.

  --contact ADDRESS      where the certificate authority writes if a certificate runs out
  --local-certificates   certificates of this server's own authority: to try it without DNS
  --without-tables       end at an empty database, into which everything is brought back
  --database-elsewhere   on a server of its own: DATABASE_URL stands in secrets.env
  --workers NUMBER       jobs at a time (2)
  --listen ADDRESS       the proxy's address (all of the server's)
  --http-port, --https-port NUMBER   the proxy's ports (80, 443)
  --web-port STEM        ports of the application without their last digit (800: 8000 to 8002)
  --name NAME            of users, units, database and folders (ostoja): a second installation
  --prefix FOLDER        put /etc, /opt and /var of it below this folder
HELP
}

read_options() {
  local name
  while [ "$#" -gt 0 ]; do
    case "$1" in
      --help) usage && exit ;;
      --without-tables) GIVEN[TABLES]=none && shift ;;
      --local-certificates) GIVEN[CERTIFICATES]=local && shift ;;
      --database-elsewhere) GIVEN[DATABASE]=elsewhere && shift ;;
      --domain | --email-url | --contact | --workers | --listen | --http-port | --https-port | \
        --web-port | --name | --prefix)
        [ "$#" -gt 1 ] || stop "$1 needs a value. See --help."
        name="${1#--}" && name="${name//-/_}"
        GIVEN["${name^^}"]="$2"
        shift 2
        ;;
      *) stop "there is no option $1. See --help." ;;
    esac
  done
}

check_server() {
  [ "$(id -u)" -eq 0 ] || stop "it makes users and services. Run it as root: sudo deploy/install.sh"
  [ -e /etc/debian_version ] || stop "this is no Debian. Use Debian 12 or 13, or the container file."
  [ -e "$SOURCE/requirements.txt" ] || stop "run it from a checkout: the sources are not beside it."
}

settle_settings() {
  SETTING[NAME]="${GIVEN[NAME]:-ostoja}"
  SETTING[PREFIX]="${GIVEN[PREFIX]:-}"
  check_shape NAME '^[a-z][a-z0-9]{1,19}$' "small letters and digits"
  check_shape PREFIX '^(/[A-Za-z0-9._-]+)*$' "a folder without blanks"
  derive_folders
  recall_settings
  local name
  for name in "${!GIVEN[@]}"; do SETTING["$name"]="${GIVEN[$name]}"; done
  check_settings
  derive_settings
}

recall_settings() {
  local line
  [ -e "$ETC/install.conf" ] || return 0
  while IFS= read -r line; do
    [[ $line != [A-Z]*=* ]] || SETTING["${line%%=*}"]="${line#*=}"
  done <"$ETC/install.conf"
}

check_settings() {
  [ -n "${SETTING[DOMAIN]}" ] || stop "say the domain: --domain ostoja.example. See --help."
  [ -n "${SETTING[EMAIL_URL]}" ] || [ -e "$ETC/secrets.env" ] ||
    stop "say how e-mail is sent: --email-url smtp+tls://user:password@host:587. See --help."
  check_shape DOMAIN '^[a-z0-9]([a-z0-9.-]*[a-z0-9])$' "a domain in small letters"
  check_shape EMAIL_URL '^[^[:space:]"\\]*$' "an address without blanks, quotes and backslashes"
  check_shape CONTACT '^[^[:space:]"{}]*$' "an e-mail address"
  check_shape LISTEN '^[0-9a-f.:]*$' "an IP address"
  check_shape HTTP_PORT '^[0-9]{2,5}$' "a number"
  check_shape HTTPS_PORT '^[0-9]{2,5}$' "a number"
  check_shape WEB_PORT '^[0-9]{3,4}$' "three or four digits"
  check_shape WORKERS '^[1-9][0-9]?$' "a number from 1 to 99"
}

is_here() { [ "${SETTING[DATABASE]}" = here ]; }

check_shape() {
  [[ ${SETTING[$1]} =~ $2 ]] || stop "$1 is \"${SETTING[$1]}\", but must be $3."
}

derive_folders() {
  ETC="${SETTING[PREFIX]}/etc/${SETTING[NAME]}"
  OPT="${SETTING[PREFIX]}/opt/${SETTING[NAME]}"
  VAR="${SETTING[PREFIX]}/var/lib/${SETTING[NAME]}"
  UNITS="${SETTING[PREFIX]}/etc/systemd/system"
  NAME="${SETTING[NAME]}"
  USER_OF_PROXY="$NAME-proxy"
  USER_OF_REDIS="$NAME-redis"
}

derive_settings() {
  SETTING[ETC]="$ETC"
  SETTING[OPT]="$OPT"
  SETTING[VAR]="$VAR"
  SETTING[HARDENING]="$(<"$HERE/units/hardening.conf")"
  SETTING[BIND]="${SETTING[LISTEN]:+default_bind ${SETTING[LISTEN]}}"
  SETTING[EMAIL]="${SETTING[CONTACT]:+email ${SETTING[CONTACT]}}"
  SETTING[ADMIN]="unix//run/$USER_OF_PROXY/admin.sock"
  SETTING[STORAGE]="$VAR/proxy"
  SETTING[HEADERS]="$ETC/headers.caddy"
  SETTING[PAGES]="$VAR"
  SETTING[UPSTREAMS]="127.0.0.1:${SETTING[WEB_PORT]}1 127.0.0.1:${SETTING[WEB_PORT]}2"
  SETTING[ISSUER]=""
  [ "${SETTING[CERTIFICATES]}" = public ] || SETTING[ISSUER]="issuer internal"
  SETTING[PUBLIC_PORT]=""
  [ "${SETTING[HTTPS_PORT]}" = 443 ] || SETTING[PUBLIC_PORT]=":${SETTING[HTTPS_PORT]}"
}
