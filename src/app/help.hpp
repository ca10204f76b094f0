#pragma once

#include <string>

#include "app/flag_table.hpp"

namespace nntrain {

/// What nntrain is and how to ask for more, in a few lines.
std::string short_help();

/// All flags of `train`, grouped, with their defaults.
std::string train_help(const FlagTable& table);

/// All flags of `predict`, `evaluate`, `show` and `export`, and what they do.
std::string predict_help(const FlagTable& table);
std::string evaluate_help(const FlagTable& table);
std::string show_help(const FlagTable& table);
std::string export_help(const FlagTable& table);

/// All flags of `bench`, what is measured, and how flops are counted.
std::string bench_help(const FlagTable& table);

}  // namespace nntrain
