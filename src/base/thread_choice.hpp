#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace nntrain {

/// Chooses whether calls of one kind run on one thread or on all, by which takes less time from call to call.
/// It begins with one or with all, as the caller says, tries the other now and then for some tenths
/// of a millisecond, and keeps the faster. A trial is at once if calls on all threads become slow, because
/// other programs want the processors. Trials take about 3 % of the time at most. Nothing but the time may
/// depend on the choice.
class ThreadChoice {
 public:
  /// `clock` tells the seconds since some time, and is asked only between many calls.
  explicit ThreadChoice(std::size_t threads, std::function<double()> clock = steady_seconds);

  /// Counts the call that begins now. Returns whether it is to run on all threads. `is_long`: whether the
  /// first call is to: a call takes so long that a trial on one thread would cost much. On a busy machine,
  /// short calls on all threads would wait before there is a trial.
  bool next(bool is_long) {
    if (left_ == 0) end_stretch(is_long);
    --left_;
    return on_all_;
  }
  /// What next() has returned last.
  bool is_on_all() const { return on_all_; }

 private:
  static double steady_seconds();

  /// Calls that follow each other on the same threads are timed together.
  struct Mean {
    double sum = 0;
    int count = 0;

    void add(double value) {
      sum += value;
      ++count;
    }
    double value() const { return sum / count; }
  };

  void end_stretch(bool is_long);
  void note_settled(double now, double each);
  void note_trial(double now, double each);
  void begin_trial(double now, double each, bool is_slow);
  void end_trial(double now);

  double threads_;
  std::function<double()> clock_;
  bool on_all_ = true;       // this stretch
  bool keeps_all_ = true;    // outside of trials
  std::uint64_t calls_ = 0;  // of this stretch
  std::uint64_t left_ = 0;   // of them
  double begun_ = 0;         // this stretch
  int stage_ = -1;           // of a trial: its stretches that count so far; -1: there is none
  bool is_waking_ = false;   // the threads wake up: this stretch does not count
  bool is_slow_ = false;     // why there is a trial
  double trial_begun_ = 0;
  Mean kept_;  // seconds for a call in this trial, with the choice before it
  Mean other_;
  double usual_ = 0;    // seconds for a call with the kept choice, in the last trial
  double decided_ = 0;  // when the last trial ended
  double changed_ = 0;  // when the choice became all
  double interval_;     // from this trial to the next
};

}  // namespace nntrain
