#pragma once

#include <string>
#include <string_view>

namespace nntrain {

/// The name of the processor as Linux tells it, such as "AMD EPYC 9R14"; else its architecture ("aarch64").
std::string processor_name();

/// The first model name in a text like that of /proc/cpuinfo, with single blanks; "" if it has none.
std::string model_name_in(std::string_view cpuinfo);

}  // namespace nntrain
