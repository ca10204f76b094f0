#include "csv/byte_source.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "base/random.hpp"
#include "csv/csv_reader.hpp"
#include "csv/line_reader.hpp"
#include "dataset/read_table.hpp"
#include "dataset/reading.hpp"
#include "support/catch.hpp"

using namespace nntrain;
using namespace nntrain::test;
using namespace std::string_literals;

namespace {

/// All bytes of the file, read in pieces of `step` bytes.
std::string bytes_of(const std::string& text, std::size_t step) {
  const ScratchFolder scratch;
  ByteSource source(scratch.file("t", text), false);
  std::string bytes;
  std::string piece(step, '\0');
  while (const std::size_t got = source.read(piece.data(), step)) bytes += piece.substr(0, got);
  CHECK(source.read(piece.data(), step) == 0);
  return bytes;
}

/// Runs `write` with the writing end of a pipe; standard input is the other end.
template <typename Write, typename Read>
void through_standard_input(const Write& write, const Read& read) {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const int before = ::dup(0);
  ::dup2(ends[0], 0);
  ::close(ends[0]);
  std::thread writer([&] {
    write(ends[1]);
    ::close(ends[1]);
  });
  read();
  writer.join();
  ::dup2(before, 0);
  ::close(before);
}

void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(descriptor, text.data(), text.size());
    if (put <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
}

}  // namespace

TEST_CASE("bytes reach a reader of lines so that nothing is lost") {
  for (const std::size_t step : {1U, 2U, 3U, 100U}) {
    CHECK(bytes_of("a\n", step) == "a\n");
    CHECK(bytes_of("a", step) == "a\n");
    CHECK(bytes_of("\n", step) == "\n");
    CHECK(bytes_of("a\r\nb\r\n", step) == "a\r\r\nb\r\r\n");
    CHECK(bytes_of("a,\"x\ry\"\r\r\n\n", step) == "a,\"x\ry\"\r\r\r\n\n");
    CHECK(bytes_of("a\r", step) == "a\r\n");
    CHECK(bytes_of("\xEF\xBB\xBF"
                   "a",
                   step) == "a\n");
  }
}

TEST_CASE("the border of a chunk may lie anywhere in a line's end") {
  for (std::size_t size = ByteSource::kChunk - 3; size <= ByteSource::kChunk + 3; ++size) {
    const std::string line(size, 'x');
    CHECK(bytes_of(line, 1000) == line + "\n");
    CHECK(bytes_of(line + "\n", 1000) == line + "\n");
    CHECK(bytes_of(line + "\r\n", 1000) == line + "\r\r\n");
    CHECK(bytes_of(line + "\r\ny\r\n", 1 << 20) == line + "\r\r\ny\r\r\n");
  }
}

TEST_CASE("NUL bytes are named with their line") {
  CHECK(Reading("a,y\n1,2\n3\0,4\n"s).message() == "t.csv:3: a NUL byte, which a text file cannot have");
  std::string lines;
  while (lines.size() < ByteSource::kChunk + 10) lines += "1,2\n";
  const std::size_t count = lines.size() / 4;
  CHECK(Reading(lines + "1,\0\n"s).message() ==
        "t.csv:" + std::to_string(count + 1) + ": a NUL byte, which a text file cannot have");
}

TEST_CASE("files that are no plain text are recognised") {
  const auto failure = [](const std::string& bytes) { return Reading(bytes).failure(); };
  CHECK(failure("\xFF\xFE"
                "a\0,\0"s)
            .message == "t.csv is UTF-16 text");
  CHECK(failure("\xFE\xFF\0a"s).remedy == "iconv -f UTF-16 -t UTF-8 < t.csv | nntrain --data - ...");
  CHECK(failure("a\0,\0b\0\n\0"s).remedy == "iconv -f UTF-16LE -t UTF-8 < t.csv | nntrain --data - ...");
  CHECK(failure("\0a\0,\0b\0\n"s).remedy == "iconv -f UTF-16BE -t UTF-8 < t.csv | nntrain --data - ...");
  CHECK(failure("PK\x03\x04"s).message == "t.csv is a zip archive");
  CHECK(failure("BZh91AY&SY").remedy == "bzcat < t.csv | nntrain --data - ...");
  CHECK(failure("a,y\r1,2\r").message == "the lines of t.csv end in carriage returns only");
  CHECK(failure("a,y\r1,2\r").remedy == "tr '\\r' '\\n' < t.csv | nntrain --data - ...");
  CHECK(failure("\"a\nb\",y\r1,2\r").message.find("carriage returns") != std::string::npos);
  CHECK(failure("\x7F"
                "ELF\0\r1,2\r"s)
            .message.find("a NUL byte") != std::string::npos);
  CHECK(failure("\"a\rb\",y\n1,2\n1,3").code == ExitCode::kDone);
  for (const char* const bytes : {"\x1F\x8B", "a,y\r1,2\r", "PK\x03\x04"}) {
    CHECK(failure(bytes).code == ExitCode::kData);
  }
}

