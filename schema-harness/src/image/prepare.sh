# Makes an image of what debootstrap left in "$1", with the entry point "$2": locale, then everything a test server never reads goes.
set -eu
root=$1
entrypoint=$2

# The official image's LANG; initdb fails on a locale that was never generated.
[ -d "$root/usr/lib/locale/en_US.utf8" ] || chroot "$root" localedef --no-archive -i en_US -c -f UTF-8 en_US.UTF-8

install -m 755 "$entrypoint" "$root/usr/local/bin/docker-entrypoint.sh"

cd "$root"
# The package made a cluster of its own; the entry point makes another.
rm -rf var/lib/postgresql/*/main etc/postgresql/*/main
mkdir -p var/lib/postgresql/data
chown -R --reference=var/lib/postgresql var/lib/postgresql/data

rm -rf var/lib/apt/lists/* var/cache/apt/* var/cache/debconf/*-old var/log/* debootstrap
rm -rf usr/share/doc/* usr/share/man/* usr/share/info/* usr/share/i18n usr/share/lintian
find usr/share/locale -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
# Just-in-time compilation only: without the library the server goes on as with jit = off, and the image is a third of the size.
rm -rf usr/lib/postgresql/*/lib/bitcode usr/lib/postgresql/*/lib/llvmjit* usr/lib/*/libLLVM*
# The engine brings its own.
rm -rf dev/* proc/* sys/* 2>/dev/null || true
