#include "csv/decompressor.hpp"

#ifndef NNTRAIN_WITHOUT_COMPRESSION

#include <algorithm>
#include <limits>
#include <new>

#define ZLIB_CONST  // the bytes to decompress are const
#include <zlib.h>

namespace nntrain {
namespace {

/// Members after each other (RFC 1952), and zeros behind them, with which tapes are filled up.
class GzipDecompressor : public Decompressor {
 public:
  GzipDecompressor() {
    constexpr int kGzipOnly = 16;
    if (inflateInit2(&state_, MAX_WBITS + kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~GzipDecompressor() override { inflateEnd(&state_); }
  GzipDecompressor(const GzipDecompressor&) = delete;
  GzipDecompressor& operator=(const GzipDecompressor&) = delete;

  std::size_t decompress(std::string_view& bytes, char* text, std::size_t size) override {
    if (is_between_ && !begin_member(bytes)) return 0;
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    const std::size_t given = std::min(bytes.size(), kMost);
    const std::size_t room = std::min(size, kMost);
    state_.next_in = reinterpret_cast<const Bytef*>(bytes.data());
    state_.avail_in = static_cast<uInt>(given);
    state_.next_out = reinterpret_cast<Bytef*>(text);
    state_.avail_out = static_cast<uInt>(room);
    const int result = inflate(&state_, Z_NO_FLUSH);
    bytes.remove_prefix(given - state_.avail_in);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      throw DamagedData(state_.msg == nullptr ? "no deflate data" : state_.msg);
    is_between_ = result == Z_STREAM_END;
    has_more_ = !is_between_ && state_.avail_out == 0;
    return room - state_.avail_out;
  }

  bool has_more() const override { return has_more_; }
  bool may_end() const override { return is_between_; }

 private:
  /// False if there is no further member in these bytes.
  bool begin_member(std::string_view& bytes) {
    const std::size_t zeros = std::min(bytes.find_first_not_of('\0'), bytes.size());
    is_padded_ = is_padded_ || zeros > 0;
    bytes.remove_prefix(zeros);
    if (bytes.empty()) return false;
    constexpr char kFirst = '\x1F';
    if (is_padded_ || bytes.front() != kFirst) throw DamagedData("");
    inflateReset(&state_);
    return true;
  }

  z_stream state_{};
  bool is_between_ = false;  // a member has ended, and no other one has begun
  bool is_padded_ = false;
  bool has_more_ = false;
};

}  // namespace

bool can_decompress() {
  return true;
}

std::unique_ptr<Decompressor> make_gzip_decompressor() {
  return std::make_unique<GzipDecompressor>();
}

}  // namespace nntrain

#else

namespace nntrain {

bool can_decompress() {
  return false;
}

std::unique_ptr<Decompressor> make_gzip_decompressor() {
  return {};
}

}  // namespace nntrain

#endif
