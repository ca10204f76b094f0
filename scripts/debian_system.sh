# shellcheck shell=bash
# A bare Debian in a folder, and commands in it. Read by scripts/check_debian.sh and scripts/check_release.sh, which stand
# in the top folder and have installed debootstrap. Needs root and Debian's mirror.

# make_system SUITE: makes a Debian with only the base system in the new folder $root. It is kept in build/debian for
# later calls; $root is removed when the script ends.
make_system() {
  suite=$1
  local base=build/debian/$suite.tar mirror
  mkdir -p build/debian
  root=$(mktemp -d "$PWD/build/debian/$suite.XXXXXX")
  trap 'rm -rf --one-file-system "$root"' EXIT  # its mounts end with their namespace
  if [[ ! -f $base ]]; then
    # A suite that is too old for the mirror is in the archive.
    for mirror in http://deb.debian.org/debian http://archive.debian.org/debian ""; do
      [[ -n $mirror ]] || { tail -n 20 "$base.log"; echo "the base system of $suite cannot be made"; exit 1; } >&2
      ! debootstrap --variant=minbase "$suite" "$root" "$mirror" >"$base.log" 2>&1 || break
      rm -rf --one-file-system "$root"
      mkdir "$root"
    done
    tar -C "$root" -cf "$base.part" .
    mv "$base.part" "$base"
  else
    tar -C "$root" -xf "$base"
  fi
  chmod 755 "$root"
  if [[ -f /etc/resolv.conf ]]; then cp /etc/resolv.conf "$root/etc/resolv.conf"; fi
}

# inside WORD...: runs a command with $root as root of a new system and with that system's environment; without network
# if offline=yes.
offline=no
inside() {
  local net=()
  [[ $offline == no ]] || net=(--net)
  # shellcheck disable=SC2016
  unshare --mount --pid --fork "${net[@]}" bash -c '
    root=$1
    shift
    mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" &&
    exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb "$@"' _ "$root" "$@" </dev/null
}

failures=0
# step NAME WANTED COMMAND: a command in the new system must succeed and print WANTED (which may be nothing).
step() {
  local begin=$SECONDS log
  log=$(mktemp)
  if inside bash -c "$3" >"$log" 2>&1 && { [[ -z $2 ]] || grep -q -F -e "$2" "$log"; }; then
    printf 'ok     %5d s  Debian %s: %s\n' $((SECONDS - begin)) "$suite" "$1"
  else
    tail -n 60 "$log"
    printf 'FAILED %5d s  Debian %s: %s (wanted: %s)\n' $((SECONDS - begin)) "$suite" "$1" "$2"
    failures=$((failures + 1))
  fi
  rm "$log"
}

# lecture_fingerprint: the golden fingerprint of the lecture's job, $lecture_job.
# shellcheck disable=SC2034
lecture_job='--features variance,entropy --hidden 5 --iterations 10000'
lecture_fingerprint() { sed -n "s/^\([0-9a-f]\{16\}\) --data data\/banknotes.txt $lecture_job\$/\1/p" tests/golden/fingerprints.txt; }
