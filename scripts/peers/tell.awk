# Tells what scripts/compare_peers.sh measured: medians, ratios to the first peer, verdicts. Fails where a demand
# is not met.
# First file: demands (kind, name, limit, reference or bytes needed); second: measurements (name, seconds, figure,
# begin and end of the whole command); both tab-separated. With -v markdown=1 rows of a Markdown table without
# verdicts, whose first cell is -v job=NAME.
function median(of, name,   list, n, i, j, swap) {
  n = count[name]
  for (i = 1; i <= n; i++) {
    list[i] = value[of, name, i]
    for (j = i; j > 1 && list[j] < list[j - 1]; j--) {
      swap = list[j]
      list[j] = list[j - 1]
      list[j - 1] = swap
    }
  }
  return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}
# What is missing is no ratio: a demand on it fails.
function ratio(a, b) { return b > 0 ? a / b : 0 }
function verdict(held, text) {
  verdicts[++told] = (held ? "PASS" : "FAIL") " " text
  failed = failed || !held
}
BEGIN { FS = "\t" }
FNR == NR { demand[++demands] = $0; next }
{
  if (!count[$1]++) order[++peers] = $1
  value["seconds", $1, count[$1]] = $2 + 0
  value["whole", $1, count[$1]] = $5 - $4
  figures[$1] += $3
  shown[$1] = $3 != "-"
}
END {
  for (p = 1; p <= peers; p++) {
    name = order[p]
    seconds[name] = median("seconds", name)
    whole[name] = median("whole", name)
  }
  for (d = 1; d <= demands; d++) {
    split(demand[d], part, "\t")
    name = part[2]
    if (!(name in seconds)) { print "compare_peers: no peer \"" name "\"" >"/dev/stderr"; exit 2 }
    if (part[1] == "slower") {
      if (!(part[4] in seconds)) { print "compare_peers: no peer \"" part[4] "\"" >"/dev/stderr"; exit 2 }
      times = ratio(seconds[name], seconds[part[4]])
      verdict(times >= part[3] + 0, sprintf("%s takes %.2f times as long as %s; at least %g are asked for", name,
              times, part[4], part[3]))
    } else if (part[1] == "within") {
      verdict(seconds[name] > 0 && seconds[name] <= part[3] + 0,
              sprintf("%s takes %.1f ms; at most %g are asked for", name, 1000 * seconds[name], 1000 * part[3]))
    } else {
      verdict(part[4] > 0 && part[4] + 0 <= part[3] + 0,
              sprintf("%s needs %.1f MB at its peak; at most %.1f are asked for", name, part[4] / 1e6, part[3] / 1e6))
      note[name] = sprintf(" (%.0f MB at its peak)", part[4] / 1e6)
    }
  }
  first = order[1]
  if (!markdown) {
    printf "%-27s %12s %8s %16s %8s %12s\n", "", seconds_of " s", "ratio", "whole command s", "ratio", figure
    for (p = 1; p <= peers; p++) {
      name = order[p]
      printf "%-27s %12.4f %8.2f %16.4f %8.2f", name, seconds[name], ratio(seconds[name], seconds[first]), whole[name],
        ratio(whole[name], whole[first])
      if (shown[name]) printf figure == "accuracy" ? " %12.4f" : " %12d", figures[name] / count[name]
      print ""
    }
    print ""
    for (v = 1; v <= told; v++) print verdicts[v]
  } else {
    for (p = 1; p <= peers; p++) {
      name = order[p]
      one = ("nntrain, 1 thread" in seconds) ? sprintf("%.2f", ratio(seconds[name], seconds["nntrain, 1 thread"])) : ""
      printf "| %s | %s%s | %.4f | %.2f | %s | %.4f |\n", p == 1 ? job : "", name, note[name], seconds[name],
        ratio(seconds[name], seconds[first]), one, whole[name]
    }
  }
  exit failed
}
