#pragma once

#include <cstddef>
#include <string>

namespace nntrain {

/// A CSV with `features` numbers per row with four decimals between -100 and 100, like measurements, and a
/// class of 0 or 1, with a header line. The same bytes each time.
std::string numbers_csv(std::size_t rows, std::size_t features);

/// The features of texts_csv().
inline constexpr std::size_t kMixedFeatures = 8;

/// A CSV like the records of an office: a number, five columns of texts (one in ten of a column is quoted,
/// another column has 200 different ones), two whole numbers, and the class yes or no. With a header line;
/// the same bytes each time.
std::string texts_csv(std::size_t rows);

}  // namespace nntrain
