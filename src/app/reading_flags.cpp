#include "app/reading_flags.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "dataset/guess.hpp"

namespace nntrain {
namespace {

/// The list as the user would type it.
std::string list_text(const std::vector<std::string>& items) {
  std::vector<std::string> typed;
  for (const std::string& item : items) typed.push_back(list_item(item));
  return join(typed, ",", std::string::npos);
}

}  // namespace

void add_model_flag(FlagTable& table, std::string& model) {
  table.add_input({"model", "FILE", "a model that --save wrote; the word --model may be left out"}, model);
  table.take_bare_word("model");
}

void add_config_flag(FlagTable& table, std::string& config) {
  table.add_input(
      {"config", "FILE", "read flags of this command from lines `flag = value`; the command line wins"},
      config);
}

void add_column_flags(FlagTable& table, ReadOptions& read) {
  table.add_text({"features", "LIST",
                  "the columns that are features: names, col:3, first..last, or a pattern with *; "
                  "default: all columns except the target",
                  "", 'f'},
                 read.features);
  table.add_text({"drop", "LIST", "columns to leave out of the features"}, read.drop);
  table.add_text({"target", "COLUMN", "the column to predict; default: the last one", "", 't'}, read.target);
  table.add_choice({"task", "", "classes or a number; auto: texts or two distinct values are classes"},
                   read.task);
}

FlagText categorical_text() {
  return {"categorical", "LIST", "number columns to read as text: one input for each value"};
}

void add_reading_flags(FlagTable& table, ReadOptions& read) {
  table.add_choice({"header", "", "whether the first line names the columns"}, read.header);
  table.add_text({"columns", "NAMES", "names for the columns of a file without a header line"}, read.columns);
  table.add(
      {"delimiter", "CHAR",
       "the separator of cells: auto, one character, tab, or blanks (runs of blanks or tabs)"},
      read.delimiter,
      [&read](const std::string& given) {
        parse_delimiter(given);
        read.delimiter = given;
      },
      [&read](JsonWriter& json) { json.string(read.delimiter); });
  table.offer({"auto", "tab", "blanks"});
  table.add_count({"skip-lines", "N", "lines before the table, to leave out"}, read.skip_lines, 0, 1000000);
  table.add_text({"comment", "TEXT", "lines that start with this text are comments"}, read.comment);
  table.add_choice(
      {"missing", "", "a missing cell: report an error, leave its row out, or fill in the column's mean"},
      read.missing);
  table.add(
      {"na", "LIST",
       "texts that mean a missing cell, instead of the default ones; +LIST: in addition to them"},
      list_text(read.na),
      [&read](const std::string& given) {
        const bool adds = given.size() > 1 && given.front() == '+';
        read.na = adds ? ReadOptions().na : std::vector<std::string>();
        for (const ListItem& item : list_of("na", adds ? given.substr(1) : given))
          read.na.push_back(item.text);
      },
      [&read](JsonWriter& json) { json.string(list_text(read.na)); });
  table.add(
      {"units", "LIST", "texts before or behind numbers, to leave out: $,%,km reads $5, 12% and 7 km"},
      list_text(read.numbers.units),
      [&read](const std::string& given) {
        read.numbers.units.clear();
        for (const ListItem& item : list_of("units", given)) {
          if (item.text.empty()) continue;  // a receipt has "" for none
          if (item.text.find_first_not_of("0123456789+-.,eE ") == std::string::npos)
            throw UsageError(
                fmt::format("--units '{}' is no unit: it is part of numbers", printable(item.text)),
                fmt::format("to choose how many units a hidden layer has:  nntrain train --hidden {}",
                            shell_word(item.text)));
          read.numbers.units.push_back(item.text);
        }
      },
      [&read](JsonWriter& json) { json.string(list_text(read.numbers.units)); });
  table.add(
      {"thousands", "CHAR", "what separates thousands in numbers: a comma, ' or a blank; or none"},
      thousands_text(read.numbers.thousands),
      [&read](const std::string& given) { read.numbers.thousands = parse_thousands(given); },
      [&read](JsonWriter& json) { json.string(thousands_text(read.numbers.thousands)); });
}

void add_format_flags(FlagTable& table, ReportOutputs& outputs) {
  table.add_choice({"format", "",
                    "format of the result on standard output; jsonl: JSON in one line, to append to a file; "
                    "markdown: for the summary of a CI job"},
                   outputs.format);
  table.add_output({"junit", "FILE", "write how the run, its asserts and findings ended, as JUnit's XML"},
                   outputs.junit, Writing::kWhole);
  table.add_output({"report", "FILE.html",
                    "write one page with the result, its pictures, tables that sort, and the recipe"},
                   outputs.report, Writing::kWhole);
}

FlagText weights_column_text() {
  return {"weights-column", "COLUMN", "a column with the weight of each row"};
}

FlagText unseen_text() {
  return {"unseen", "", "a text that no training row has: report an error, or set its column's inputs to 0"};
}

std::vector<ListItem> list_of(const std::string& name, const std::string& given) {
  const std::optional<std::vector<ListItem>> items = split_list(given);
  if (!items) refuse_value(name, given, "a comma-separated list: a quote is not closed");
  return *items;
}

}  // namespace nntrain
