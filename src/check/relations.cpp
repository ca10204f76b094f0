#include "check/relations.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <span>

#include "base/input.hpp"
#include "math/moments.hpp"

namespace nntrain {
namespace {

/// The step that looks at about `rows` rows of the table.
std::size_t step_for(const Table& table, std::size_t rows) {
  return std::max<std::size_t>(1, table.rows() / rows);
}

constexpr std::size_t kFewRows = 50;
constexpr std::size_t kSampleRows = 1000;
constexpr std::size_t kRowsOfChance = 10'000;
constexpr std::size_t kFewestPairs = 10;  // rows of which a correlation says something
constexpr double kFarFromLine = 0.9;      // |r| in kFewRows, below which it is not kCollinear in all

/// A look at some rows: whether they leave it open that the answer for all rows is yes.
struct Look {
  std::size_t rows;
  double least;  // |r| of these rows
};

/// Calls use(x, y) for each of these rows where both columns have a value.
template <typename F>
void for_pairs(const Table& table, std::size_t a, std::size_t b, std::size_t step, const F& use) {
  for (std::size_t row = 0; row < table.rows(); row += step) {
    const double x = cell_of(table, row, a);
    const double y = cell_of(table, row, b);
    if (!std::isnan(x) && !std::isnan(y)) use(x, y);
  }
}

/// Whether thresholds part the classes by every `step`-th row, where up to `errors` of the rows of each class
/// are on the wrong side of one.
bool thresholds_part(const Table& table, std::size_t feature, std::size_t step, double errors) {
  std::vector<std::vector<double>> values(table.classes.size());
  for (std::size_t row = 0; row < table.rows(); row += step) {
    const auto of_class = static_cast<std::size_t>(table.targets.at(row, 0));
    const double value = table.cells.at(row, feature);
    if (table.classes[of_class].count >= kFewestOfClass && !std::isnan(value))
      values[of_class].push_back(value);
  }
  std::vector<std::pair<double, double>> ranges;  // of each class, without the wrong ones
  for (std::vector<double>& mine : values) {
    if (mine.empty()) continue;
    const auto wrong = static_cast<std::ptrdiff_t>(errors * static_cast<double>(mine.size()));
    // ties: equal values are the same number
    std::nth_element(mine.begin(), mine.begin() + wrong, mine.end());
    const double least = mine[static_cast<std::size_t>(wrong)];
    // ties: as above
    std::nth_element(mine.begin(), mine.end() - 1 - wrong, mine.end());
    ranges.emplace_back(least, *(mine.end() - 1 - wrong));
  }
  std::sort(ranges.begin(), ranges.end());  // ties: then they overlap
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (!(ranges[i - 1].second < ranges[i].first)) return false;
  }
  return ranges.size() > 1;
}

/// Whether the most frequent class of each text, or of a missing cell, is right in kTold of each class.
bool texts_tell(const Table& table, std::size_t feature) {
  const std::size_t texts = table.features[feature].levels.size();
  const std::size_t classes = table.classes.size();
  std::vector<std::uint32_t> rows((texts + 1) * classes);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double text = table.cells.at(row, feature);
    const std::size_t place = std::isnan(text) ? texts : static_cast<std::size_t>(text);
    ++rows[place * classes + static_cast<std::size_t>(table.targets.at(row, 0))];
  }
  std::vector<std::size_t> right(classes);
  for (std::size_t text = 0; text <= texts; ++text) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(text * classes);
    const auto largest = std::max_element(begin, begin + static_cast<std::ptrdiff_t>(classes));
    right[static_cast<std::size_t>(largest - begin)] += *largest;
  }
  std::size_t told = 0;
  for (std::size_t c = 0; c < classes; ++c) {
    const std::size_t count = table.classes[c].count;
    if (count < kFewestOfClass) continue;
    if (static_cast<double>(right[c]) < kTold * static_cast<double>(count)) return false;
    ++told;
  }
  return told > 1;
}

/// A hash that goes on with one more value.
std::uint64_t hash_with(std::uint64_t hash, double value) {
  const std::uint64_t bits = std::isnan(value) ? 1 : std::bit_cast<std::uint64_t>(value + 0.0);  // no -0
  hash = (hash ^ bits) * 0x9E3779B97F4A7C15U;
  return hash ^ hash >> 32U;
}

