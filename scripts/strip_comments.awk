# Prints C++ sources as FILE:LINE:CODE without comments; with -v strings=0 without the texts of string literals
# too. Knows raw strings, and the ' of 1'000'000 from that of 'x'.

FNR == 1 { mode = "code" }
{
  code = ""
  n = length($0)
  for (i = 1; i <= n; i++) {
    c = substr($0, i, 1)
    two = substr($0, i, 2)
    if (mode == "comment") {
      if (two == "*/") { mode = "code"; code = code " "; i++ }
    } else if (mode == "raw") {
      if (substr($0, i, length(raw_end)) == raw_end) {
        mode = "code"; code = code raw_end; i += length(raw_end) - 1
      } else if (strings) code = code c
    } else if (mode == "code") {
      if (two == "//") break
      if (two == "/*") { mode = "comment"; i++; continue }
      if (two == "R\"" && (open = index(substr($0, i), "("))) {
        raw_end = ")" substr($0, i + 2, open - 3) "\""
        mode = "raw"; code = code substr($0, i, open); i += open - 1
        continue
      }
      code = code c
      if (c == "\"") mode = "\""
      else if (c == "'" && (substr($0, i - 2, 2) == "u8" || substr($0, i - 1, 3) !~ /^[0-9a-fA-F].[0-9a-fA-F]/))
        mode = c
    } else {  # in a literal, up to the same mark
      if (c == "\\") { if (strings) code = code two; i++; continue }
      if (c == mode) { code = code c; mode = "code" } else if (strings) code = code c
    }
  }
  if (mode == "\"" || mode == "'") mode = "code"  # no literal but a raw one goes over the line's end
  print FILENAME ":" FNR ":" code
}
