#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/remedy.hpp"
#include "report/result.hpp"

namespace nntrain {

/// Advice on a poor result: what happened and the likely reasons, and what may help.
struct Advice {
  std::string what;
  Remedy remedy;
  std::vector<std::string>
      replaced{};  ///< flags of the run that the first way replaces: "--learning-rate 10"

  /// "...: try --scale standard --learning-rate 0.08, or --preset modern"
  std::string text() const;
};

/// Advice on a poor result; none if it is good, or if a signal leaves no time. A result is poor if training
/// diverged or nearly did (see loss_risen_from()), if a perceptron has come to rest with wrong rows, if
/// nothing was learned, or if it is far better on the training rows than on held-out ones. Nothing was
/// learned if the training rows have R2 <= 0.02, or an accuracy of at most a standard error above the share
/// of their largest class. Then the first way of the remedy has all flags that help together; the second is
/// `--preset modern`, unless the run had it, or began with the weights of a file: other layers would not fit
/// them, and no way has any. The remedy is a text where flags cannot help: no feature varies, numbers cannot
/// be scaled, more starts and longer training were tried, the units are steps, which are measured and not
/// trained, or the weights of the file are too large.
std::optional<Advice> advice_on(const RunResult& result);

}  // namespace nntrain
