# shellcheck shell=bash
# shellcheck disable=SC2016 # lines in single quotes are for the shell of the booted system
# For the tests that live through a package's life: a Debian that boots with systemd as process 1, and
# lines that are written there and have to arrive. A test reads this file from the project's folder.
#
#   GROUNDWATCH_DEBIAN   a tar of a root file system to boot, with the packages that the test names
#                        (default: made once by mmdebstrap, and kept in /var/cache/groundwatch-test)

name=${0##*/}
say() { echo "$name: $*"; }
skip() { say "skipped, $*"; exit 77; }

[[ $EUID -eq 0 ]] || skip "it boots a system, which takes root."
for command in systemd-nspawn nsenter; do
  command -v "$command" >/dev/null || skip "there is no $command (packages systemd-container, util-linux)."
done

work=$(mktemp -d)
root=$work/root
nspawn=
leader=
clean_up() {
  # systemd's own signal to power off.
  [[ -z $leader ]] || kill -s SIGRTMIN+4 "$leader" 2>/dev/null || true
  for _ in {1..100}; do
    if [[ -z $nspawn ]] || ! kill -0 "$nspawn" 2>/dev/null; then break; fi
    sleep 0.1
  done
  [[ -z $nspawn ]] || kill -9 "$nspawn" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# Runs a command in the booted system.
inside() {
  nsenter -t "$leader" -m -u -i -n -p -C -r -w/ env -i --chdir=/ PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    LC_ALL=C.UTF-8 "$@"
}
# Runs shell lines there, up to the first that fails.
there() { inside sh -ec "$1"; }

fail() {
  say "FAILED: $*" >&2
  if [[ -n $leader ]]; then
    there 'systemctl status --no-pager -n 0 groundwatch || true; journalctl -u groundwatch --no-pager -n 60' >&2 || true
  fi
  exit 1
}

# Waits until a shell line succeeds there, a minute at most or as long as told. Usage: await WHAT LINE [SECONDS]
await() {
  local end=$((SECONDS + ${3:-60}))
  until there "$2" >/dev/null 2>&1; do
    ((SECONDS < end)) || fail "it never came that $1"
    sleep 0.2
  done
}
# Sees to it that shell lines succeed there. Usage: check WHAT LINES
check() {
  there "$2" >/dev/null 2>&1 || fail "not so: $1"
  say "$1"
}

# Lays out a Debian to boot. Usage: make_debian TAR PACKAGE...   (TAR: a name for that with these packages)
make_debian() {
  local tar=${GROUNDWATCH_DEBIAN:-/var/cache/groundwatch-test/$1.tar}
  shift
  if [[ ! -r $tar ]]; then
    command -v mmdebstrap >/dev/null || skip "there is no mmdebstrap, and no $tar."
    mkdir -p "$(dirname "$tar")"
    # shellcheck source=/dev/null
    mmdebstrap --quiet --format=tar --variant=minbase --aptopt='APT::Install-Recommends "false"' \
      --include="$(IFS=,; echo systemd,systemd-sysv,dbus,procps,iproute2"${*:+,$*}")" \
      "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$tar.new" >"$work/mmdebstrap.log" 2>&1 \
      || { tail -n 3 "$work/mmdebstrap.log"; skip "no Debian can be fetched here."; }
    mv "$tar.new" "$tar"
  fi
  mkdir "$root"
  tar -C "$root" -xf "$tar"
}

# Makes the tree of a package that of an earlier version: another configuration file, another unit.
age() {
  echo '// Of an earlier version.' >>"$1/etc/groundwatch/config.json"
  sed -i 's/^Description=.*/& of an earlier version/' "$1/usr/lib/systemd/system/groundwatch.service"
}

# Runs a command in that Debian while it is not booted: in a container with no systemd, such as one
# that an image is built in.
in_container() {
  systemd-nspawn --quiet --directory="$root" --register=no --keep-unit --private-network --console=pipe \
    --link-journal=no --resolv-conf=off --timezone=off --setenv=LC_ALL=C.UTF-8 "$@" </dev/null
}

# Usage: boot PACKAGE   (the file that will be installed)
boot() {
  # Nothing of the machine's own systemd is needed, and cgroups of version 2 inside.
  UNIFIED_CGROUP_HIERARCHY=1 systemd-nspawn --directory="$root" --boot --machine="$name" \
    --register=no --keep-unit --private-network --console=passive --link-journal=no \
    --resolv-conf=off --timezone=off </dev/null >"$work/console" 2>&1 &
  nspawn=$!
  for _ in {1..300}; do
    leader=$(pgrep -P "$nspawn" 2>/dev/null | head -n 1 || true)
    if [[ -n $leader ]] && there 'systemctl is-system-running | grep -Eq "running|degraded"' 2>/dev/null; then
      say "$(there '. /etc/os-release; echo "$PRETTY_NAME"; systemctl --version | head -n 1' | paste -sd ' ') is up; $(basename "$1"): $(stat -c %s "$1") bytes"
      return
    fi
    kill -0 "$nspawn" 2>/dev/null || break
    sleep 0.2
  done
  tail -n 5 "$work/console"
  leader=
  skip "no system boots here."
}

lines=0
# Writes so many numbered lines.
write_lines() {
  local from=$lines
  lines=$((lines + $1))
  there "seq -f 'line %g of the test' $((from + 1)) $lines >>/var/log/app.log"
}
# Waits until every line that was written has arrived.
await_lines() {
  await "all $lines lines arrive" \
    "[ \$(journalctl -u 'backend-*' -o cat | grep -o 'line [0-9]* of the test' | sort -u | wc -l) -eq $lines ]" 90
  say "all $lines lines arrived $1"
}

backends=0
# Starts it. Under another name each time: systemd may still know the one before.
backend() {
  backends=$((backends + 1))
  there "systemd-run --quiet --unit backend-$backends --property Restart=no \
    /usr/lib/groundwatch/bin/groundwatch receive --listen 127.0.0.1:8080"
  await "the backend listens" "journalctl -u backend-$backends -o cat | grep -q 'Listening on'"
}

configure() {
  there "cat >/etc/groundwatch/config.json" <<<'{
    "metrics": {"metrics_collected": {"mem": {"measurement": ["used"], "metrics_collection_interval": 1}}},
    "logs": {"logs_collected": {"files": {"collect_list": [{"file_path": "/var/log/app.log", "format": "plain"}]}}},
    "destinations": {"central": {"type": "http", "url": "http://127.0.0.1:8080/",
      "batch": {"max_age": "200ms"}, "retry": {"initial": "200ms", "max": "1s"}}}}'
}

main_pid() { there 'systemctl show -P MainPID groundwatch'; }

# What there is to see of an agent that was installed and runs.
is_there() {
  check "it is enabled" 'systemctl is-enabled groundwatch'
  check "it is active" 'systemctl is-active groundwatch'
  check "it runs as its own user, without any capability" \
    'p=$(systemctl show -P MainPID groundwatch); grep -q "^CapEff:.0000000000000000" /proc/$p/status
     [ "$(stat -c %U /proc/$p)" = groundwatch ]'
  check "systemd was told its status" '[ -n "$(systemctl show -P StatusText groundwatch)" ]'
}

# Has it take a configuration, and lines arrive.
takes_lines() {
  there 'touch /var/log/app.log'
  configure
  backend
  there 'systemctl reload groundwatch' || fail "a good configuration is not taken"
  write_lines 100
  await_lines "after a reload"
}

# Upgrades it while the backend is away and lines wait on disk. Usage: upgrades COMMAND...
upgrades() {
  local before
  before=$(main_pid)
  there 'systemctl stop "backend-*"'
  write_lines 2000
  await "lines are queued" 'groundwatch queue ls --json | grep -q "\"lane\":\"central/logs\"[^}]*\"records\":[1-9]"'
  "$@" || fail "it does not upgrade"
  write_lines 500
  check "the upgraded agent runs, in place of the old one" \
    "systemctl is-active groundwatch; [ \$(systemctl show -P MainPID groundwatch) != $before ]
     ! systemctl show -P Description groundwatch | grep -q earlier"
  backend
  await_lines "over an upgrade with a full queue"
}
