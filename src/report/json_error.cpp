#include "report/json_error.hpp"

#include <fmt/format.h>

#include "base/compression.hpp"

namespace nntrain {
namespace {

void write_text(JsonWriter& json, const char* key, const std::string& text) {
  json.key(key);
  text.empty() ? json.null() : json.string(text);
}

}  // namespace

void write_remedy(JsonWriter& json, const Remedy& remedy) {
  json.key("remedy");
  if (remedy.text().empty()) {
    json.null();
    return;
  }
  json.begin_object();
  write_text(json, "id", remedy.id() ? std::string(name_of(*remedy.id())) : "");
  json.key("text").string(remedy.text());
  json.key("needs_knowledge").boolean(remedy.needs_knowledge());
  json.key("ways").begin_array();
  for (const Way& way : remedy.ways()) {
    json.begin_object();
    write_text(json, "lead", way.lead);
    json.key("arguments").strings(way.arguments);
    const std::string before(program_before(way.filter, way.path));
    write_text(json, "filter", before.empty() ? way.filter : fmt::format("{} | {}", before, way.filter));
    write_text(json, "file", way.filter.empty() ? "" : "--" + way.flag);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

std::string json_error(const Error& error, const std::string& command) {
  JsonWriter json;
  json.begin_object();
  json.key("schema").string("nntrain.error/1");
  json.key("version").string(NNTRAIN_VERSION);
  json.key("command").string(command);
  json.key("status").string(error.code() == ExitCode::kTraining ? "failed" : "refused");
  json.key("exit_code").count(static_cast<std::uint64_t>(error.code()));
  json.key("message").string(error.what());
  write_remedy(json, error.remedy());
  json.end_object();
  return json.text();
}

}  // namespace nntrain
