#include "support/golden.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/numbers.hpp"

namespace nntrain::test {

std::map<std::string, std::vector<double>> read_golden(const std::string& name) {
  const std::string path = std::string(NNTRAIN_SOURCE_DIR) + "/tests/golden/" + name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::map<std::string, std::vector<double>> golden;
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.empty() || line.front() == '#') continue;
    if (colon == std::string::npos) throw std::runtime_error(path + ": no 'name: ' in " + line);
    std::vector<double>& values = golden[line.substr(0, colon)];
    std::istringstream words(line.substr(colon + 2));
    for (std::string word; words >> word;) {
      const ParsedNumber number = parse_number(word);
      if (number.status != NumberStatus::kOk) throw std::runtime_error(path + ": " + word);
      values.push_back(number.value);
    }
  }
  return golden;
}

}  // namespace nntrain::test
