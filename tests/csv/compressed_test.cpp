#include <array>
#include <thread>

#include <unistd.h>

#include "base/compression.hpp"
#include "csv/line_reader.hpp"
#include "csv/read_ahead.hpp"
#include "dataset/read_table.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using namespace std::string_literals;

namespace {

/// `bytes` after the program: what gzip, zstd and the like make of them.
std::string through(const std::string& program, const std::string& bytes) {
  const ScratchFolder scratch;
  static_cast<void>(scratch.file("in", bytes));
  const ProgramResult result = shell(program + " <in >out", scratch.folder().string());
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return read_file(scratch.path("out"));
}

/// All text of the file that has these bytes.
std::string text_of(const std::string& bytes, bool reads_ahead = false) {
  const ScratchFolder scratch;
  ReadAhead input(scratch.file("t.csv", bytes), false);
  if (reads_ahead) input.begin();
  std::string text;
  std::string piece(1000, '\0');
  while (const std::size_t got = input.read(piece.data(), piece.size())) text += piece.substr(0, got);
  return text;
}

/// The message of reading them; "" if there is none.
std::string message_of(const std::string& bytes) {
  try {
    static_cast<void>(text_of(bytes));
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

/// A skippable frame of zstd (RFC 8878, 3.1.2).
std::string skippable(const std::string& text) {
  return "\x5A\x2A\x4D\x18"s + std::string(1, static_cast<char>(text.size())) + "\0\0\0"s + text;
}

std::string numbers(int rows) {
  std::string text = "a,b,y\n";
  for (int row = 0; row < rows; ++row) {
    text += std::to_string(row * 7919 % 10007) + ',' + std::to_string(row * 104729 % 1009) + ',' +
            std::to_string(row % 2) + '\n';
  }
  return text;
}

}  // namespace

TEST_CASE("compressed bytes become their text, in one part or several") {
  const std::string text = numbers(100);
  const std::string half = text.substr(0, 700);
  const std::string rest = text.substr(700);
  for (const bool reads_ahead : {false, true}) {
    const auto check = [&](const std::string& bytes) { CHECK(text_of(bytes, reads_ahead) == text); };
    check(text);
    check(through("gzip", text));
    check(through("gzip", half) + through("gzip -9", rest));
    check(through("gzip", half) + through("gzip", "") + through("gzip", rest));
    check(through("gzip", text) + std::string(1000, '\0'));
    check(through("zstd", text));
    check(through("zstd --no-check", half) + through("zstd -19", rest));
    check(skippable("a note") + through("zstd", half) + skippable("") + through("zstd", rest) +
          skippable("more"));
    CHECK(text_of(through("gzip", ""), reads_ahead).empty());
    CHECK(text_of(through("zstd", ""), reads_ahead).empty());
  }
}

TEST_CASE("text of many chunks comes whole, read ahead or not") {
  const std::string text = numbers(200'000);  // 2.6 MB
  for (const char* const program : {"gzip -1", "zstd -1"}) {
    const std::string bytes = through(program, text);
    CHECK(text_of(bytes, false) == text);
    CHECK(text_of(bytes, true) == text);
  }
  CHECK(text_of(through("gzip -1", std::string(3'000'000, '\n'))) == std::string(3'000'000, '\n'));
}

TEST_CASE("a compressed table is that of its text, with the hash of the file") {
  for (const int rows : {10, 100'000}) {
    const std::string text = numbers(rows);
    const Table plain = Reading(text).table();
    for (const char* const program : {"gzip -1", "zstd -1"}) {
      const std::string bytes = through(program, text);
      Reading reading(bytes, "t.bin");
      reading.options.sha256 = true;
      const Table table = reading.table();
      CHECK(table.rows() == plain.rows());
      CHECK(rows_of(table) == rows_of(plain));
      CHECK(table.sha256 == sha256_of(bytes));
    }
  }
}

TEST_CASE("a compressed file that ends too early is cut off, wherever that is") {
  const std::string text = numbers(30);
  for (const std::string kind : {"gzip", "zstd"}) {
    const std::string bytes = through(kind, text);
    for (std::size_t size = kind == "gzip" ? 2 : 4; size < bytes.size(); ++size) {
      INFO(kind << ", " << size << " bytes");
      const std::string message = message_of(bytes.substr(0, size));
      CHECK_THAT(message, ContainsSubstring("t.csv is cut off: it ends inside of its " + kind +
                                            " data, at byte " + std::to_string(size)));
    }
    for (const std::size_t size : {5U, 10U, 100U}) {
      const std::string again = bytes + bytes.substr(0, size);
      INFO(kind << ", " << again.size() << " bytes");
      CHECK_THAT(message_of(again), ContainsSubstring("is cut off: "));
    }
  }
}

TEST_CASE("damage in a compressed file is told before what it makes of the text, or does not change it") {
  const std::string text = numbers(30);
  for (const std::string kind : {"gzip", "zstd"}) {
    const std::string bytes = through(kind, text);
    int found = 0;
    for (std::size_t at = kind == "gzip" ? 2 : 4; at < bytes.size(); ++at) {
      for (const unsigned bit : {1U, 16U, 128U}) {
        std::string damaged = bytes;
        damaged[at] = static_cast<char>(static_cast<unsigned char>(damaged[at]) ^ bit);
        INFO(kind << ", byte " << at << ", bit " << bit);
        const Failure failure = Reading(damaged).failure();
        if (failure.code == ExitCode::kDone) {
          CHECK(text_of(damaged) == text);
          continue;
        }
        ++found;
        CHECK(failure.code == ExitCode::kData);
        const bool is_told = failure.message.starts_with("t.csv is damaged: ") ||
                             failure.message.starts_with("t.csv is cut off: ") ||
                             failure.message.starts_with("t.csv has other bytes behind ") ||
                             failure.message.starts_with("t.csv takes more than 128 MiB ");
        INFO(failure.message);
        CHECK(is_told);
      }
    }
    CHECK(found > static_cast<int>(2 * bytes.size()));
  }
  std::string wrong_sum = through("gzip", text);
  wrong_sum[wrong_sum.size() - 8] ^= 1;
  CHECK_THAT(message_of(wrong_sum),
             ContainsSubstring("t.csv is damaged: its gzip data is wrong near byte " +
                               std::to_string(wrong_sum.size() - 4) + " (incorrect data check)"));
}

TEST_CASE("other bytes behind compressed data are an error that tells where they begin") {
  for (const std::string kind : {"gzip", "zstd"}) {
    const std::string bytes = through(kind, "a,y\n1,2\n");
    CHECK_THAT(message_of(bytes + "a,y\n1,2\n"),
               ContainsSubstring("t.csv has other bytes behind its " + kind + " data, which ends at byte " +
                                 std::to_string(bytes.size())));
  }
  const std::string bytes = through("gzip", "a,y\n1,2\n");
  CHECK_THAT(message_of(bytes + std::string(10, '\0') + bytes),
             ContainsSubstring("has other bytes behind its gzip data"));
}

TEST_CASE("what is in a compressed file is judged as a file of its own is") {
  const auto failure = [](const std::string& bytes) { return Reading(bytes).failure(); };
  CHECK(failure(through("gzip", "")).message == "t.csv is empty");
  CHECK(failure(through("gzip", "a,y\n1,2\nx,3\n")).message == "t.csv:3:1: column 'a': 'x' is not a number");
  CHECK(failure(through("zstd", "a,y\n1,2\n3\0,4\n"s)).message ==
        "t.csv:3: a NUL byte, which a text file cannot have");
  const Failure utf16 = failure(through("gzip",
                                        "\xFF\xFE"
                                        "a\0,\0"s));
  CHECK(utf16.message == "t.csv is UTF-16 text");
  CHECK(utf16.remedy == "zcat < t.csv | iconv -f UTF-16 -t UTF-8 | nntrain --data - ...");
  const Failure twice = failure(through("zstd", through("gzip", "a,y\n1,2\n")));
  CHECK(twice.message == "t.csv is compressed twice");
  CHECK(twice.remedy == "zstdcat < t.csv | nntrain --data - ...");
}

TEST_CASE("a zstd file that needs more memory than usual is refused with the command that reads it") {
  // A frame (RFC 8878, 3.1.1) with a window of 2^28 bytes and a raw block of 8 bytes, its last.
  const std::string window(1, static_cast<char>((28 - 10) << 3));
  const std::string bytes = "\x28\xB5\x2F\xFD\0"s + window + "\x41\0\0"s + "a,y\n1,2\n";
  const Failure failure = Reading(bytes).failure();
  CHECK(failure.code == ExitCode::kData);
  CHECK(failure.message ==
        "t.csv takes more than 128 MiB of memory to decompress (it was made with --long or "
        "--ultra)");
  CHECK(failure.remedy == "zstdcat --long=31 < t.csv | nntrain --data - ...");
  std::string allowed = bytes;
  allowed[5] = static_cast<char>((27 - 10) << 3);
  CHECK(text_of(allowed) == "a,y\n1,2\n");
}

TEST_CASE("what a file's first bytes say of its compression") {
  CHECK(compression_of("\x1F\x8B\x08") == Compression::kGzip);
  CHECK(compression_of("\x28\xB5\x2F\xFD") == Compression::kZstd);
  CHECK(compression_of("\x50\x2A\x4D\x18") == Compression::kZstd);
  CHECK(compression_of("\x5F\x2A\x4D\x18") == Compression::kZstd);
  CHECK(compression_of("\x60\x2A\x4D\x18") == Compression::kNone);
  for (const char* const text : {"", "\x1F", "P", "P*M", "a,y\n", "(\xB5/", "12"})
    CHECK(compression_of(text) == Compression::kNone);
  for (const char* const start : {"", "\x1F", "(", "(\xB5", "(\xB5/", "P", "P*", "P*M"})
    CHECK(may_become_compressed(start));
  for (const char* const text : {"a", "\n", "P1", "P*1", "(a", "\x1F\n"}) CHECK(!may_become_compressed(text));
}

TEST_CASE("the lines of a compressed pipe are at hand as soon as they are complete") {
  for (const std::string kind : {"gzip", "zstd"}) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const auto send = [&](const std::string& text) {
      const std::string bytes = through(kind, text);
      REQUIRE(::write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    };
    send("first\nse");
    LineReader lines("/dev/fd/" + std::to_string(ends[0]), false, Extent::kAsItComes);
    lines.stop_keeping();
    CHECK(!lines.is_waiting());
    CHECK(*lines.next() == "first");
    CHECK(lines.is_waiting());
    send("cond\n");
    CHECK(*lines.next() == "second");
    CHECK(lines.is_waiting());
    send("");
    send("third\n");
    CHECK(*lines.next() == "third");
    ::close(ends[1]);
    CHECK(!lines.next());
    ::close(ends[0]);
  }
}

TEST_CASE("an error in a table from a pipe ends the reading, though nobody closes the pipe") {
  for (const bool is_compressed : {false, true}) {
    const std::string text = "a,y\n1,2\nx,3\n" + numbers(100'000).substr(6);
    const std::string bytes = is_compressed ? through("gzip -1", text) : text;
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    std::thread writer([&] {  // it ends when nobody reads any more
      std::string_view rest = bytes;
      while (!rest.empty()) {
        const ssize_t put = ::write(ends[1], rest.data(), std::min<std::size_t>(rest.size(), 10'000));
        if (put <= 0) return;
        rest.remove_prefix(static_cast<std::size_t>(put));
      }
    });
    ReadOptions options;
    options.path = "/dev/fd/" + std::to_string(ends[0]);
    CHECK_THROWS_AS(read_table(options), DataError);
    std::string drained(1 << 16, '\0');
    std::thread drain([&] {
      while (::read(ends[0], drained.data(), drained.size()) > 0) {
      }
    });
    writer.join();
    ::close(ends[1]);
    drain.join();
    ::close(ends[0]);
  }
}
