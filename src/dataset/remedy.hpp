#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// The command that changes a file on its way in: "zcat data.csv | nntrain --data - ...". `filter` is a
/// program that reads standard input if it is given no file; `flags` go behind "--data -".
std::string filter_remedy(std::string_view filter, const std::string& path, std::string_view flags = "");

}  // namespace nntrain
