#!/bin/sh
# What a container is for: web, worker, jobs, scheduler, prepare, or any command of ostoja.
set -eu
umask 077

# Secrets come as files, which `docker inspect` does not show.
for name in SECRET_KEY ENCRYPTION_KEYS DATABASE_URL EMAIL_URL SMS_URL; do
  file="/run/secrets/$name"
  if [ -r "$file" ]; then export "$name=$(cat "$file")"; fi
done

case "${1:-web}" in
  web)
    export OSTOJA_PROCESS=web
    exec uvicorn ostoja.asgi:application --host=0.0.0.0 --port=8000 --log-level=warning \
      --no-access-log --no-server-header --timeout-keep-alive=75 --timeout-graceful-shutdown=20
    ;;
  worker)
    export OSTOJA_PROCESS=worker
    exec celery --quiet --app=ostoja.celery worker --concurrency=2 --loglevel=warning
    ;;
  jobs)
    export OSTOJA_PROCESS=jobs
    exec celery --quiet --app=ostoja.celery worker --queues=jobs --hostname=jobs@%h \
      --concurrency=1 --loglevel=warning
    ;;
  scheduler)
    export OSTOJA_PROCESS=scheduler
    exec celery --quiet --app=ostoja.celery beat --schedule=/tmp/clock --pidfile= --loglevel=warning
    ;;
  prepare)
    # Tables first: the running programs of the last image go on meanwhile.
    ostoja migrate
    umask 022
    ostoja collectstatic --noinput --verbosity=0
    ostoja proxy write /srv/ostoja
    exec ostoja check --deploy --database default --fail-level WARNING
    ;;
  *) exec ostoja "$@" ;;
esac
