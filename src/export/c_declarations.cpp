#include "export/c_declarations.hpp"

#include <iterator>

#include <fmt/format.h>

#include "base/fingerprint.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "export/c_text.hpp"

namespace nntrain {
namespace {

constexpr const char* kUse = R"( *
 * Either compile this file, with libm, and copy the declarations below to where they are used, or include it.
 * Where two models are used, compile each with -Dnntrain_predict=NAME, and so the other names of its declarations.
 * A processor with fused multiply-add computes faster if the compiler may use it (-mfma, -march=native).
 */

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__ > 0) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error "the predictions are exact: this file cannot be compiled with -ffast-math or -Ofast"
#endif
#if FLT_EVAL_METHOD < 0 || FLT_EVAL_METHOD == 2
#error "doubles must be computed as doubles: SSE2 instead of x87"
#endif

/* A cell of a row, as its column has it: a number (NaN if it is missing) or a text (NULL if it is missing). */
typedef struct {
    double number;
    const char *text;
} nntrain_cell;

)";

constexpr const char* kPredictClass = R"(
/* Sets outputs to {} and *label to the number (from 0) of the class that is
   predicted for a row. Returns 0, or k if the k-th cell (from 1) cannot be used: if it is missing, out of range or
   an unknown text, and the model has no answer to that. */
int nntrain_predict(const nntrain_cell row[NNTRAIN_COLUMNS], double outputs[NNTRAIN_OUTPUTS], int *label);
)";

constexpr const char* kPredictNumber = R"(
/* Sets outputs[0] to the prediction of a row. Returns 0, or k if the k-th cell (from 1) cannot be used: if it is
   missing, out of range or an unknown text, and the model has no answer to that. */
int nntrain_predict(const nntrain_cell row[NNTRAIN_COLUMNS], double outputs[NNTRAIN_OUTPUTS]);
)";

/// "row[0]: variance, a number; may be missing"
std::string column_line(std::size_t k, const InputColumn& column) {
  return fmt::format(" *   row[{}]: {}, {}{}\n", k, c_comment(column.name),
                     column.is_text ? "a text" : "a number", column.fills.empty() ? "" : "; may be missing");
}

std::string head_comment(const SavedModel& saved, const std::string& path) {
  const Model& model = saved.model;
  std::string out = fmt::format("/* A neural network, made by nntrain {} from {}.\n *\n", NNTRAIN_VERSION,
                                c_comment(shown_path(path)));
  const auto line = [&](std::string_view key, const std::string& value) {
    fmt::format_to(std::back_inserter(out), " * {}: {}\n", key, c_comment(value));
  };
  if (const InputFile* const data = saved.receipt.find_file("data")) {
    line("data", data->path);
    line("sha256 of data", data->sha256);
  }
  line("target", model.target.name);
  if (!model.target.classes.empty()) line("classes", join(model.target.labels()));
  line("fingerprint", fingerprint(model.parameters));
  out += " *\n * columns:\n";
  const std::vector<InputColumn>& columns = model.preprocessing.columns();
  for (std::size_t k = 0; k < columns.size(); ++k) out += column_line(k, columns[k]);
  return out;
}

}  // namespace

bool tells_probabilities(const Model& model) {
  return !model.target.classes.empty() && are_probabilities(model.network);
}

std::string c_declarations(const SavedModel& saved, const std::string& path) {
  const Model& model = saved.model;
  const std::size_t classes = model.target.classes.size();
  const bool probable = tells_probabilities(model);
  std::string out = head_comment(saved, path) + kUse;
  const auto define = [&](std::string_view name, std::size_t value) {
    fmt::format_to(std::back_inserter(out), "#define {} {}\n", name, value);
  };
  define("NNTRAIN_COLUMNS", model.preprocessing.columns().size());
  define("NNTRAIN_OUTPUTS", probable ? classes : model.network.outputs());
  if (classes > 0) define("NNTRAIN_CLASSES", classes);
  out += "\nextern const char *const nntrain_columns[NNTRAIN_COLUMNS];\n";
  if (classes == 0) return out + kPredictNumber;
  out += "extern const char *const nntrain_labels[NNTRAIN_CLASSES];\n";
  return out +
         fmt::format(kPredictClass, probable ? "the probability of each class" : "the network's outputs");
}

}  // namespace nntrain
