# CHANGELOG.md as Debian's changelog: an entry for each version, its newest first. What is not released is left out.
#   awk -v version=0.1.0 -v revision=1 -v maintainer='NAME <MAIL>' -f changelog.awk CHANGELOG.md
# "version" is that of the program: the newest entry must have it.
function fail(text) {
  print "CHANGELOG.md: " text > "/dev/stderr"
  failed = 1
  exit 1
}
function flush_item(  words, count, i, line) {
  if (item == "") return
  count = split(item, words, " ")
  line = "  *"
  for (i = 1; i <= count; ++i) {
    if (length(line) + 1 + length(words[i]) > 78) { print line; line = "   " }
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
  if (!entries && $2 != version) fail("the newest version is " $2 ", and that of CMakeLists.txt is " version)
  command = "date -u -R -d " $4
  if ((command | getline date) != 1) fail("\"" $0 "\" has no date")
  close(command)
  if (entries++) print ""
  printf "nntrain (%s-%s) unstable; urgency=medium\n\n", $2, entries == 1 ? revision : 1
  next
}
date == "" { next }
/^- / { flush_item(); item = substr($0, 3); next }
/^  / { item = item " " $0; next }
{ flush_item() }
END {
  if (!failed) end_entry()
  if (!failed && !entries) fail("there is no version")
  exit failed
}
