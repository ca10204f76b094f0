#pragma once

#include <string>
#include <vector>

#include "base/json_writer.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "cli/flag_table.hpp"
#include "dataset/table.hpp"
#include "model/preprocessing.hpp"
#include "report/outputs.hpp"

namespace nntrain {

/// Adds --model. The flag's name may be left out.
void add_model_flag(FlagTable& table, std::string& model);

/// Adds --config.
void add_config_flag(FlagTable& table, std::string& config);

/// Adds --format, --junit and --report.
void add_format_flags(FlagTable& table, ReportOutputs& outputs);

/// Adds the flags on the columns of a table: --features, --drop, --target, --task.
void add_column_flags(FlagTable& table, ReadOptions& read);
/// Adds the flags on reading cells: --header, --columns, --delimiter, --missing, --na.
void add_reading_flags(FlagTable& table, ReadOptions& read);

/// The texts of --categorical, --weights-column and --unseen.
FlagText categorical_text();
FlagText weights_column_text();
FlagText unseen_text();

/// The items in the comma-separated list of a flag. Throws UsageError.
std::vector<ListItem> list_of(const std::string& name, const std::string& given);

/// A LIST of words of the enum E. The default is what `values` has.
template <typename E>
void add_choices(FlagTable& table, const FlagText& text, std::vector<E>& values) {
  const auto words_of = [](const std::vector<E>& all) {
    std::vector<std::string> words;
    for (const E one : all) words.emplace_back(name_of(one));
    return join(words, ",", std::string::npos);
  };
  table.add(
      text, words_of(values),
      [&values, name = text.name](const std::string& given) {
        values.clear();
        for (const ListItem& item : list_of(name, given)) values.push_back(choice<E>(name, item.text));
      },
      [&values, words_of](JsonWriter& json) { json.string(words_of(values)); });
  table.offer_list(words_for<E>());
}

}  // namespace nntrain
