#include "page/html.hpp"

#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "base/json_writer.hpp"
#include "support/catch.hpp"

namespace nntrain::test {

TEST_CASE("HTML has no markup of a text, and no character that HTML forbids") {
  CHECK(html_text("</script><img src=x onerror=\"a('1')\">&amp;") ==
        "&lt;/script&gt;&lt;img src=x onerror=&quot;a('1')&quot;&gt;&amp;amp;");
  CHECK(html_text("caf\xC3\xA9 \xD7\x90 \xF0\x9F\x98\x80") == "caf\xC3\xA9 \xD7\x90 \xF0\x9F\x98\x80");
  CHECK(html_text(std::string("a\0b\x1B\n", 5)) == "a\\x00b\\x1B\\x0A");
  CHECK(html_text("\xFF\xC2\x85") == "\\xFF\\xC2\\x85");  // no UTF-8, a C1 control
  CHECK(html_text("\xE2\x80\xAE") == "\\xE2\\x80\\xAE");  // right to left from here on
  CHECK(html_text("\xEF\xBF\xBE\xF0\x9F\xBF\xBF") ==
        "\\xEF\\xBF\\xBE\\xF0\\x9F\\xBF\\xBF");  // U+FFFE, U+1FFFF
}

TEST_CASE("a JSON text on a page keeps its value without <") {
  const std::string hostile = "</script><!-- \x7F\xEF\xBF\xBE\xF0\x9F\xBF\xBF]]> \"";
  JsonWriter json;
  json.begin_array().string("<").string(hostile).end_array();
  const std::string shown = page_json(json.text().substr(0, json.text().size() - 1));  // without the line feed
  CHECK(shown.find('<') == std::string::npos);
  CHECK(html_text(shown).find("\\x") == std::string::npos);  // nothing is left to escape
  CHECK(parse_json(shown).texts() == std::vector<std::string>{"<", hostile});
  CHECK(page_json("\"\xEF\xBF\xBE\xF0\x9F\xBF\xBF\"") == "\"\\ufffe\\ud83f\\udfff\"");
}

}  // namespace nntrain::test
