#pragma once

#include <string>

#include "page/page_content.hpp"

namespace nntrain {

/// One HTML file with the result as tables and pictures, which needs no other file and no network: for a
/// browser, a phone or paper, in light or dark as the reader's system is. The same bytes for each run of a
/// command, except for seconds and memory. Tables sort, and values show under the pointer, by a small script.
std::string html_page(const PageContent& content);

}  // namespace nntrain
