# Redis of our own: a socket for the application's group, nothing on the disk.

write_redis_settings() {
  say "Redis"
  render "$HERE/templates/redis.conf" | put 640 "root:$USER_OF_REDIS" "$ETC/redis.conf"
}
