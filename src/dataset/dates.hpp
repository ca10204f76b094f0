#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nntrain {

/// How a column writes dates, times of day, or both.
struct DateStyle {
  enum class Order {
    kNoDate,         ///< 14:30
    kYearMonth,      ///< 2011-01
    kYearMonthDay,   ///< 2011-01-20
    kDayMonthYear,   ///< 20.01.2011, 20 Jan 2011
    kMonthDayYear,   ///< 01/20/2011, Jan 20, 2011
    kDayOrMonthYear  ///< 01/02/2011: the day or the month is first
  };
  Order order = Order::kNoDate;
  bool has_month_names = false;
  bool has_short_years = false;  ///< of two digits
  bool has_time = false;
  bool has_halves = false;   ///< AM and PM
  bool has_minutes = false;  ///< some minute is not 0
  bool is_lap = false;       ///< 1:29.214: minutes and seconds

  bool is_clear() const { return order != Order::kDayOrMonthYear; }
};

/// The style in which nine of ten of these texts or more are dates or times; nullopt if fewer are.
std::optional<DateStyle> date_style_of(const std::vector<std::string>& texts);

/// Where a column of dates stands in a file.
struct DateColumn {
  std::string name;
  char delimiter = ',';
  std::size_t field = 0;   ///< 1-based
  std::size_t header = 0;  ///< the line with the names; 0: there is none
  bool is_one = false;     ///< whether it must stay one column: the date becomes days since the year 1
};

/// The names of the columns that number_dates() puts in the place of the column.
std::vector<std::string> date_columns(const DateStyle& style, const DateColumn& column);

/// An awk command that makes numbers of the dates: the year, the day of the year (1 to 366), the weekday
/// (1, Monday, to 7), and the hour and minute if the style has a time; or the hours of a time of day, or the
/// seconds of a lap. What is no date becomes NA.
std::string number_dates(const DateStyle& style, const DateColumn& column);

}  // namespace nntrain
