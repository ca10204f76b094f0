// Text, tables and lists in Markdown.

#include "base/markdown.hpp"

#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("markdown_text: what has a meaning in Markdown is escaped") {
  CHECK(markdown_text("") == "");
  CHECK(markdown_text("plain text, 3.5 - a # b") == "plain text, 3.5 - a # b");
  CHECK(markdown_text("a|b`c<d>e*f_g[h]i\\j&k~l$m") == "a\\|b\\`c\\<d\\>e\\*f\\_g\\[h\\]i\\\\j\\&k\\~l\\$m");
  CHECK(markdown_text("two\nlines\t\x1b[0m \xFF") == "two\\\\x0Alines\\\\x09\\\\x1B\\[0m \\\\xFF");
  CHECK(markdown_text("\xC3\xA4") == "\xC3\xA4");
}

TEST_CASE("markdown_text: nothing at its start makes it an item or a heading") {
  CHECK(markdown_text("# a") == "\\# a");
  CHECK(markdown_text("- a") == "\\- a");
  CHECK(markdown_text("+ a") == "\\+ a");
  CHECK(markdown_text("1. a") == "1\\. a");
  CHECK(markdown_text("12) a") == "12\\) a");
  CHECK(markdown_text("7.") == "7\\.");
  CHECK(markdown_text("a1. b") == "a1. b");
  CHECK(markdown_text("0.5") == "0.5");
}

TEST_CASE("markdown_text: no address of a page becomes a link") {  // as cmark-gfm -e autolink reads it
  CHECK(markdown_text("https://e.com/a.b") == "https\\://e.com/a.b");
  CHECK(markdown_text("see HTTP://e.com") == "see HTTP\\://e.com");
  CHECK(markdown_text("(www.example.com") == "(www\\.example.com");
  CHECK(markdown_text("WWW.e.com www") == "WWW\\.e.com www");
  CHECK(markdown_text("a: b, ww.x, c:/d") == "a: b, ww.x, c:/d");
}

TEST_CASE("markdown_table and markdown_list") {
  CHECK(markdown_table({"a", "b"}, {{"x", "1"}, {"y", "2"}}) ==
        "| a | b |\n|---|---:|\n| x | 1 |\n| y | 2 |\n");
  CHECK(markdown_table({"a", "b", "c"}, {}, 2) == "| a | b | c |\n|---|---|---:|\n");
  CHECK(markdown_list("a: b: c\nd*\n") == "- **a**: b: c\n- d\\*\n");
  CHECK(markdown_list("a: b") == "- **a**: b\n");
  CHECK(markdown_list("") == "");
}
