#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/output.hpp"
#include "base/ranks.hpp"
#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// The second of two ranks, while it lives. It must be asked nothing of the other one.
class SecondRank final : public Ranks {
 public:
  SecondRank() : Ranks(1, 2) { set_all(*this); }
  ~SecondRank() override { set_all(alone()); }

  std::vector<Bytes> gather(std::span<const std::byte>) override { throw std::logic_error("gather"); }
  std::vector<Bytes> exchange(std::vector<Bytes>) override { throw std::logic_error("exchange"); }
  void broadcast(std::span<std::byte>) override { throw std::logic_error("broadcast"); }
  void send(std::size_t, std::span<const std::byte>) override { throw std::logic_error("send"); }
  void receive(std::size_t, std::span<std::byte>) override { throw std::logic_error("receive"); }
};

}  // namespace

TEST_CASE("ranks but the first write no file, and tell of it as if they did") {
  const SecondRank rank;
  const std::string folder = "/tmp/nntrain-silent-" + std::to_string(::getpid());
  std::filesystem::create_directory(folder);
  CHECK_FALSE(writes());
  CHECK_NOTHROW(check_writable("/no such folder/file", Writing::kWhole));
  CHECK_NOTHROW(write_file(folder + "/whole", "text"));
  CHECK(write_result(folder + "/result", "text", true) == folder + "/result");
  CHECK(write_result(folder + "/result", "text", false) == folder + "/result.part");
  {
    GrowingFile file(folder + "/log");
    CHECK(file.is_regular());
    CHECK(file.is_at_its_path());
    file.append("12345");
    file.append("678");
    CHECK(file.size() == 8);
    file.cut(5);
    CHECK(file.size() == 5);
    file.sync();
    file.finish();
  }
  CHECK(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST_CASE("ranks but the first leave a file as it is") {
  const std::string path = "/tmp/nntrain-silent-file-" + std::to_string(::getpid());
  write_file(path, "old");
  write_file(path + ".part", "old part");
  {
    const SecondRank rank;
    write_file(path, "new");
    GrowingFile(path).cut(0);
    write_result(path, "new", true);
  }
  CHECK(std::filesystem::file_size(path) == 3);
  CHECK(std::filesystem::exists(path + ".part"));
  std::filesystem::remove(path + ".part");
  std::filesystem::remove(path);
}
