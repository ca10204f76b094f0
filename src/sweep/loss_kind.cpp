#include "sweep/loss_kind.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace nntrain {
namespace {

constexpr std::array<const char*, 4> kOptionsOfLoss = {"loss", "scale-target", "class-weights",
                                                       "weights-column"};

/// Folds of one table differ by a row, which counts little.
constexpr double kLittle = 0.02;

/// The mean over the folds.
double rows_held_out(const SweepTable& table, std::size_t row) {
  const std::vector<double>& rows = table.held_out(row);
  double sum = 0;
  for (const double one : rows) sum += one;
  return sum / static_cast<double>(std::max<std::size_t>(1, rows.size()));
}

}  // namespace

bool have_comparable_losses(const SweepTable& table, std::size_t row, std::size_t other) {
  std::string loss;
  for (const std::string name : kOptionsOfLoss) {
    const std::size_t option = table.find(name);
    if (option == table.options.size()) continue;
    if (table.text(option, row) != table.text(option, other)) return false;
    if (name == "loss") loss = table.text(option, row);
  }
  if (loss != "sse" && loss != "half-sse") return true;
  const double a = rows_held_out(table, row);
  const double b = rows_held_out(table, other);
  return std::abs(a - b) <= kLittle * std::max(a, b);
}

}  // namespace nntrain
