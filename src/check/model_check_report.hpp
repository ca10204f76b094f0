#pragma once

#include <string>
#include <vector>

#include "check/model_check.hpp"

namespace nntrain {

/// Each column beside training, and the findings, for people. `model` is the model's file.
std::string model_check_text(const ModelCheck& result, const std::string& model);

/// The same for programs.
std::string model_check_json(const ModelCheck& result, const std::string& model);

/// The same for the summary of a job of CI, in Markdown.
std::string model_check_markdown(const ModelCheck& result, const std::string& model,
                                 const std::vector<FindingCode>& fail_on);

}  // namespace nntrain
