#pragma once

#include <string>
#include <vector>

#include "base/json_reader.hpp"
#include "page/json_html.hpp"
#include "page/page_content.hpp"

namespace nntrain {

/// A section of a page. `html` is "" if there is nothing to show.
struct PageSection {
  std::string id;
  std::string title;
  std::string html{};
};

/// All sections in their order. Each member of the JSON is in one of them.
std::vector<PageSection> page_sections(const PageContent& content, const Json& result);

}  // namespace nntrain
