#!/usr/bin/env bash
# Checks the files that scripts/release.sh has made, each as a user gets it:
#   files    sums are right; programs are static, hardened, and tell nothing of the machine that built them
#   aarch64  the program for aarch64, emulated: scripts/check_emulated.sh with its tests
#   11       the tarball on a bare Debian 11 computes the lecture's job
#   12, 13   the package on a bare Debian 12 and 13: installs, computes the job, and leaves nothing when it is removed
#   scripts/check_release.sh FOLDER [PART...]
# 11 to 13 need root and Debian's mirror for the bare systems, which are kept in build/debian; they run without network.
# shellcheck disable=SC2016,SC2030,SC2031,SC2317
set -euo pipefail
export LC_ALL=C
{  # bash reads the whole script first, because it runs long and may be edited meanwhile

if [[ $# == 0 || ! -d $1 ]]; then echo "usage: scripts/check_release.sh FOLDER [files|aarch64|11|12|13]..." >&2; exit 2; fi
folder=$(readlink -f "$1")
shift
parts=("$@")
((${#parts[@]})) || parts=(files aarch64 11 12 13)
for part in "${parts[@]}"; do
  case $part in
    files | aarch64) ;;
    11 | 12 | 13) if (($(id -u) != 0)); then echo "check_release: $part needs root, for debootstrap and chroot" >&2; exit 1; fi ;;
    *) echo "check_release: no part '$part'; there are: files aarch64 11 12 13" >&2; exit 2 ;;
  esac
done
top=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
cd "$top"
scripts/install-dependencies.sh release
# shellcheck source=scripts/debian_system.sh
source scripts/debian_system.sh
fingerprint=$(lecture_fingerprint)
[[ $fingerprint =~ ^[0-9a-f]{16}$ ]]
tarball=$(echo "$folder"/nntrain-*-x86_64-linux.tar.gz)
foreign_tarball=$(echo "$folder"/nntrain-*-aarch64-linux.tar.gz)
sources=${tarball%-x86_64-linux.tar.gz}.tar.gz
package=$(echo "$folder"/nntrain_*_amd64.deb)
foreign_package=$(echo "$folder"/nntrain_*_arm64.deb)
for file in "$tarball" "$foreign_tarball" "$sources" "$package" "$foreign_package"; do
  [[ -f $file ]] || { echo "check_release: $file is not there, or there are several" >&2; exit 1; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for file in "$tarball" "$foreign_tarball"; do tar -C "$scratch" -xzf "$file"; done
program=$scratch/$(basename "$tarball" .tar.gz)/bin/nntrain
foreign_program=$scratch/$(basename "$foreign_tarball" .tar.gz)/bin/nntrain
for file in "$program" "$foreign_program"; do
  [[ -x $file ]] || { echo "check_release: no program ${file#"$scratch/"} in its tarball" >&2; exit 1; }
done

# check NAME COMMAND...: a command on this system must succeed.
check() {
  local name=$1 begin=$SECONDS verdict=ok
  shift
  "$@" </dev/null >"$scratch/log" 2>&1 || verdict=FAILED
  [[ $verdict == ok ]] || { tail -n 30 "$scratch/log"; failures=$((failures + 1)); }
  printf '%-6s %5d s  %s\n' "$verdict" $((SECONDS - begin)) "$name"
}

# has_no PATTERN COMMAND...: the command succeeds, and no line of its output fits the pattern.
has_no() {
  local text
  text=$("${@:2}") || return 1
  ! grep -E -e "$1" <<<"$text"
}

# --- files ------------------------------------------------------------------------------------------------------
# is_static PROGRAM: it has no interpreter, needs no library and looks for none.
is_static() {
  [[ $(ldd "$1" 2>&1) == *'not a dynamic executable'* ]] || return 1
  has_no INTERP readelf -lW "$1" || return 1
  has_no 'NEEDED|RPATH|RUNPATH' readelf -dW "$1"
}
# is_hardened PROGRAM: no executable stack; what the linker has filled in cannot be written.
is_hardened() {
  readelf -lW "$1" | grep -E 'GNU_STACK .* RW ' || return 1
  readelf -lW "$1" | grep GNU_RELRO || return 1
  has_no 'LOAD .* RWE ' readelf -lW "$1"
}
# is_anonymous PROGRAM: neither this folder, nor the user's, nor the place of the build are in it.
is_anonymous() {
  local words=("$top" "$folder" "$HOME/" /release-work /arm64-libraries "$(hostname)") word text
  text=$(strings -a "$1") || return 1
  for word in "${words[@]}"; do
    ((${#word} > 4)) || continue
    ! grep -F -e "$word" <<<"$text" || return 1
  done
}
is_stripped() { has_no '\.(symtab|debug_)' readelf -SW "$1"; }
# has_sources FILE: the sources of a release, of the version that its name tells, are all in one folder.
has_sources() {
  local name folder
  name=$(basename "$1" .tar.gz)
  folder=$scratch/$name
  [[ $(tar -tzf "$1" | cut -d / -f 1 | sort -u) == "$name" ]] || return 1
  tar -xzf "$1" -C "$scratch" || return 1
  grep -x -E "project\(nntrain VERSION ${name#nntrain-} .*" "$folder/CMakeLists.txt" || return 1
  [[ -x $folder/scripts/run.sh && -s $folder/LICENSE && -s $folder/src/main.cpp && -s $folder/tests/CMakeLists.txt ]]
}
# is_package_of ARCHITECTURE PACKAGE PROGRAM: the package has the tarball's program, and lintian finds no error in it.
is_package_of() {
  [[ $(dpkg-deb -f "$2" Architecture) == "$1" ]] || { dpkg-deb -f "$2"; return 1; }
  lintian --fail-on error "$2" || return 1
  rm -rf "$scratch/package"
  dpkg-deb -x "$2" "$scratch/package" && cmp "$3" "$scratch/package/usr/bin/nntrain"
}
check_files() {
  check "SHA256SUMS names and fits all files" eval '(cd "$folder" && sha256sum --strict -c SHA256SUMS &&
    [[ $(grep -c "" SHA256SUMS) == $(find . -name "nntrain*" -printf x | wc -c) ]])'
  local file
  for file in "$tarball" "$foreign_tarball"; do
    check "$(basename "$file"): what is in it" scripts/check_tarball.sh "$file"
  done
  for file in "$program" "$foreign_program"; do
    local name=${file#"$scratch/"} property
    for property in is_static is_hardened is_stripped is_anonymous; do check "$name: $property" "$property" "$file"; done
  done
  check "$(basename "$sources"): what is in it" has_sources "$sources"
  check "the package for amd64" is_package_of amd64 "$package" "$program"
  check "the package for arm64" is_package_of arm64 "$foreign_package" "$foreign_program"
  check "both tarballs have the same files" diff <(cd "${program%/bin/*}" && find . | sort) \
    <(cd "${foreign_program%/bin/*}" && find . | sort)
}

# --- bare systems -----------------------------------------------------------------------------------------------
# shellcheck disable=SC2034
offline=yes  # nothing that is missing may be fetched
job="nntrain --data data/banknotes.txt $lecture_job"
check_tarball() {
  make_system "$1"
  cp "$tarball" "$folder/SHA256SUMS" "$root/root"
  local name
  name=$(basename "$tarball" .tar.gz)
  step "the tarball's sum" "$name.tar.gz: OK" 'cd && sha256sum --ignore-missing -c SHA256SUMS'
  step "the README's command to unpack it" "" "cd && $(grep -m 1 -F 'tar -xzf' README.md)"
  step "the lecture's job" "fingerprint: $fingerprint" "cd ~/.local/share/doc/nntrain/examples && ~/.local/bin/$job"
  ((failures == 0))
}
check_package() {
  make_system "$1"
  cp "$package" "$root/root/nntrain.deb"
  # dpkg writes its own lists and log; all else must be as before.
  local list='find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /root \) -prune -o'
  list+=' ! -path "/var/lib/dpkg/*-old" ! -path /var/log/dpkg.log -print | sort'
  step "list the files" "/usr/bin/dpkg" "$list >/root/before && cat /root/before"
  step "install the package" "Setting up nntrain" "dpkg -i /root/nntrain.deb"
  step "its files are as packed" "" '[[ -z $(dpkg -V nntrain) ]] && dpkg -s nntrain'
  step "the lecture's job" "fingerprint: $fingerprint" "cd /usr/share/doc/nntrain/examples && $job"
  step "manual page and completions" "" "cd /usr/share && zcat man/man1/nntrain.1.gz | cmp - <(nntrain help man) &&
    cmp bash-completion/completions/nntrain <(nntrain help bash) && cmp zsh/vendor-completions/_nntrain <(nntrain help zsh)"
  step "copyright and changelog" "" "cd /usr/share/doc/nntrain && test -s copyright && zcat changelog*.gz | grep nntrain"
  step "remove it" "Removing nntrain" "dpkg -r nntrain && ! command -v nntrain"
  step "purge it" "" "dpkg --purge nntrain && $list >/root/after && diff /root/before /root/after"
  ((failures == 0))
}

for part in "${parts[@]}"; do
  case $part in
    files) check_files ;;
    aarch64) check "the program for aarch64, emulated" \
      scripts/check_emulated.sh --tests aarch64 "$foreign_program" "$program" ;;
    11) (failures=0; check_tarball bullseye) || failures=$((failures + 1)) ;;
    12) (failures=0; check_package bookworm) || failures=$((failures + 1)) ;;
    13) (failures=0; check_package trixie) || failures=$((failures + 1)) ;;
  esac
done
if ((failures)); then echo "check_release: $failures checks failed"; exit 1; fi
echo "check_release: ${parts[*]}: all checks passed in $SECONDS s"
exit
}
