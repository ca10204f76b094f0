#include "csv/decompressor.hpp"

#ifndef NNTRAIN_WITHOUT_COMPRESSION

#include <new>

#include <zstd.h>
#include <zstd_errors.h>

namespace nntrain {
namespace {

/// Frames after each other, also skippable ones (RFC 8878).
class ZstdDecompressor : public Decompressor {
 public:
  ZstdDecompressor() : state_(ZSTD_createDStream()) {
    if (state_ == nullptr) throw std::bad_alloc();
    constexpr int kWindowBits = 27;
    static_assert(kLargestWindow == std::size_t{1} << kWindowBits);
    ZSTD_DCtx_setParameter(state_, ZSTD_d_windowLogMax, kWindowBits);
  }
  ~ZstdDecompressor() override { ZSTD_freeDStream(state_); }
  ZstdDecompressor(const ZstdDecompressor&) = delete;
  ZstdDecompressor& operator=(const ZstdDecompressor&) = delete;

  std::size_t decompress(std::string_view& bytes, char* text, std::size_t size) override {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_outBuffer out{text, size, 0};
    const std::size_t result = ZSTD_decompressStream(state_, &out, &in);
    bytes.remove_prefix(in.pos);
    if (ZSTD_isError(result) != 0) refuse(result);
    is_between_ = result == 0;
    has_more_ = !is_between_ && out.pos == size;
    return out.pos;
  }

  bool has_more() const override { return has_more_; }
  bool may_end() const override { return is_between_; }

 private:
  [[noreturn]] static void refuse(std::size_t result) {
    switch (ZSTD_getErrorCode(result)) {
      case ZSTD_error_memory_allocation:
        throw std::bad_alloc();
      case ZSTD_error_frameParameter_windowTooLarge:
        throw TooLargeWindow(ZSTD_getErrorName(result));
      case ZSTD_error_prefix_unknown:
        throw DamagedData("");  // whoever made this saw that the first is right
      default:
        throw DamagedData(ZSTD_getErrorName(result));
    }
  }

  ZSTD_DStream* state_;
  bool is_between_ = false;  // a frame has ended, and no other one has begun
  bool has_more_ = false;
};

}  // namespace

std::unique_ptr<Decompressor> make_zstd_decompressor() {
  return std::make_unique<ZstdDecompressor>();
}

}  // namespace nntrain

#else

namespace nntrain {

std::unique_ptr<Decompressor> make_zstd_decompressor() {
  return {};
}

}  // namespace nntrain

#endif
