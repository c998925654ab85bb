# Caddy: https for the cities' hosts and no others, static files, maintenance pages.

write_proxy_settings() {
  say "Proxy"
  put 644 root:root "$ETC/headers.caddy" <"$RELEASE/headers.caddy"
  render "$HERE/templates/Caddyfile" | caddy fmt - | put 644 root:root "$ETC/Caddyfile"
  caddy adapt --config "$ETC/Caddyfile" --adapter caddyfile >/dev/null ||
    stop "Caddy does not understand $ETC/Caddyfile. Mend what stands above and run it again."
}