std::uint64_t hash_of_column(const Table& table, std::size_t feature) {
  std::uint64_t hash = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) hash = hash_with(hash, table.cells.at(row, feature));
  return hash;
}

/// Whether two columns of one kind have equal cells in every row. Texts may differ, if each text of one
/// stands for one of the other: they are numbered in the order of their first appearance.
bool have_same_cells(const Table& table, std::size_t a, std::size_t b) {
  if (table.features[a].is_text != table.features[b].is_text) return false;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const double x = table.cells.at(row, a);
    const double y = table.cells.at(row, b);
    if (x != y && !(std::isnan(x) && std::isnan(y))) return false;
  }
  return true;
}

/// Every k-th row of the columns of numbers, about 50 of them, with mean 0 and length 1: the product of two
/// columns is their correlation.
class ColumnSamples {
 public:
  ColumnSamples(const Table& table, const std::vector<bool>& skipped)
      : step_(step_for(table, kFewRows)), samples_(table.features.size()) {
    rows_ = (table.rows() + step_ - 1) / step_;
    for (std::size_t feature = 0; feature < samples_.size(); ++feature) {
      if (!skipped[feature] && !table.features[feature].is_text) add(table, feature);
    }
  }

  std::size_t rows() const { return rows_; }

  /// Whether the two are not collinear for sure. False if one has missing cells or is constant here.
  bool are_far_from_line(std::size_t a, std::size_t b) const {
    const std::vector<double>& x = samples_[a];
    const std::vector<double>& y = samples_[b];
    if (x.empty() || y.empty()) return false;
    std::array<double, 4> sums{};  // for vectors of the processor
    for (std::size_t i = 0; i < x.size(); i += sums.size()) {
      for (std::size_t lane = 0; lane < sums.size(); ++lane) sums[lane] += x[i + lane] * y[i + lane];
    }
    const double r = std::abs((sums[0] + sums[2]) + (sums[1] + sums[3]));
    return r < (step_ == 1 ? kCollinear - 1e-6 : kFarFromLine);
  }

 private:
  void add(const Table& table, std::size_t feature) {
    const auto value = [&](std::size_t i) { return table.cells.at(i * step_, feature); };
    for (std::size_t i = 0; i < rows_; ++i) {
      if (std::isnan(value(i))) return;
    }
    const Moments moments = moments_of(rows_, value);
    const double length = moments.deviation(1);
    if (!(length > 0) || !std::isfinite(length)) return;
    samples_[feature].resize((rows_ + 3) / 4 * 4);
    for (std::size_t i = 0; i < rows_; ++i) samples_[feature][i] = (value(i) - moments.mean) / length;
  }

  std::size_t step_;
  std::size_t rows_ = 0;
  std::vector<std::vector<double>> samples_;  // of each feature; empty: not looked at
};

/// The rows of a table, with texts numbered as in `first`; other texts get other numbers.
/// Skipped features are 0.
class NumberedRows {
 public:
  NumberedRows(const Table& table, const Table& first, const std::vector<bool>& skipped)
      : table_(table), skipped_(skipped), numbers_(table.features.size()), values_(numbers_.size() + 1) {
    for (std::size_t feature = 0; feature < numbers_.size(); ++feature) {
      const std::vector<std::string>& known = first.features[feature].levels;
      std::map<std::string_view, std::size_t> number_of;
      for (std::size_t i = 0; i < known.size(); ++i) number_of.emplace(known[i], i);
      for (const std::string& text : table.features[feature].levels)
        numbers_[feature].push_back(
            static_cast<double>(number_of.emplace(text, number_of.size()).first->second));
    }
  }

  /// The values of a row; -1 for a missing one in a column of texts. Valid until the next call.
  const std::vector<double>& operator[](std::size_t row) {
    for (std::size_t feature = 0; feature < numbers_.size(); ++feature) {
      if (skipped_[feature]) continue;
      const double value = table_.cells.at(row, feature);
      const bool is_text = table_.features[feature].is_text;
      values_[feature] = !is_text            ? value
                         : std::isnan(value) ? -1
                                             : numbers_[feature][static_cast<std::size_t>(value)];
    }
    values_.back() = table_.targets.at(row, 0);
    return values_;
  }

