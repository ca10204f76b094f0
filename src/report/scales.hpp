#pragma once

#include <string>

#include "math/moments.hpp"

namespace nntrain {

/// How many times too large or too small numbers are for a network: 1 for mean 0 and deviation 1; 0 if they
/// are all 0.
double scale_factor(const Moments& moments);

/// Whether numbers may need scaling: their scale_factor() is above 2.5. That is a likely reason where nothing
/// was learned. Many networks learn all the same.
bool are_off_scale(const Moments& moments);
/// Whether they are so far off, above 10, that it is worth a word before training.
bool are_far_off_scale(const Moments& moments);

/// Whether --scale standard can scale them: their squares are within the range of a double.
bool can_be_scaled(const Moments& moments);

/// "'x' has the mean 500 and the deviation 290", the deviation being that of all these numbers.
std::string scale_text(const std::string& name, const Moments& moments);

/// What helps if the named columns cannot be scaled: "another unit for 'x': ...".
std::string in_another_unit(const std::string& names);

}  // namespace nntrain
