# CHANGELOG.md as Debian's changelog: an entry for each version, its newest first. What is not released is left out.
#   awk -v version=0.1.0 -v maintainer='NAME <MAIL>' -f changelog.awk CHANGELOG.md
# "version" is that of the program: the newest entry must have it. A heading "## 0.1.0-2 - DATE" is of another package of
# the same program; without a revision, a heading is of revision 1.
function fail(text) {
  print "CHANGELOG.md: " text > "/dev/stderr"
  failed = 1
  exit 1
}
function flush_item(  words, count, i, line) {
  if (item == "") return
  count = split(item, words, " ")
  line = bullet
  for (i = 1; i <= count; ++i) {
    if (length(line) + 1 + length(words[i]) > 78) { print line; line = substr("     ", 1, length(bullet)) }
    line = line " " words[i]
  }
  print line
  item = ""
}
function end_entry() {
  flush_item()
  if (date != "") printf "\n -- %s  %s\n", maintainer, date
  date = ""
}
/^## / {
  end_entry()
  if ($2 !~ /^[0-9]/) next
  if (split($2, parts, "-") == 1) parts[2] = 1
  if (!entries && parts[1] != version) fail("the newest version is " $2 ", and that of CMakeLists.txt is " version)
  # A shell reads the date, so it must be nothing else.
  if (NF != 4 || $4 !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/) fail("\"" $0 "\" is not: ## VERSION - YYYY-MM-DD")
  command = "date -u -R -d " $4
  if ((command | getline date) != 1) fail("\"" $0 "\" has no date of the calendar")
  close(command)
  if (entries++) print ""
  printf "nntrain (%s-%s) unstable; urgency=medium\n\n", parts[1], parts[2]
  next
}
date == "" { next }
/^- / { flush_item(); bullet = "  *"; item = substr($0, 3); next }
/^  - / { flush_item(); bullet = "    -"; item = substr($0, 5); next }
/^  / { item = item " " $0; next }
{ flush_item() }
END {
  if (!failed) end_entry()
  if (!failed && !entries) fail("there is no version")
  exit failed
}
