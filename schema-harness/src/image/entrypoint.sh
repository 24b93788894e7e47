#!/bin/sh
# The entry point of schema-postgres-test: the part of the official image's contract that tests use.
#
#   POSTGRES_PASSWORD          required, unless POSTGRES_HOST_AUTH_METHOD is trust
#   POSTGRES_USER              the superuser, postgres by default
#   POSTGRES_DB                created beside postgres, by default named as the user
#   POSTGRES_INITDB_ARGS       more arguments of initdb
#   POSTGRES_HOST_AUTH_METHOD  the last line of pg_hba.conf
#   PGDATA                     the data directory
#
# Arguments that begin with a dash go to postgres. Not supported: /docker-entrypoint-initdb.d and the *_FILE variables.
# Unlike the official image there is no temporary server: the ready line appears once, and then it is true.
set -eu

[ $# -gt 0 ] || set -- postgres
case "$1" in -*) set -- postgres "$@" ;; esac
[ "$1" = postgres ] || exec "$@"

: "${PGDATA:=/var/lib/postgresql/data}"
export PGDATA HOME=/var/lib/postgresql

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA" /var/run/postgresql
    chown -R postgres:postgres "$PGDATA" /var/run/postgresql
    chmod 700 "$PGDATA"
    chmod 3775 /var/run/postgresql
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    user=${POSTGRES_USER:-postgres}
    database=${POSTGRES_DB:-$user}
    method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "$method" != trust ]; then
        echo "Error: set POSTGRES_PASSWORD to a password for the superuser $user" >&2
        exit 1
    fi
    password_file=/tmp/password.$$
    (umask 077 && printf '%s\n' "${POSTGRES_PASSWORD:-unused}" > "$password_file")
    # The arguments are words by contract.
    # shellcheck disable=SC2086
    initdb --username="$user" --pwfile="$password_file" --encoding=UTF8 \
        --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
    rm -f "$password_file"
    printf '\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"
    printf "\nlisten_addresses = '*'\n" >> "$PGDATA/postgresql.conf"
    if [ "$database" != postgres ]; then
        quoted=$(printf '%s' "$database" | sed 's/"/""/g')
        printf 'CREATE DATABASE "%s"\n' "$quoted" | postgres --single -j -D "$PGDATA" postgres >/dev/null
    fi
fi

unset POSTGRES_PASSWORD
exec "$@"