  std::uint64_t hash(std::size_t row) {
    std::uint64_t hash = 0;
    for (const double value : (*this)[row]) hash = hash_with(hash, value);
    return hash;
  }

 private:
  const Table& table_;
  const std::vector<bool>& skipped_;
  std::vector<std::vector<double>> numbers_;
  std::vector<double> values_;
};

bool are_rows_equal(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// The rows of a table by their hashes.
using HashedRow = std::pair<std::uint64_t, std::size_t>;
std::vector<HashedRow> hashed_rows(NumberedRows& rows, std::size_t count) {
  std::vector<HashedRow> hashed(count);
  for (std::size_t row = 0; row < count; ++row) hashed[row] = {rows.hash(row), row};
  std::sort(hashed.begin(), hashed.end());  // ties: none, a row is there once
  return hashed;
}

void note(Repeats& repeats, std::size_t row, std::size_t same_as) {
  if (repeats.count == 0 || row < repeats.first) {
    repeats.first = row;
    repeats.same_as = same_as;
  }
  ++repeats.count;
}

}  // namespace

double correlation(const Table& table, std::size_t a, std::size_t b, std::size_t step) {
  double count = 0;
  double sum_x = 0;
  double sum_y = 0;
  for_pairs(table, a, b, step, [&](double x, double y) {
    ++count;
    sum_x += x;
    sum_y += y;
  });
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for_pairs(table, a, b, step, [&, mean_x = sum_x / count, mean_y = sum_y / count](double x, double y) {
    xx += (x - mean_x) * (x - mean_x);
    yy += (y - mean_y) * (y - mean_y);
    xy += (x - mean_x) * (y - mean_y);
  });
  return count >= kFewestPairs && xx > 0 && yy > 0 ? xy / std::sqrt(xx) / std::sqrt(yy)
                                                   : ColumnSummary::kNone;
}

bool are_collinear(const Table& table, std::size_t a, std::size_t b, double* looked) {
  constexpr std::array<Look, 3> kLooks = {{{kFewRows, kFarFromLine}, {kSampleRows, 0.99}, {SIZE_MAX, 0}}};
  for (const Look& look : kLooks) {
    const std::size_t step = step_for(table, look.rows);
    if (looked != nullptr) *looked += static_cast<double>(table.rows()) / static_cast<double>(step);
    const double r = std::abs(correlation(table, a, b, step));
    if (step == 1) return r > kCollinear;
    if (r < look.least) return false;
  }
  return false;
}

std::vector<Repeated> repeated_columns(const Table& table, const std::vector<bool>& skipped,
                                       bool& is_complete) {
  const double most_work = 5e8 + 20 * static_cast<double>(table.rows() * table.features.size());
  constexpr double kWorkOfRow = 10;  // of are_collinear(), compared with a row of ColumnSamples
  const ColumnSamples samples(table, skipped);
  double work = 0;
  const auto follows = [&](std::size_t earlier, std::size_t feature) {
    if (work > most_work) return false;
    work += static_cast<double>(samples.rows());
    if (samples.are_far_from_line(earlier, feature)) return false;
    double looked = 0;
    const bool follow = are_collinear(table, earlier, feature, &looked);
    work += kWorkOfRow * looked;
    return follow;
  };
  std::vector<Repeated> found;
  std::vector<std::size_t> numbers;  // columns that repeat none
  std::map<std::uint64_t, std::vector<std::size_t>> by_hash;
  for (std::size_t feature = 0; feature < table.features.size(); ++feature) {
    if (skipped[feature]) continue;
    std::vector<std::size_t>& alike = by_hash[hash_of_column(table, feature)];
    const auto same = std::find_if(alike.begin(), alike.end(),
                                   [&](std::size_t other) { return have_same_cells(table, other, feature); });
    if (same != alike.end()) {
      found.push_back({feature, *same, true});
      continue;
    }
    alike.push_back(feature);
    if (table.features[feature].is_text) continue;
    const auto line = std::find_if(numbers.begin(), numbers.end(),
                                   [&](std::size_t other) { return follows(other, feature); });
    if (line != numbers.end())
      found.push_back({feature, *line, false});
    else
      numbers.push_back(feature);
  }
  is_complete = work <= most_work;
  return found;
}

