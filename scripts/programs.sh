#!/bin/sh
# Finds the real programs that demo and tests run, or unpacks Debian's packages into .stack/ without root.
set -eu
packages="prometheus prometheus-alertmanager prometheus-node-exporter prometheus-blackbox-exporter
    prometheus-redis-exporter redis-server redis-tools libjemalloc2 liblzf1"
binaries="prometheus promtool prometheus-alertmanager amtool prometheus-node-exporter prometheus-blackbox-exporter
    prometheus-redis-exporter redis-server"
missing=
for binary in $binaries; do
    command -v "$binary" >/dev/null || [ -x ".stack/usr/bin/$binary" ] || missing="$missing $binary"
done
[ -z "$missing" ] && exit 0
echo "unpacking Debian's packages into .stack/, because these programs are not there:$missing" >&2
mkdir -p .stack/debs
(
    cd .stack/debs
    # shellcheck disable=SC2086 - the list is meant to be split
    apt-get download $packages 2>/dev/null || {
        [ "$(id -u)" = 0 ] && apt-get update -qq
        apt-get download $packages
    }
) || {
    echo "cannot download Debian's packages: run 'apt-get update' as root once, or install these programs:$missing" >&2
    exit 5
}
for package in .stack/debs/*.deb; do dpkg-deb -x "$package" .stack; done
rm -rf .stack/debs
