#include "training/deal_rows.hpp"

#include <cstring>
#include <utility>

#include "math/row_move.hpp"

namespace nntrain {
namespace {

constexpr std::size_t kBytesOfText = 64;  // about as many has a row's text, with its length

void append_text(std::string_view text, Ranks::Bytes& bytes) {
  const std::size_t size = text.size();
  for (const std::span<const std::byte> part :
       {std::as_bytes(std::span(&size, 1)), std::as_bytes(std::span(text.data(), size))})
    bytes.insert(bytes.end(), part.begin(), part.end());
}

void take_texts(std::size_t count, std::span<const std::byte> bytes, TextList& texts) {
  for (; count > 0; --count) {
    std::size_t size = 0;
    std::memcpy(&size, bytes.data(), sizeof(size));
    bytes = bytes.subspan(sizeof(size));
    texts.add({reinterpret_cast<const char*>(bytes.data()), size});
    bytes = bytes.subspan(size);
  }
}

void move_texts(const RowMove& move, TextList& texts) {
  TextList moved;
  move.run(
      kBytesOfText,
      [&](std::size_t first, std::size_t count, Ranks::Bytes& bytes) {
        for (std::size_t row = first; row < first + count; ++row) append_text(texts[row], bytes);
      },
      [&](std::size_t count, std::span<const std::byte> bytes) { take_texts(count, bytes, moved); });
  texts = std::move(moved);
}

}  // namespace

void deal_rows(Ranks& ranks, const SplitRowsOfRank& rows) {
  const RowMove move(share_of(ranks, rows.numbers.size()));
  Samples& samples = rows.samples;
  for (BlockMatrix* const matrix : {&samples.inputs, &samples.targets, &samples.weights, &rows.truth})
    move.move(*matrix);
  move.move(rows.numbers);
  for (KeptColumn& column : rows.kept) move_texts(move, column.texts);
  samples.share = move.to();
}

}  // namespace nntrain
