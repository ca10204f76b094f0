// Tasks dealt to ranks: each is done once, all ranks get what it gives, and the errors of one reach all.

#include "base/dealt_tasks.hpp"

#include <atomic>
#include <cmath>
#include <limits>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/packer.hpp"
#include "base/shared_errors.hpp"
#include "support/catch.hpp"
#include "support/thread_ranks.hpp"

using namespace nntrain;

namespace {

enum class Fruit { kApple, kPear };

struct Basket {
  Fruit fruit = Fruit::kApple;
  std::vector<std::string> names{};
  std::optional<double> weight{};
  std::vector<std::vector<double>> lists{};

  friend bool operator==(const Basket&, const Basket&) = default;
};

template <typename Archive>
void pass(Archive& archive, IsType<Basket> auto& basket) {
  archive(basket.fruit, basket.names, basket.weight, basket.lists);
}

/// What throw_packed() throws: its kind, code, message and remedy.
template <typename Thrown>
std::string told(const Thrown& thrown) {
  try {
    throw_packed(packed_error(std::make_exception_ptr(thrown)));
  } catch (const UsageError& error) {
    return std::string("usage: ") + error.what() + "|" + error.remedy().text();
  } catch (const DataError& error) {
    return std::string("data: ") + error.what() + "|" + error.remedy().text();
  } catch (const TrainingError& error) {
    return std::string("training: ") + error.what() + "|" + error.remedy().text();
  } catch (const ModelError& error) {
    return std::string("model: ") + error.what() + "|" + error.remedy().text();
  } catch (const std::bad_alloc&) {
    return "no memory";
  } catch (const std::exception& error) {
    return std::string("other: ") + error.what();
  }
}

}  // namespace

TEST_CASE("a packer's values come back as they were") {
  const std::vector<Basket> baskets = {
      {},
      {Fruit::kPear, {"", "Boskoop", std::string("\0\n", 2)}, -0.0, {{}, {1, 2.5}, {5e-324}}},
      {Fruit::kApple, {"x"}, std::numeric_limits<double>::infinity(), {{}}}};
  Packer packer;
  packer(baskets, std::size_t{7}, true, std::string("end"));
  const Ranks::Bytes bytes = packer.take();
  Unpacker unpacker(bytes);
  CHECK(unpacker.next<std::vector<Basket>>() == baskets);
  CHECK(unpacker.next<std::size_t>() == 7);
  CHECK(unpacker.next<bool>());
  CHECK(unpacker.next<std::string>() == "end");
}

TEST_CASE("an error that has gone to another rank has its kind, message and remedy") {
  CHECK(told(UsageError("bad flag", "type another")) == "usage: bad flag|type another");
  CHECK(told(DataError("bad cell")) == "data: bad cell|");
  CHECK(told(TrainingError("one class", "add rows")) == "training: one class|add rows");
  CHECK(told(ModelError("no model", "x")) == "model: no model|x");
  CHECK(told(std::bad_alloc()) == "no memory");
  CHECK(told(std::runtime_error("odd")) == "other: odd");

  const Remedy ways(RemedyId::kMissing,
                    {{"to leave such rows out", {"--missing", "drop"}},
                     {"or zip", {"--na", "a b"}, "zcat", "f.gz", "test", "nntrain plot"}},
                    true);
  try {
    throw_packed(packed_error(std::make_exception_ptr(DataError("hole", ways))));
  } catch (const DataError& error) {
    CHECK(error.remedy().text() == ways.text());
    CHECK(error.remedy().id() == RemedyId::kMissing);
    CHECK(error.remedy().needs_knowledge());
    REQUIRE(error.remedy().ways().size() == 2);
    CHECK(error.remedy().ways()[1].arguments == std::vector<std::string>{"--na", "a b"});
    CHECK(error.remedy().ways()[1].command == "nntrain plot");
  }
}

TEST_CASE("all ranks throw what the lowest failed one throws, and nothing if none has failed") {
  for (const std::size_t ranks : {1U, 2U, 5U}) {
    for (std::size_t failed = 0; failed <= ranks; ++failed) {
      std::vector<std::string> thrown(ranks);
      run_on_ranks(ranks, [&](Ranks& all) {
        std::exception_ptr own;
        if (all.rank() >= failed) own = std::make_exception_ptr(DataError(std::to_string(all.rank())));
        try {
          throw_together(all, own);
        } catch (const DataError& error) {
          thrown[all.rank()] = error.what();
        }
      });
      const std::string expected = failed == ranks ? "" : std::to_string(failed);
      CHECK(thrown == std::vector<std::string>(ranks, expected));
    }
  }
}

TEST_CASE("each dealt task is done once, on one rank, and all ranks get what it gives") {
  for (const std::size_t ranks : {1U, 2U, 3U, 5U}) {
    for (const std::size_t threads : {1U, 2U}) {
      for (const std::size_t count : {0U, 1U, 2U, 7U}) {
        std::vector<std::atomic<int>> done(count);
        std::vector<std::vector<std::size_t>> got(ranks);
        run_on_ranks(ranks, [&](Ranks& all) {
          Workers workers(threads, Sharing::kAlways, all);
          const auto bytes = do_dealt(workers, count, [&](std::size_t task, Workers& own) {
            ++done[task];
            if (own.ranks().are_many()) throw std::logic_error("a task has other ranks");
            Packer packer;
            packer(task * task + 1);
            return packer.take();
          });
          for (const Ranks::Bytes& one : bytes) got[all.rank()].push_back(Unpacker(one).next<std::size_t>());
        });
        std::vector<std::size_t> expected;
        for (std::size_t task = 0; task < count; ++task) expected.push_back(task * task + 1);
        CHECK(got == std::vector<std::vector<std::size_t>>(ranks, expected));
        for (const std::atomic<int>& one : done) CHECK(one == 1);
      }
    }
  }
}

TEST_CASE("the error of the lowest failed task reaches all ranks after all tasks") {
  for (const std::size_t ranks : {2U, 3U, 5U}) {
    for (const std::size_t failed : {0U, 2U, 4U}) {
      std::vector<std::string> thrown(ranks);
      std::atomic<int> done = 0;
      run_on_ranks(ranks, [&](Ranks& all) {
        Workers workers(2, Sharing::kAlways, all);
        try {
          do_dealt(workers, 6, [&](std::size_t task, Workers&) {
            ++done;
            if (task >= failed) throw TrainingError("task " + std::to_string(task), "another");
            return Ranks::Bytes();
          });
        } catch (const TrainingError& error) {
          thrown[all.rank()] = std::string(error.what()) + ", " + error.remedy().text();
        }
      });
      CHECK(done == 6);
      CHECK(thrown == std::vector<std::string>(ranks, "task " + std::to_string(failed) + ", another"));
    }
  }
}