bool tells_classes(const Table& table, std::size_t feature) {
  const Column& column = table.features[feature];
  if (column.is_text) return column.levels.size() * kRowsOfText <= table.rows() && texts_tell(table, feature);
  constexpr double kErrors = 1 - kTold;
  if (static_cast<double>(column.missing) > kErrors * static_cast<double>(table.rows())) return false;
  const std::size_t step = step_for(table, kSampleRows);
  if (step > 1 && !thresholds_part(table, feature, step, 6 * kErrors)) return false;
  return thresholds_part(table, feature, 1, kErrors);
}

Repeats repeated_rows(const Table& table, const std::vector<bool>& skipped) {
  NumberedRows rows(table, table, skipped);
  NumberedRows others(table, table, skipped);
  const std::vector<HashedRow> hashed = hashed_rows(rows, table.rows());
  Repeats repeats;
  for (std::size_t i = 1; i < hashed.size(); ++i) {
    for (std::size_t j = i; j-- > 0 && hashed[j].first == hashed[i].first;) {
      if (!are_rows_equal(rows[hashed[i].second], others[hashed[j].second])) continue;
      note(repeats, hashed[i].second, hashed[j].second);
      break;
    }
  }
  return repeats;
}

Repeats rows_also_in(const Table& table, const Table& other, const std::vector<bool>& skipped) {
  NumberedRows rows(table, table, skipped);
  NumberedRows others(other, table, skipped);
  const std::vector<HashedRow> hashed = hashed_rows(rows, table.rows());
  Repeats repeats;
  for (std::size_t row = 0; row < other.rows(); ++row) {
    const std::uint64_t hash = others.hash(row);
    for (auto same = std::lower_bound(hashed.begin(), hashed.end(), HashedRow{hash, 0});
         same != hashed.end() && same->first == hash; ++same) {
      if (!are_rows_equal(others[row], rows[same->second])) continue;
      note(repeats, row, same->second);
      break;
    }
  }
  return repeats;
}

double chance_of_equal_rows(const Table& table, const std::vector<bool>& skipped) {
  const std::size_t step = step_for(table, kRowsOfChance);
  double chance = 1;
  std::vector<double> values;
  for (std::size_t column = 0; column <= table.features.size(); ++column) {
    if (column < table.features.size() && skipped[column]) continue;
    values.clear();
    for (std::size_t row = 0; row < table.rows(); row += step) {
      const double value = cell_of(table, row, column);
      values.push_back(std::isnan(value) ? HUGE_VAL : value);  // missing cells are equal
    }
    std::sort(values.begin(), values.end());  // ties: equal values are the same number
    double pairs = 0;
    for (auto from = values.begin(); from != values.end();) {
      const auto to = std::upper_bound(from, values.end(), *from);
      const auto cells = static_cast<double>(to - from);
      pairs += cells * (cells - 1) / 2;
      from = to;
    }
    const auto n = static_cast<double>(values.size());
    if (n > 1) chance *= std::max(pairs, 1.0) / (n * (n - 1) / 2);
  }
  return chance;
}

bool are_repeated_lines(const Table& table, std::size_t rows) {
  if (table.is_of_pattern() || table.path == "-" || is_same_pipe(table.path, table.path)) return false;
  std::ifstream file(table.path, std::ios::binary);
  std::vector<std::uint64_t> hashes;
  for (std::string line; std::getline(file, line);) {
    std::uint64_t hash = 0;
    for (const char c : line) hash = hash_with(hash, c);
    hashes.push_back(hash);
  }
  if (hashes.size() != table.header_line + table.rows_read) return false;
  std::sort(hashes.begin(), hashes.end());  // ties: equal lines
  const auto different = std::unique(hashes.begin(), hashes.end()) - hashes.begin();
  return hashes.size() - static_cast<std::size_t>(different) == rows;
}

}  // namespace nntrain
