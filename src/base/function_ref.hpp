#pragma once

#include <concepts>
#include <memory>
#include <type_traits>
#include <utility>

namespace nntrain {

/// Refers to a function object that somebody else keeps, for an argument of a call. Unlike a std::function it
/// copies nothing and asks for no memory.
template <typename Signature>
class FunctionRef;

template <typename Result, typename... Arguments>
class FunctionRef<Result(Arguments...)> {
 public:
  /// Refers to nothing, and must not be called.
  FunctionRef() = default;
  /// `function` must live as long as this.
  template <typename F>
  requires(!std::same_as<std::remove_cvref_t<F>, FunctionRef> &&
           std::is_invocable_r_v<Result, F&, Arguments...>)
      FunctionRef(F&& function)  // NOLINT(google-explicit-constructor,bugprone-forwarding-reference-overload)
      // The call gives it back as what it was, const or not.
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(function)))),
        call_([](void* object, Arguments... arguments) -> Result {
          return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<Arguments>(arguments)...);
        }) {}

  explicit operator bool() const { return call_ != nullptr; }
  /// Whether both call the same object by the same code.
  bool operator==(const FunctionRef&) const = default;

  Result operator()(Arguments... arguments) const {
    return call_(object_, std::forward<Arguments>(arguments)...);
  }

 private:
  void* object_ = nullptr;
  Result (*call_)(void*, Arguments...) = nullptr;
};

}  // namespace nntrain
