#include "training/held_out.hpp"

#include <numeric>

#include "network/loss_gradient.hpp"

namespace nntrain {

HeldOut held_out_in(const Splits& splits, const Bags& bags) {
  if (bags.are_given()) return {&splits.front(), &bags};
  return {find_split(splits, "validation"), nullptr};
}

std::vector<std::size_t> rows_of_network(const HeldOut& held_out, std::size_t number) {
  if (held_out.bags != nullptr) return held_out.bags->held_out(number);
  std::vector<std::size_t> all(held_out.split->samples.rows());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

HeldOutOutputs outputs_on(const HeldOut& held_out, const Model& model, Workers& workers) {
  const Samples& samples = held_out.split->samples;
  LossGradient function(model.network, {}, samples.inputs.block_count(), 0, workers);
  BlockMatrix sums(model.network.outputs());
  sums.resize(samples.rows());
  std::vector<double> networks(samples.rows());  // behind each row's sum
  for (std::size_t number = 0; number < model.network_count(); ++number) {
    const std::vector<std::size_t> rows = rows_of_network(held_out, number);
    BlockMatrix outputs(model.network.outputs());
    function.outputs(samples_at(samples, rows), model.parameters_of(number), outputs);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      ++networks[rows[i]];
      for (std::size_t o = 0; o < outputs.columns(); ++o)
        sums.set(rows[i], o, sums.at(rows[i], o) + outputs.at(i, o));
    }
  }
  std::vector<std::size_t> seen;
  for (std::size_t row = 0; row < networks.size(); ++row) {
    if (networks[row] == 0) continue;
    seen.push_back(row);
    for (std::size_t o = 0; o < sums.columns(); ++o) sums.set(row, o, sums.at(row, o) / networks[row]);
  }
  return {rows_at(sums, seen), rows_at(held_out.split->truth, seen)};
}

}  // namespace nntrain
