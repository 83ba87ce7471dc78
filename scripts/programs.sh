#!/bin/sh
# Finds the real programs that demo and tests run, or unpacks Debian's packages into .stack/ without root.
set -eu
# docker-compose 1.29 and what it imports: it judges docker-compose.yml without Docker
compose="docker-compose python3-attr python3-certifi python3-chardet python3-charset-normalizer python3-distro python3-docker
    python3-dockerpty python3-docopt python3-dotenv python3-idna python3-jsonschema python3-pkg-resources python3-pyrsistent
    python3-requests python3-six python3-texttable python3-urllib3 python3-websocket python3-yaml"
packages="$compose prometheus prometheus-alertmanager prometheus-node-exporter prometheus-blackbox-exporter
    prometheus-redis-exporter redis-server redis-tools libjemalloc2 liblzf1"
needed="prometheus promtool prometheus-alertmanager amtool"
# The demo does without these, and says so; a test that needs one fails:
welcome="prometheus-node-exporter prometheus-blackbox-exporter prometheus-redis-exporter redis-server docker-compose"

# Tells which of some programs are not there.
missing_of() {
    for binary in "$@"; do
        command -v "$binary" >/dev/null || [ -x ".stack/usr/bin/$binary" ] || printf ' %s' "$binary"
    done
}
# shellcheck disable=SC2086 - the lists are meant to be split
missing=$(missing_of $needed $welcome)

# Debian's Alertmanager reads its own templates from /usr/share, where only root can put them: let the unpacked one read
# them from the folder it runs in, by a path of the same length, and start it in the folder that has them.
relocate() {
    from=/usr/share/prometheus/alertmanager to=./././././././././././././././././
    [ -x .stack/usr/bin/prometheus-alertmanager ] || return 0
    [ "$(head -c 2 .stack/usr/bin/prometheus-alertmanager)" != '#!' ] || return 0 # it is done
    mkdir -p .stack/usr/lib
    LC_ALL=C sed "s|$from|$to|g" .stack/usr/bin/prometheus-alertmanager >.stack/usr/lib/alertmanager.new
    chmod 755 .stack/usr/lib/alertmanager.new
    rm .stack/usr/bin/prometheus-alertmanager
    cat >.stack/usr/bin/prometheus-alertmanager <<'END'
#!/bin/sh
cd "$(dirname "$0")/../share/prometheus/alertmanager" && exec ../../../lib/alertmanager "$@"
END
    chmod 755 .stack/usr/bin/prometheus-alertmanager
    mv .stack/usr/lib/alertmanager.new .stack/usr/lib/alertmanager
}

if [ -z "$missing" ]; then
    relocate
    exit 0
fi
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
    rm -rf .stack/debs
    # shellcheck disable=SC2086
    [ -z "$(missing_of $needed)" ] || exit 5
    exit 0
}
for package in .stack/debs/*.deb; do dpkg-deb -x "$package" .stack; done
rm -rf .stack/debs
relocate
