#include "base/fail_together.hpp"

#include <exception>
#include <string>

#include "base/error.hpp"
#include "base/ranks.hpp"

namespace nntrain {
namespace {

/// An error as the other ranks are told of it. "": none.
std::string told(const Error& error) {
  std::string text(1, static_cast<char>(error.code()));
  text += error.what();
  text += '\0';
  text += error.remedy().text();
  return text;
}

[[noreturn]] void throw_as_told(const std::string& text) {
  const auto code = static_cast<ExitCode>(static_cast<unsigned char>(text[0]));
  const std::size_t end = text.find('\0', 1);
  const std::string message = text.substr(1, end - 1);
  const std::string remedy = text.substr(end + 1);
  switch (code) {
    case ExitCode::kUsage:
      throw UsageError(message, remedy);
    case ExitCode::kData:
      throw DataError(message, remedy);
    case ExitCode::kTraining:
      throw TrainingError(message, remedy);
    case ExitCode::kModel:
      throw ModelError(message, remedy);
    default:
      throw Error(code, message, remedy);
  }
}

}  // namespace

void fail_together(const std::function<void()>& work) {
  Ranks& ranks = Ranks::all();
  if (!ranks.are_many()) return work();
  std::exception_ptr own;
  std::string own_text;
  try {
    work();
  } catch (const Error& error) {
    own = std::current_exception();
    own_text = told(error);
  }
  std::size_t rank = 0;
  for (const std::vector<char>& text : ranks.gather_lists(std::span<const char>(own_text))) {
    const bool is_own = rank++ == ranks.rank();
    if (text.empty()) continue;
    if (is_own) std::rethrow_exception(own);
    throw_as_told({text.begin(), text.end()});
  }
}

}  // namespace nntrain
