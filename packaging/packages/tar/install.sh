#!/bin/sh
# Installs Groundwatch from the folder that this script is in, for systems without deb or rpm: the
# files, the user, and, where systemd runs, the service. Run again, it upgrades: the configuration,
# queues and positions stay.
#
#   ./install.sh               installs, or upgrades
#   ./install.sh --uninstall   takes all away but the configuration and the state
#   DESTDIR=/some/root         installs files below it, and makes no user and no service
set -eu

from=$(cd "$(dirname "$0")" && pwd)
root=${DESTDIR:-}
[ -n "$root" ] || [ "$(id -u)" -eq 0 ] || { echo "install.sh: run it as root, or set DESTDIR." >&2; exit 1; }

has_systemd() {
  [ -z "$root" ] && [ -d /run/systemd/system ]
}

remove_files() {
  rm -rf "$root/usr/lib/groundwatch" "$root/usr/share/doc/groundwatch"
  rm -f "$root/usr/bin/groundwatch" "$root/usr/lib/systemd/system/groundwatch.service" \
    "$root/usr/share/bash-completion/completions/groundwatch" "$root/usr/share/man/man1/groundwatch.1.gz"
}

add_user() {
  [ -z "$root" ] || return 0
  ! getent passwd groundwatch >/dev/null || return 0
  useradd --system --user-group --home-dir /var/lib/groundwatch --shell /usr/sbin/nologin groundwatch
}

if [ "${1:-}" = --uninstall ]; then
  if has_systemd; then
    systemctl disable --now groundwatch.service 2>/dev/null || true
  fi
  remove_files
  ! has_systemd || systemctl daemon-reload
  echo "Removed. Still there: $root/etc/groundwatch, $root/var/lib/groundwatch, the user groundwatch."
  exit 0
elif [ $# -gt 0 ]; then
  sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
  exit 2
fi

was_there=no
[ ! -e "$root/usr/lib/groundwatch" ] || was_there=yes
# A jar of an older version would be found beside the new ones.
remove_files
mkdir -p "$root/usr" "$root/etc/groundwatch/config.d"
# With their times: the class-data archive holds for these.
cp -R -p "$from/usr/." "$root/usr/"
if [ -e "$root/etc/groundwatch/config.json" ]; then
  cp -p "$from/etc/groundwatch/config.json" "$root/etc/groundwatch/config.json.new"
else
  cp -p "$from/etc/groundwatch/config.json" "$root/etc/groundwatch/config.json"
fi
add_user
if has_systemd; then
  systemctl daemon-reload
  if [ "$was_there" = yes ]; then
    systemctl try-restart groundwatch.service
  else
    systemctl enable --now groundwatch.service
  fi
elif [ -z "$root" ]; then
  echo "There is no systemd here; start it with: groundwatch run"
fi
"$root/usr/lib/groundwatch/bin/groundwatch" version
