#include "plot/svg_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/text.hpp"

namespace nntrain {
namespace {

constexpr double kSlack = 1.04;  // of fonts that stand in for Helvetica

/// The advance widths of Helvetica for U+0020 to U+007E, in thousandths of its size (Adobe's font metrics).
constexpr std::array<int, 95> kAdvances = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};

/// Of the character at the start of a valid text.
double advance_of(std::string_view text) {
  constexpr unsigned kWide = 0x1100;  // from here on, most are as wide as high
  constexpr unsigned kPunctuation = 0x2000;
  constexpr unsigned kSymbols = 0x2E80;
  const unsigned code = code_point(text);
  if (code >= 0x20 && code <= 0x7E) return kAdvances[code - 0x20];
  if (code >= kPunctuation && code < kSymbols) return 700;
  return code >= kWide ? 1000 : 620;
}

std::string_view first_of(std::string_view text) {
  return text.substr(0, std::max<std::size_t>(utf8_length(text), 1));
}

std::string escaped(std::string_view text) {
  std::string result;
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view one = first_of(rest);
    rest.remove_prefix(one.size());
    if (one == "&") {
      result += "&amp;";
    } else if (one == "<") {
      result += "&lt;";
    } else if (one == ">") {
      result += "&gt;";
    } else if (one == "\"") {
      result += "&quot;";
    } else if (one.size() > 1 && is_noncharacter(code_point(one))) {
      result += hex_escapes(one);
    } else {
      result += one;
    }
  }
  return result;
}

std::vector<std::string_view> split_at(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace

std::string svg_number(double value) {
  constexpr double kFarthest = 100000;
  if (std::isnan(value)) return "0";
  std::string text = fmt::format("{:.2f}", std::clamp(value, -kFarthest, kFarthest));
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text == "-0" ? "0" : text;
}

bool is_noncharacter(unsigned code) {
  return (code & 0xFFFEU) == 0xFFFEU || (code >= 0xFDD0U && code <= 0xFDEFU);
}

std::string markup_text(std::string_view text, std::size_t most) {
  return escaped(printable(text, most));
}

std::string svg_text(std::string_view text) {
  return markup_text(text, 1000);
}

std::string svg_tip(std::string_view text) {
  if (text.empty()) return "";
  std::vector<std::string> lines;
  for (const std::string_view line : split_at(text, '\n')) lines.push_back(svg_text(line));
  return fmt::format("<title>{}</title>", fmt::join(lines, "\n"));
}

double text_width(std::string_view text, double size) {
  const std::string shown = printable(text, 1000);
  double sum = 0;
  for (std::string_view rest = shown; !rest.empty(); rest.remove_prefix(first_of(rest).size()))
    sum += advance_of(rest);
  return sum / 1000 * size * kSlack;
}

std::string fitted_text(const std::string& text, double width, double size) {
  std::string shown = printable(text, 1000);
  if (text_width(shown, size) <= width) return shown;
  const double room = width - text_width("\xE2\x80\xA6", size);
  double used = 0;
  std::string result;
  for (std::string_view rest = shown; !rest.empty(); rest.remove_prefix(first_of(rest).size())) {
    used += advance_of(rest) / 1000 * size * kSlack;
    if (used > room) break;
    result += first_of(rest);
  }
  return result + "\xE2\x80\xA6";
}

std::vector<std::string> wrapped_text(const std::string& text, double width, double size) {
  std::vector<std::string> lines;
  if (text.empty()) return lines;
  for (const std::string_view paragraph : split_at(text, '\n')) {
    std::string line;
    for (const std::string_view word : split_at(paragraph, ' ')) {
      std::string longer = line;
      if (!line.empty()) longer += ' ';
      longer += word;
      if (!line.empty() && text_width(longer, size) > width) {
        lines.push_back(fitted_text(line, width, size));
        longer = word;
      }
      line = std::move(longer);
    }
    lines.push_back(fitted_text(line, width, size));
  }
  return lines;
}

}  // namespace nntrain
