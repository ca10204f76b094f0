#include "dataset/line_reader.hpp"

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

class SourceAdapter : public io::ByteSourceBase {
 public:
  explicit SourceAdapter(ByteSource& source) : source_(source) {}
  int read(char* buffer, int size) override {
    return static_cast<int>(source_.read(buffer, static_cast<std::size_t>(size)));
  }

 private:
  ByteSource& source_;
};

}  // namespace

struct LineReader::Package {
  ByteSource source;
  io::LineReader lines;

  Package(const std::string& path, bool hash, Extent extent)
      : source(path, hash, extent), lines(path, std::make_unique<SourceAdapter>(source)) {}
};

LineReader::LineReader(const std::string& path, bool hash, Extent extent)
    : path_(path), package_(std::make_unique<Package>(path, hash, extent)) {}

LineReader::~LineReader() = default;

std::optional<std::string_view> LineReader::fetch() {
  if (failure_) std::rethrow_exception(failure_);
  try {
    const char* const text = package_->lines.next_line();
    if (text == nullptr) return {};
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
  if (line_ < kept_.size()) return kept_[line_++];
  std::optional<std::string_view> text = fetch();
  if (!text) {
    has_met_end_ = true;
    return {};
  }
  ++line_;
  if (!keeping_) return text;
  return kept_.emplace_back(*text);
}

void LineReader::rewind() {
  line_ = 0;
}

std::size_t LineReader::bytes_read() const {
  return package_->source.bytes_read();
}

std::string LineReader::sha256() {
  return package_->source.sha256();
}

}  // namespace nntrain
