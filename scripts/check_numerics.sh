#!/usr/bin/env bash
# Checks the conditions for equal bits on all machines. src/ uses nothing that depends on the library, the processor or
# the order of execution. No code for one instruction set can be linked into another's. No object calls libm, except for
# operations that IEEE 754 makes exact. Reports every violation.
#   NM=nm scripts/check_numerics.sh BUILD_FOLDER [FOLDER WITH src]
# NM is the nm of a cross compiler.
set -euo pipefail
export LC_ALL=C

(($#)) || { echo "usage: scripts/check_numerics.sh BUILD_FOLDER [FOLDER WITH src]" >&2; exit 2; }
scripts=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
build=$(realpath "$1")
nm=${NM:-nm}
cd "${2:-$scripts/..}"
bad=0
violation() { echo "$1"; bad=$((bad + 1)); }

# --- the sources without comments and strings ----------------------------------------------------------------
mapfile -t files < <(find src -type f \( -name '*.hpp' -o -name '*.h' -o -name '*.cpp' \) | sort)
((${#files[@]})) || { echo "check_numerics: no sources under src/" >&2; exit 1; }
code=$(awk -v strings=0 -f "$scripts/strip_comments.awk" "${files[@]}")
libm='exp|exp2|exp10|expm1|log|log2|log10|log1p|pow|cbrt|hypot|erf|erfc|[tl]?gamma|j[01n]|y[01n]'
libm+='|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh'
libm+='|fmod|remainder|remquo|fmin|fmax|fdim'

# forbid PATTERN WHY: no line of the sources may match (an extended regular expression).
forbid() {
  local hit
  while IFS= read -r hit; do violation "$hit  <- $2"; done < <(grep -E "$1" <<<"$code" || true)
}
before='(^|[^A-Za-z0-9_])' after='($|[^A-Za-z0-9_])'
forbid "(std::|(^|[^A-Za-z0-9_>])::|__builtin_)($libm)[fl]?$after" \
  "libm differs between machines: math/elementary.hpp"
forbid "${before}f(min|max)[fl]? *\(" "NaN and signed zero differ: x > c ? c : x"
forbid "std::(reduce|transform_reduce|(transform_)?(in|ex)clusive_scan)$after" \
  "adds in any order: math/pairwise_sum.hpp"
forbid "std::execution|<execution>" "runs in any order"
forbid "# *pragma +omp|_Pragma.*omp|${before}omp_[a-z]|<omp\.h>" "adds in any order"
forbid "unordered_(multi)?(map|set)" "iterates in an order of the library's choice"
forbid "std::(ranges::)?(shuffle|sample|random_shuffle)$after" "differs between libraries: base/random.hpp"
forbid "std::[a-z_]+_distribution|default_random_engine|random_device|${before}s?rand *\(" \
  "differs between libraries: base/random.hpp"
forbid "std::(basic_|w)?regex|<regex>" "crashes or hangs on hostile input"
forbid "std::hash$after" "differs between libraries: base/fingerprint.hpp"
forbid "atomic *< *(double|float)" "adds in any order: math/pairwise_sum.hpp"
forbid "<c?fenv(\\.h)?>|${before}fe(setround|setenv|updateenv|holdexcept)$after" "changes how arithmetic rounds"
forbid "${before}long +double$after|__float128" "differs between machines"
forbid "${before}(strto(d|f|ld)|ato[fil]|sscanf|sto(i|l|ll|ul|ull|f|d|ld)) *\(" \
  "depends on the locale: base/numbers.hpp"
forbid "mmintrin|x86intrin|arm_neon|${before}_mm[0-9]*_|__m(64|128|256|512)|__builtin_ia32" \
  "intrinsics: plain loops only"
forbid "# *pragma.*(fast-math|Ofast|STDC|contract|optimize|float_control)|__attribute__ *\(\( *optimize" \
  "changes how arithmetic is compiled"

# The order of equal elements depends on the library. A comment on the same line or above must say why that is harmless.
while IFS= read -r hit; do
  IFS=: read -r file line _ <<<"$hit"
  sed -n "$((line > 1 ? line - 1 : 1)),${line}p" "$file" | grep -q '// ties: ' ||
    violation "$hit  <- std::stable_sort, or '// ties: WHY' on this line or above it"
done < <(grep -E '(std::(ranges::)?(sort|nth_element|partial_sort(_copy)?|sort_heap)|qsort)'"$after" <<<"$code" || true)

# --- the flags --------------------------------------------------------------------------------------------------
mapfile -t cmake_files < <(find CMakeLists.txt CMakePresets.json cmake src tests -type f \
  \( -name CMakeLists.txt -o -name '*.cmake' -o -name CMakePresets.json \) 2>/dev/null)
flags='-ffast-math|-Ofast|-funsafe-math|-fassociative-math|-freciprocal-math|-ffinite-math|-fno-signed-zeros'
flags+='|-ffp-contract=(fast|on)|-mrecip|-m(arch|tune)=native|-fopenmp|-flto|INTERPROCEDURAL_OPTIMIZATION'
while IFS= read -r hit; do violation "$hit  <- changes how arithmetic is compiled or linked"; done < \
  <(awk '{ sub(/#.*/, ""); print FILENAME ":" FNR ":" $0 }' "${cmake_files[@]}" | grep -E -e "$flags" || true)

# The flags of the compilers and the linker, from all sources (CXXFLAGS, a preset, a toolchain file).
if [[ -f $build/build.ninja ]]; then
  while IFS= read -r hit; do violation "$hit  <- changes how arithmetic is compiled or linked"; done < \
    <(grep -E -n -o -e "$flags" "$build/build.ninja" | sort -u -t: -k3 | sed 's/^/build.ninja:/' || true)
fi
if [[ -f $build/compile_commands.json ]]; then
  for flag in -ffp-contract=off -fno-math-errno -fno-trapping-math; do
    while IFS= read -r hit; do violation "$hit  <- compiled without $flag"; done < \
      <(grep -E '"command": .*/src/[^ ]*\.cpp' "$build/compile_commands.json" | grep -v -e " $flag " |
          sed 's/.* -c //; s/",*$//' || true)
  done
fi

# --- the kernels' objects ---------------------------------------------------------------------------------------
sanitizer='^(__(asan|odr_asan|ubsan|tsan|sanitizer|start_asan|stop_asan)|[at]san\.)'
needed_by_kernels='^(fma|sqrt|memset|memcpy|memmove|_GLOBAL_OFFSET_TABLE_|__stack_chk_(fail|guard))(@.*)?$'
mapfile -t kernels < <(find "$build/CMakeFiles" -path '*/kernels_*.dir/*' -name '*.o' 2>/dev/null | sort)
((${#kernels[@]})) || violation "no objects of kernels in $1/CMakeFiles/kernels_*.dir"
for object in "${kernels[@]}"; do
  level=${object#*/CMakeFiles/kernels_}
  level=${level%%.dir/*}
  external=()
  while read -r name type _; do
    [[ ! $name =~ $sanitizer ]] || continue
    case $type in
      U) [[ $name =~ $needed_by_kernels ]] ||
           violation "kernels_$level: needs $name; kernels call nothing outside themselves" ;;
      W|V|w|v|u) violation "kernels_$level: $name is weak ($type): the linker may take it for all levels" ;;
      [A-Z]) external+=("$name") ;;
    esac
  done < <("$nm" -P "$object")
  if ((${#external[@]} != 1)) || [[ ${external[0]} != *"$level"* ]]; then
    violation "kernels_$level: defines ${external[*]:-nothing}; it is to define one symbol, named by its level"
  fi
done

# --- all objects ------------------------------------------------------------------------------------------------
inexact="^($libm|lgamma_r)(f|l|f32|f64|f128)?(_finite)?(@.*)?$"
mapfile -t objects < <(find "$build/CMakeFiles" \( -path '*/nntrain_core.dir/*' -o -path '*/nntrain.dir/*' \
                                                   -o -path '*/kernels_*.dir/*' \) -name '*.o' 2>/dev/null | sort)
if ((${#objects[@]})); then
  while IFS= read -r hit; do violation "$hit"; done < <(
    "$nm" -A -P --undefined-only "${objects[@]}" | awk -v inexact="$inexact" '
      $2 ~ inexact { sub(/.*\/CMakeFiles\//, "", $1); print $1 " calls " $2 "  <- libm differs between machines" }')
fi

if ((bad)); then
  echo "check_numerics: $bad violation$( ((bad == 1)) || echo s)"
  exit 1
fi
echo "check_numerics: ${#files[@]} sources, ${#kernels[@]} kernels, ${#objects[@]} objects in order"
