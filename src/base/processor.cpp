#include "base/processor.hpp"

#include <sstream>

#include <sys/utsname.h>

#include "base/system_file.hpp"

namespace nntrain {

std::string processor_name() {
  std::string name = model_name_in(system_text("/proc/cpuinfo"));
  if (!name.empty()) return name;
  utsname system{};
  return ::uname(&system) == 0 ? system.machine : "an unknown processor";
}

std::string model_name_in(std::string_view cpuinfo) {
  std::istringstream lines{std::string(cpuinfo)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':');
    if (line.rfind("model name", 0) != 0 || colon == std::string::npos) continue;
    std::istringstream words(line.substr(colon + 1));
    std::string name;
    for (std::string word; words >> word;) {
      if (!name.empty()) name += ' ';
      name += word;
    }
    return name;
  }
  return "";
}

}  // namespace nntrain