TEST_CASE("standard input, in pieces of any size") {
  const std::string text = "a,b,y\r\n1,2,0\r\n\"3\",4,1";
  ReadOptions options;
  options.path = "-";
  options.sha256 = true;
  Table table;
  through_standard_input(
      [&](int end) {
        for (const char c : text) {
          write_all(end, {&c, 1});
          std::this_thread::yield();
        }
      },
      [&] { table = read_table(options); });
  CHECK(rows_of(table) == std::vector<std::vector<double>>{{1, 2}, {3, 4}});
  CHECK(table.sha256 == shell("printf 'a,b,y\\r\\n1,2,0\\r\\n\"3\",4,1' | sha256sum").out.substr(0, 64));

  Failure failure;
  through_standard_input([&](int end) { write_all(end, "a,y\n1,2\nx,3\n"); },
                         [&] {
                           try {
                             read_table(options);
                           } catch (const Error& error) {
                             failure.message = error.what();
                           }
                         });
  CHECK(failure.message == "standard input:3:1: column 'a': 'x' is not a number");
  through_standard_input([&](int end) { write_all(end, "BZh91AY&SY\n"); },
                         [&] {
                           try {
                             read_table(options);
                           } catch (const Error& error) {
                             failure.message = error.what();
                             failure.remedy = error.remedy().text();
                           }
                         });
  CHECK(failure.message == "standard input is compressed by bzip2");
  CHECK(failure.remedy == "... | bzcat | nntrain --data - ...");
}

TEST_CASE("a file of more than 32 MiB without a final newline") {
  // The line reader's blocks have 2^24 bytes. A long line in each keeps this test fast.
  const ScratchFolder scratch;
  for (const std::size_t extra : {0U, 1U, 5U}) {
    const std::size_t half = (std::size_t{1} << 23) - 8;
    std::string text = "a,y\n";
    for (int i = 0; i < 4; ++i) text += std::string(half, ' ') + std::to_string(i) + ",0.5\r\n";
    text += std::string((std::size_t{1} << 25) - text.size() + extra, ' ') + "7,9";
    LineReader lines(scratch.file("t.csv", text));
    lines.stop_keeping();
    CsvReader reader(lines, ',');
    Record record;
    std::string firsts;
    while (reader.next(record)) firsts += record.cells[0].text;
    CHECK(firsts == "a01237");
    CHECK(lines.line() == 6);
  }
}

TEST_CASE("lines that come piece by piece are at hand as soon as they are complete") {
  RandomStream random(1, RandomPurpose::kShuffle, 0);
  const auto below = [&](std::uint64_t n) { return static_cast<std::size_t>(random.next() % n); };
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> written = {"the first line"};
    std::string text = written.front() + "\n";
    const std::size_t longest = round % 2 == 0 ? 20 : 5'000;  // a pipe must hold one
    for (int line = 0; line < 100; ++line) {
      const bool is_crlf = below(4) == 0;
      written.push_back(std::string(below(longest), static_cast<char>('a' + below(26))) +
                        (is_crlf ? "\r" : ""));
      text += written.back() + "\n";
    }
    written.emplace_back("the last line");
    text += written.back();

    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const std::size_t first = text.find('\n') + 1;
    write_all(ends[1], text.substr(0, first));
    LineReader lines("/dev/fd/" + std::to_string(ends[0]), false, Extent::kAsItComes);
    lines.stop_keeping();
    std::size_t read = 0;
    const auto read_next = [&](std::string_view line) {
      REQUIRE(read < written.size());
      REQUIRE(line == written[read++]);
    };
    std::size_t sent = first;
    std::size_t complete = 1;
    while (sent < text.size()) {
      while (!lines.is_waiting()) read_next(*lines.next());
      REQUIRE(read == complete);
      const std::string piece = text.substr(sent, 1 + below(round % 3 == 0 ? 30 : 3'000));
      write_all(ends[1], piece);
      sent += piece.size();
      const auto feeds = static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
      complete += feeds;
      if (feeds > 0) read_next(*lines.next());  // else it would wait
    }
    ::close(ends[1]);
    while (const auto line = lines.next()) read_next(*line);
    CHECK(read == written.size());
    ::close(ends[0]);
  }
}
