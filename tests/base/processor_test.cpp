#include "base/processor.hpp"

#include "base/system_file.hpp"
#include "support/catch.hpp"

using namespace nntrain;

TEST_CASE("a processor is called by its first model name") {
  CHECK(model_name_in("processor\t: 0\nmodel\t\t: 17\nmodel name\t: AMD  EPYC 9R14 \nmodel name\t: B\n") ==
        "AMD EPYC 9R14");
  CHECK(model_name_in("model name: x: y") == "x: y");
  CHECK(model_name_in("processor\t: 0\nBogoMIPS\t: 50.00\nCPU implementer\t: 0x41\n").empty());
  CHECK(model_name_in("model name\n").empty());
  CHECK(model_name_in("").empty());
}

TEST_CASE("this processor has a name") {
  const std::string name = model_name_in(system_text("/proc/cpuinfo"));
  CHECK_FALSE(processor_name().empty());
  CHECK((name.empty() || processor_name() == name));
}
