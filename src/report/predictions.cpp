#include "report/predictions.hpp"

#include <iterator>

#include <fmt/format.h>

namespace nntrain {
namespace {

/// A cell as RFC 4180 wants it: quoted only where it must be.
std::string csv_cell(const std::string& text) {
  const bool plain = text.find_first_of(",\"\r\n") == std::string::npos &&
                     (text.empty() || (text.front() != ' ' && text.back() != ' '));
  if (plain) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string predictions_csv(const Table& table, const BlockMatrix& outputs) {
  const bool classes = table.task == Task::kClassify;
  std::string out = csv_cell(table.target) + ",prediction";
  if (classes) out += "," + csv_cell("probability:" + table.classes.back().label);
  out += '\n';
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    const double target = table.targets.at(row, 0);
    const double output = outputs.at(row, 0);
    if (classes) {
      fmt::format_to(std::back_inserter(out), "{},{},{}\n",
                     csv_cell(table.classes[target > 0.5 ? 1 : 0].label),
                     csv_cell(table.classes[output > 0.5 ? 1 : 0].label), output);
    } else {
      fmt::format_to(std::back_inserter(out), "{},{}\n", target, output);
    }
  }
  return out;
}

}  // namespace nntrain
