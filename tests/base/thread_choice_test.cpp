#include "base/thread_choice.hpp"

#include "support/catch.hpp"

using namespace nntrain;

namespace {

/// A machine on which a call takes a time that depends on its threads.
struct Machine {
  double one = 10e-6;  ///< seconds of a call on one thread
  double all = 6e-6;   ///< and on all
  double now = 1000;

  /// Calls for some seconds. Returns the share of the calls that ran on all threads.
  double run(ThreadChoice& choice, double seconds) {
    const double end = now + seconds;
    double calls = 0;
    double on_all = 0;
    while (now < end) {
      const bool is_all = choice.next(one > 1e-3);
      CHECK(choice.is_on_all() == is_all);
      now += is_all ? all : one;
      calls += 1;
      on_all += is_all ? 1 : 0;
    }
    return on_all / calls;
  }
  ThreadChoice choice(std::size_t threads) {
    return ThreadChoice(threads, [this] { return now; });
  }
};

}  // namespace

TEST_CASE("the faster of one thread and all is kept, and little time goes into trials") {
  Machine machine;
  ThreadChoice choice = machine.choice(2);
  CHECK(machine.run(choice, 2e-3) == 0);  // before the first trial
  CHECK(machine.run(choice, 0.07) > 0.97);
  CHECK(machine.run(choice, 1) > 0.99);

  Machine slow{.one = 10e-6, .all = 13e-6};
  ThreadChoice none = slow.choice(2);
  CHECK(slow.run(none, 0.01) < 0.4);
  CHECK(slow.run(none, 1) < 0.01);
}

TEST_CASE("all threads are tried again where they were slow, and left when they become slow") {
  Machine machine;
  ThreadChoice choice = machine.choice(2);
  machine.run(choice, 3);
  machine.all = 1e-3;  // another program wants the processors
  machine.run(choice, 0.05);
  CHECK_FALSE(choice.is_on_all());
  const double before = machine.now;
  double on_all = machine.run(choice, 2) * 2 / machine.one * machine.all;
  CHECK(machine.now - before == Approx(2).margin(0.01));
  CHECK(on_all < 0.06);  // seconds
  machine.all = 6e-6;    // and has ended
  CHECK(machine.run(choice, 3) > 0.7);
  CHECK(choice.is_on_all());
}

TEST_CASE("calls that have become long leave all threads, too") {
  Machine machine{.one = 3e-3, .all = 1.6e-3};
  ThreadChoice choice = machine.choice(2);
  machine.run(choice, 5);
  CHECK(choice.is_on_all());
  machine.all = 8e-3;
  machine.run(choice, 1);
  CHECK_FALSE(choice.is_on_all());
}

TEST_CASE("on a machine that is busy from the start, little time goes into trials") {
  Machine busy{.one = 10e-6, .all = 6e-3};
  ThreadChoice choice = busy.choice(2);
  const double begun = busy.now;
  const double on_all = busy.run(choice, 2) * 2 / busy.one * busy.all;
  CHECK(busy.now - begun == Approx(2).margin(0.02));
  CHECK(on_all < 0.08);  // seconds
}

TEST_CASE("calls that take long stay on all threads") {
  Machine machine{.one = 0.5, .all = 0.06};
  ThreadChoice choice = machine.choice(10);
  CHECK(machine.run(choice, 60) == 1);
  // A call of a millisecond is tried on one thread once it is a small part of the whole.
  Machine shorter{.one = 8e-3, .all = 1e-3};
  ThreadChoice eight = shorter.choice(8);
  CHECK(shorter.run(eight, 0.2) == 1);
  const double share = shorter.run(eight, 5);
  CHECK(share < 1);
  CHECK(share > 0.99);
}
