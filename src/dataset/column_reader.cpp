#include "dataset/column_reader.hpp"

#include "base/text.hpp"
#include "dataset/cell.hpp"

namespace nntrain {

Answer ColumnReader::take_other(std::string_view text, std::size_t line, double& value) {
  // A level was looked at when it was new.
  if (find_level(text, value) == Answer::kTaken) return Answer::kTaken;
  if (told_) return is_utf8(text) ? Answer::kNewText : Answer::kRefused;
  const ParsedNumber number = parse_number(text);
  if (number.status == NumberStatus::kOk) {
    if (kind_ == ColumnKind::kText) return Answer::kNumberInText;
    kind_ = ColumnKind::kNumber;
    value = number.value;
    return Answer::kTaken;
  }
  if (!is_plain_text(text)) return Answer::kRefused;
  if (kind_ == ColumnKind::kOpen) {
    kind_ = ColumnKind::kText;
    first_text_ = text;
    first_text_line_ = line;
  }
  return Answer::kNewText;
}

Answer ColumnReader::find_level(std::string_view text, double& value) {
  if (last_ >= levels_.size() || levels_[last_] != text) {
    const auto found = index_of_.find(text);
    if (found == index_of_.end()) return Answer::kNewText;
    last_ = found->second;
  }
  value = static_cast<double>(last_);
  return Answer::kTaken;
}

double ColumnReader::add_level(std::string_view text, std::size_t line) {
  last_ = levels_.size();
  index_of_.emplace(text, last_);
  levels_.emplace_back(text);
  level_lines_.push_back(line);
  return static_cast<double>(last_);
}

}  // namespace nntrain
