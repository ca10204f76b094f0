#include "csv/line_reader.hpp"

#include <utility>

#include <fmt/format.h>

// The thread of the library reads ahead only for files from 32 MiB. With a slow pipe, it would delay error
// messages.
#define CSV_IO_NO_THREAD
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#include <libfccp/csv.h>
#pragma GCC diagnostic pop
#else
#include <libfccp/csv.h>
#endif

#include "base/error.hpp"
#include "base/quote.hpp"

namespace nntrain {
namespace {

/// The next lines that the source gives together. An empty line comes first: the library removes a byte order
/// mark from the first line, and ByteSource has done so already.
class SourceAdapter : public io::ByteSourceBase {
 public:
  SourceAdapter(ByteSource& source, bool may_wait) : source_(source), may_wait_(may_wait) {}
  int read(char* buffer, int size) override {
    if (is_over_) return 0;
    std::size_t got = 0;
    if (!has_begun_) buffer[got++] = '\n';
    has_begun_ = true;
    got += source_.read(buffer + got, static_cast<std::size_t>(size) - got, may_wait_);
    is_over_ = got < static_cast<std::size_t>(size);
    return static_cast<int>(got);
  }

 private:
  ByteSource& source_;
  bool may_wait_;
  bool has_begun_ = false;
  bool is_over_ = false;
};

}  // namespace

struct LineReader::Package {
  ByteSource source;
  // It takes the end of what the source gives together for the end of all. With all of it in one, nothing
  // would be decompressed while lines are used: it reads 32 MiB before it gives the first one.
  std::optional<io::LineReader> lines;
  const char* ahead = nullptr;  // the next line, if it is known

  Package(const std::string& path, bool hash, Extent extent) : source(path, hash, extent) {
    begin(path, true);
  }

  void begin(const std::string& path, bool may_wait) {
    lines.emplace(path, std::make_unique<SourceAdapter>(source, may_wait));
    lines->next_line();  // the empty one
  }

  /// The next line; null at the end of what the source gave together.
  const char* next_line() { return ahead != nullptr ? std::exchange(ahead, nullptr) : lines->next_line(); }
};

LineReader::LineReader(const std::string& path, bool hash, Extent extent)
    : path_(path),
      may_wait_(extent == Extent::kAsItComes),
      package_(std::make_unique<Package>(path, hash, extent)) {}

LineReader::~LineReader() = default;

/// The next line, or null at the end; also where the source waits, unless this `may_wait`.
const char* LineReader::fetch(bool may_wait) {
  if (failure_) std::rethrow_exception(failure_);
  try {
    const char* text = package_->next_line();
    const ByteSource& source = package_->source;
    while (text == nullptr && !source.is_over() && (may_wait || !source.is_waiting())) {
      package_->begin(path_, may_wait);
      text = package_->next_line();
    }
    return text;
  } catch (const io::error::line_length_limit_exceeded&) {
    failure_ = std::make_exception_ptr(DataError(
        fmt::format("{}:{}: a line of more than {} bytes", shown_path(path_), line_ + 1, kLongestLine)));
  } catch (const DataError&) {
    failure_ = std::current_exception();
  }
  std::rethrow_exception(failure_);
}

std::optional<std::string_view> LineReader::next() {
  if (is_kept()) {
    const Run& run = kept_[run_];
    if (++line_ == run.end) ++run_;
    return run.text;
  }
  const char* const text = fetch(true);
  if (text == nullptr) {
    has_met_end_ = true;
    return {};
  }
  ++line_;
  if (!keeping_) return text;
  if (kept_.empty() || kept_.back().text != text) kept_.push_back({text, line_});
  kept_.back().end = line_;
  run_ = kept_.size();
  return kept_.back().text;
}

bool LineReader::is_waiting() {
  if (is_kept() || !may_wait_) return false;
  if (package_->ahead == nullptr) package_->ahead = fetch(false);
  return package_->ahead == nullptr && package_->source.is_waiting();
}

void LineReader::refuse_damage() {
  package_->source.refuse_damage();
}

void LineReader::rewind() {
  line_ = first_;
  run_ = 0;
  while (is_kept() && kept_[run_].end <= first_) ++run_;
}

std::size_t LineReader::bytes_read() const {
  return package_->source.bytes_read();
}

std::string LineReader::sha256() {
  return package_->source.sha256();
}

}  // namespace nntrain
