#include "report/predictions.hpp"

#include <iterator>

#include <fmt/format.h>

#include "base/numbers.hpp"
#include "base/quote.hpp"

namespace nntrain {
std::string predictions_csv(const Table& table, const Network& network, const BlockMatrix& outputs) {
  const bool is_probability = network.layers().back().activation == Activation::kSigmoid;
  const bool classes = table.task == Task::kClassify;
  std::string out = csv_cell(table.target) + ",prediction";
  if (classes) out += "," + csv_cell(is_probability ? "probability:" + table.classes.back().label : "output");
  out += '\n';
  for (std::size_t row = 0; row < outputs.rows(); ++row) {
    const double target = table.targets.at(row, 0);
    const double output = outputs.at(row, 0);
    if (classes) {
      fmt::format_to(std::back_inserter(out), "{},{},{}\n",
                     csv_cell(table.classes[target > 0.5 ? 1 : 0].label),
                     csv_cell(table.classes[output > 0.5 ? 1 : 0].label), shortest(output));
    } else {
      fmt::format_to(std::back_inserter(out), "{},{}\n", shortest(target), shortest(output));
    }
  }
  return out;
}

}  // namespace nntrain
