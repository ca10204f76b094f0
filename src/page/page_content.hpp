#pragma once

#include <string>
#include <vector>

#include "base/exit_code.hpp"
#include "base/json_writer.hpp"
#include "plot/panel.hpp"

namespace nntrain {

/// What a page shows of a command.
struct PageContent {
  std::string command;  ///< "train"
  std::string typed{};  ///< the whole command line, as a shell takes it
  std::string json;     ///< the result, which the page shows
  ExitCode code = ExitCode::kDone;
  std::vector<std::string> warnings{};  ///< those that the JSON does not have
  std::vector<OptionValue> options{};   ///< the values of all flags; empty: those of the JSON
  std::vector<OptionValue> defaults{};  ///< the values if no flag is given; empty: not known
  std::vector<Panel> panels{};
  std::string error{};   ///< why there is no result; "": there is one
  std::string remedy{};  ///< what helps against the error
};

}  // namespace nntrain
