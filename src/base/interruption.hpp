#pragma once

namespace nntrain {

/// Catches the first SIGINT or SIGTERM during its lifetime, so that training can stop early. A second signal
/// ends the program. Signals that were ignored at the start stay ignored. Only one object may exist at a
/// time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// The number of the caught signal, 0 if there was none.
  int signal() const;
};

}  // namespace nntrain
