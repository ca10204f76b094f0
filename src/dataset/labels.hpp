#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nntrain {

/// The label without what people write in one place and not in another: case, blanks and a final dot. A
/// number in its shortest spelling: 1.0 is 1. Two labels with the same plain label are perhaps one.
std::string plain_label(std::string_view label);

/// The label in `known` that `label` stands for most likely: one with the same plain label, else one with a
/// similar spelling. nullopt if there is none.
std::optional<std::string> nearest_label(std::string_view label, const std::vector<std::string>& known);

/// The labels with the plain label of an earlier one, each behind that one.
std::vector<std::pair<std::string, std::string>> twin_labels(const std::vector<std::string>& labels);

}  // namespace nntrain
