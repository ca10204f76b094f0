#include "app/config_file.hpp"

#include <sstream>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/input.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace nntrain {

void read_config_file(const std::string& path, const FlagTable& table, std::set<std::string>& given) {
  std::istringstream file(read_file(path));
  std::set<std::string> in_file;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    if (++number == 1 && line.compare(0, 3, "\xEF\xBB\xBF") == 0) line.erase(0, 3);  // a byte order mark
    const std::string_view text = trim(line);
    if (text.empty() || text.front() == '#') continue;
    const std::string place = fmt::format("{}:{}: ", shown_path(path), number);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      throw UsageError(place + fmt::format("'{}' is no line `flag = value`", printable(text)));
    }
    const std::string name(trim(text.substr(0, equals)));
    const std::string value(trim(text.substr(equals + 1)));
    const Flag* const flag = table.find(name);
    if (flag == nullptr) {
      throw UsageError(
          place + fmt::format("unknown flag '{}'{}", printable(name), did_you_mean(name, table.names())),
          "all flags:  nntrain help train");
    }
    if (flag->name == "config") throw UsageError(place + "a config file cannot name another one");
    if (!in_file.insert(flag->name).second && !flag->repeatable) {
      throw UsageError(place + fmt::format("'{}' is set twice; it has one value", flag->name));
    }
    if (given.count(flag->name) > 0 && !flag->repeatable) continue;  // what may be repeated adds up
    try {
      flag->set(value);
    } catch (const UsageError& error) {
      throw UsageError(place + error.what(), error.remedy());
    }
  }
  given.insert(in_file.begin(), in_file.end());
}

}  // namespace nntrain
