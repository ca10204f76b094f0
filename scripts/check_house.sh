#!/usr/bin/env bash
# Checks the structure of src/. A folder includes only itself and lower floors. Units (a .cpp and its .hpp) do not
# include each other in a circle. Only one place includes a given package. No two headers define types with the same
# name, which the linker would confuse. Reports every violation.
#   scripts/check_house.sh [FOLDER WITH src]
set -euo pipefail
export LC_ALL=C

scripts=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cd "${1:-$scripts/..}"
mapfile -t files < <(find src -type f \( -name '*.hpp' -o -name '*.h' -o -name '*.cpp' \) | sort)
if ((${#files[@]} == 0)); then echo "check_house: no sources under src/" >&2; exit 1; fi

awk -v strings=1 -f "$scripts/strip_comments.awk" "${files[@]}" |
  awk -v files="${files[*]}" '
  BEGIN {
    floors["base"] = 0
    floors["math"] = floors["cli"] = floors["csv"] = 1
    floors["dataset"] = floors["network"] = floors["optimizer"] = floors["metrics"] = 2
    floors["model"] = 3
    floors["training"] = floors["export"] = 4
    floors["bench"] = floors["trace"] = floors["evaluation"] = 5
    floors["report"] = 6
    floors["plot"] = floors["check"] = floors["compare"] = 7
    floors["sweep"] = 8
    floors["page"] = 9
    floors["app"] = 10
    floors["main.cpp"] = 11
    # A package and the only place that may include it: a folder, or any one file (in that folder, if there is one).
    home["libfccp/"] = "src/csv/"; one_file["libfccp/"] = 1
    home["CLI/"] = "src/cli/"
    one_file["nlohmann/"] = 1
    one_file["openssl/"] = 1
    one_file["zlib.h"] = 1
    home["zstd"] = "src/csv/"; one_file["zstd.h"] = 1
    one_file["fast_float/"] = 1
    one_file["mpi.h"] = 1
    home["catch2/"] = "tests/"
    count = split(files, list, " ")
    for (i = 1; i <= count; i++) {
      known[list[i]] = 1
      folder = folder_of(list[i])
      if (!(folder in floors) && !told[folder]++)
        violation(list[i], "src/" folder " has no floor in scripts/check_house.sh")
    }
  }
  function violation(where, what) { print where ": " what; bad++ }
  function folder_of(file) { sub(/^src\//, "", file); sub(/\/.*/, "", file); return file }
  # The project file that an include refers to, or "".
  function resolve(name, from,   beside) {
    beside = from
    sub(/[^\/]*$/, "", beside)
    if (beside name in known) return beside name
    if ("src/" name in known) return "src/" name
    return ""
  }
  function unit_of(file) { sub(/\.[a-z]+$/, "", file); return file }
  # Depth first search; state: 1 on the current path, 2 done.
  function walk(unit, path,   n, i, next_units, start) {
    state[unit] = 1
    n = split(includes[unit], next_units, " ")
    for (i = 1; i <= n; i++) {
      if (next_units[i] == unit) continue
      if (state[next_units[i]] == 1) {
        start = index(path " ", " " next_units[i] " ")
        violation(unit, "includes in a circle:" arrows(substr(path, start)) " -> " next_units[i])
      } else if (!state[next_units[i]]) walk(next_units[i], path " " next_units[i])
    }
    state[unit] = 2
  }
  function arrows(path) { sub(/^ /, "", path); gsub(/ /, " -> ", path); return " " path }

  /^[^:]*\.hpp:[0-9]+:(struct|class|enum class) [A-Za-z]+[^;]*$/ {
    where = $0
    sub(/:(struct|class|enum class) .*/, "", where)
    type = $0
    sub(/^[^:]*:[0-9]+:(struct|class|enum class) /, "", type)
    sub(/[^A-Za-z].*/, "", type)
    if (type in defined) violation(where, "another " type " is defined at " defined[type])
    else defined[type] = where
  }
  match($0, /^[^:]*:[0-9]+:[ \t]*#[ \t]*include[ \t]*[<"]/) {
    where = $0
    sub(/:[ \t]*#.*/, "", where)
    from = where
    sub(/:.*/, "", from)
    quoted = substr($0, RLENGTH, 1) == "\""
    name = substr($0, RLENGTH + 1)
    sub(/[>"].*/, "", name)
    to = resolve(name, from)
    if (to == "") {
      if (quoted) violation(where, "\"" name "\" is no file under src/")
      for (package in home)
        if (index(name, package) == 1 && index(from, home[package]) != 1)
          violation(where, "<" name "> belongs in " home[package] " only")
      for (package in one_file)
        if (index(name, package) == 1 && !((package, from) in knows)) {
          knows[package, from] = 1
          if (package in only)
            violation(where, "<" name "> is known to " only[package] " already; one file is to know it")
          else only[package] = from
        }
      next
    }
    inside = folder_of(from)
    lower = folder_of(to)
    if (inside != lower && !(floors[lower] < floors[inside]))
      violation(where, "floor " floors[inside] " (" inside ") may not include floor " floors[lower] " (" name ")")
    if (from == to) violation(where, "includes itself")
    includes[unit_of(from)] = includes[unit_of(from)] " " unit_of(to)
    edges++
  }
  END {
    for (i = 1; i <= count; i++) if (!state[unit_of(list[i])]) walk(unit_of(list[i]), " " unit_of(list[i]))
    if (bad) { print "check_house: " bad " violation" (bad == 1 ? "" : "s"); exit 1 }
    print "check_house: " count " files, " edges + 0 " includes in order"
  }'
