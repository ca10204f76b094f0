#include "dataset/column_reader.hpp"

#include "base/text.hpp"
#include "dataset/cell.hpp"

namespace nntrain {

CellResult ColumnReader::take_other(std::string_view text, std::size_t line, double& value) {
  // Known levels were checked when they were new.
  if (find_level(text, value) == CellResult::kTaken) return CellResult::kTaken;
  if (told_) return is_utf8(text) ? CellResult::kNewText : CellResult::kRefused;
  const ParsedNumber number = parse_number(text);
  if (number.status == NumberStatus::kOk) {
    if (kind_ == ColumnKind::kText) return CellResult::kNumberInText;
    kind_ = ColumnKind::kNumber;
    value = number.value;
    return CellResult::kTaken;
  }
  if (!is_plain_text(text)) return CellResult::kRefused;
  if (kind_ == ColumnKind::kOpen) {
    kind_ = ColumnKind::kText;
    first_text_ = text;
    first_text_line_ = line;
  }
  return CellResult::kNewText;
}

CellResult ColumnReader::find_level(std::string_view text, double& value) {
  if (last_ >= levels_.size() || levels_[last_] != text) {
    const auto found = index_of_.find(text);
    if (found == index_of_.end()) return CellResult::kNewText;
    last_ = found->second;
  }
  value = static_cast<double>(last_);
  return CellResult::kTaken;
}

std::optional<std::vector<double>> ColumnReader::add_later(const ColumnReader& later,
                                                           std::size_t lines_before) {
  if (kind_ == ColumnKind::kOpen) {
    kind_ = later.kind_;
    first_text_ = later.first_text_;
    first_text_line_ = later.first_text_line_ + lines_before;
  }
  if (later.kind_ != kind_ && later.kind_ != ColumnKind::kOpen) return {};
  std::vector<double> index_here(later.levels_.size());
  for (std::size_t level = 0; level < index_here.size(); ++level) {
    const std::string& text = later.levels_[level];
    if (find_level(text, index_here[level]) == CellResult::kTaken) continue;
    index_here[level] = add_level(text, later.level_lines_[level] + lines_before);
  }
  return index_here;
}

void ColumnReader::write(Packer& bytes) const {
  bytes(kind_, told_, first_text_, first_text_line_, levels_, level_lines_);
}

ColumnReader ColumnReader::read(Unpacker& bytes) {
  ColumnReader column(bytes.next<ColumnKind>());
  column.told_ = bytes.next<bool>();
  bytes(column.first_text_, column.first_text_line_);
  const auto levels = bytes.next<std::vector<std::string>>();
  const auto lines = bytes.next<std::vector<std::size_t>>();
  for (std::size_t level = 0; level < levels.size(); ++level) column.add_level(levels[level], lines[level]);
  return column;
}

double ColumnReader::add_level(std::string_view text, std::size_t line) {
  last_ = levels_.size();
  index_of_.emplace(text, last_);
  levels_.emplace_back(text);
  level_lines_.push_back(line);
  return static_cast<double>(last_);
}

}  // namespace nntrain
