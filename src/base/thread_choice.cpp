#include "base/thread_choice.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace nntrain {
namespace {

constexpr double kStretch = 2e-4;        // seconds of a stretch outside of trials
constexpr double kTrialStretch = 1e-4;   // and in one
constexpr double kWaking = 3e-4;         // until a processor that slept has woken up
constexpr int kTrialStretches = 6;       // by turns; before each on all threads is one that is not counted
constexpr double kFirstInterval = 2e-3;  // seconds
constexpr double kLongestInterval = 0.25;
constexpr double kLongestOfBusy = 1;  // where threads have become slow again and again
constexpr double kGrowth = 4;         // of the intervals
constexpr double kCallsBetween = 32;  // times the threads: a call on one thread takes as long as these
constexpr double kGain = 0.97;        // a change must save more than 3 %
constexpr double kSlow = 2;           // times as long as usual
constexpr double kLongCall = 5e-3;    // seconds: longer than a thread waits for its turn on a processor

}  // namespace

double ThreadChoice::steady_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

ThreadChoice::ThreadChoice(std::size_t threads, std::function<double()> clock)
    : threads_(static_cast<double>(threads)), clock_(std::move(clock)), interval_(kFirstInterval) {}

void ThreadChoice::end_stretch(bool is_long) {
  constexpr double kMostCalls = 1e6;
  const double now = clock_();
  if (stage_ >= 0 &&
      now - begun_ < (is_waking_ ? kWaking : kTrialStretch)) {  // looks at each call: one can be very slow
    ++calls_;
    left_ = 1;
    return;
  }
  double each = kStretch;
  if (calls_ == 0) {
    keeps_all_ = is_long;
    on_all_ = is_long;
    decided_ = now;
    changed_ = now;
  } else {
    each = (now - begun_) / static_cast<double>(calls_);
    if (stage_ < 0) {
      note_settled(now, each);
    } else {
      note_trial(now, each);
    }
  }
  const double fitting = each > 0 ? std::clamp(kStretch / each, 1.0, kMostCalls) : kMostCalls;
  calls_ = stage_ < 0 ? static_cast<std::uint64_t>(fitting) : 1;
  left_ = calls_;
  begun_ = now;
}

void ThreadChoice::note_settled(double now, double each) {
  const bool is_slow = keeps_all_ && usual_ > 0 && each > kSlow * usual_;
  if (keeps_all_ && each >= kLongCall && !is_slow) return;  // then threads pay, or wait only a little
  const bool is_due = now - decided_ >= std::max(interval_, kCallsBetween * threads_ * each);
  if (is_slow || is_due) begin_trial(now, each, is_slow);
}

void ThreadChoice::begin_trial(double now, double each, bool is_slow) {
  trial_begun_ = now;
  is_slow_ = is_slow;
  kept_ = Mean();
  if (!is_slow) kept_.add(each);  // one slow stretch may be chance
  other_ = Mean();
  stage_ = 0;
  on_all_ = !keeps_all_;
  is_waking_ = on_all_;
}

void ThreadChoice::note_trial(double now, double each) {
  constexpr double kHopeless = 1.5;
  if (is_waking_) {
    is_waking_ = false;
    return;
  }
  (on_all_ == keeps_all_ ? kept_ : other_).add(each);
  ++stage_;
  on_all_ = !on_all_;
  is_waking_ = on_all_;
  const bool is_hopeless = other_.count > 0 && kept_.count > 0 && other_.value() > kHopeless * kept_.value();
  if (is_hopeless || stage_ == kTrialStretches) end_trial(now);
}

void ThreadChoice::end_trial(double now) {
  const bool changes = other_.value() < kGain * kept_.value();
  const double spent = now - trial_begun_;
  if (changes) keeps_all_ = !keeps_all_;
  // A machine that was free for long may be free soon. Where the other programs stay, threads are tried less
  // and less often.
  const bool fails = changes && !keeps_all_ && is_slow_;
  if (fails && now - changed_ > 16 * interval_) {
    interval_ = kFirstInterval;
  } else {
    const double longest = fails ? kLongestOfBusy : kLongestInterval;
    interval_ =
        std::max({std::min(kGrowth * interval_, longest), std::min(interval_, kLongestOfBusy), spent / 0.03});
  }
  if (changes && keeps_all_) changed_ = now;
  usual_ = changes ? other_.value() : kept_.value();
  decided_ = now;
  stage_ = -1;
  on_all_ = keeps_all_;
}

}  // namespace nntrain
