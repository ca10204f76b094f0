#include "cli/expect.hpp"

namespace nntrain::test {
namespace {

/// `script` in the folder, where banknotes.csv is a table.
ProgramResult in(const ScratchFolder& scratch, const std::string& script) {
  if (!std::filesystem::exists(scratch.path("banknotes.csv")))
    static_cast<void>(scratch.file("banknotes.csv", read_file(NNTRAIN_SOURCE_DIR "/data/banknotes.txt")));
  return shell(script, scratch.folder().string());
}

}  // namespace

TEST_CASE("a compressed table trains the network that its text trains, from a file or a pipe") {
  const ScratchFolder scratch;
  const std::string flags = " --iterations 5 -q --print fingerprint,rows";
  const ProgramResult plain = in(scratch, "nntrain --data banknotes.csv" + flags);
  REQUIRE(plain.exit_code == 0);
  for (const std::string program : {"gzip", "zstd"}) {
    INFO(program);
    REQUIRE(in(scratch, program + " -c banknotes.csv >t.csv").exit_code == 0);
    for (const std::string read : {"nntrain --data t.csv", "nntrain --data - <t.csv",
                                   "cat t.csv | nntrain --data -", "nntrain --data 't.*'"})
      CHECK(in(scratch, read + flags).out == plain.out);
  }
}

TEST_CASE("the hash of a compressed table is that of its file") {
  const ScratchFolder scratch;
  for (const std::string program : {"gzip", "zstd"}) {
    REQUIRE(in(scratch, program + " -c banknotes.csv >t.csv").exit_code == 0);
    const std::string sum = in(scratch, "sha256sum <t.csv").out.substr(0, 64);
    for (const std::string read : {"nntrain --data t.csv", "cat t.csv | nntrain --data -"})
      CHECK(in(scratch, read + " --iterations 0 -q --print data.sha256").out == sum + "\n");
  }
}

TEST_CASE("compressed and plain files are parts of one table") {
  const ScratchFolder scratch;
  REQUIRE(in(scratch,
             "{ sed -n 1,500p banknotes.csv | gzip >p-1; sed -n '1p;501,900p' banknotes.csv >p-2; "
             "sed -n '1p;901,$p' banknotes.csv | zstd >p-3; }")
              .exit_code == 0);
  const std::string flags = " --iterations 5 -q --print fingerprint,rows";
  CHECK(in(scratch, "nntrain --data 'p-*'" + flags).out ==
        in(scratch, "nntrain --data banknotes.csv" + flags).out);
}

TEST_CASE("other commands read compressed tables, too") {
  const ScratchFolder scratch;
  REQUIRE(in(scratch, "gzip -c banknotes.csv >t.gz; zstd -q banknotes.csv -o t.zst").exit_code == 0);
  REQUIRE(in(scratch, "nntrain --data t.gz --iterations 5 -q --save m.json").exit_code == 0);
  CHECK(in(scratch, "nntrain replay m.json -q").exit_code == 0);
  for (const std::string file : {"t.gz", "t.zst"}) {
    INFO(file);
    const auto same = [&](const std::string& before, const std::string& behind) {
      const ProgramResult plain = in(scratch, before + "banknotes.csv" + behind);
      CHECK(plain.exit_code == 0);
      CHECK(in(scratch, before + file + behind).out == plain.out);
    };
    same("nntrain predict m.json --data ", "");
    same("nntrain evaluate m.json --data ", " --print accuracy");
    same("nntrain plot ", " --output - --as data | md5sum");
    CHECK(in(scratch, "cat " + file + " | nntrain predict m.json --data -").out ==
          in(scratch, "nntrain predict m.json --data banknotes.csv").out);
    CHECK(in(scratch, "nntrain check " + file).exit_code ==
          in(scratch, "nntrain check banknotes.csv").exit_code);
  }
}

TEST_CASE("a remedy for the text of a compressed file decompresses it first") {
  const ScratchFolder scratch;
  REQUIRE(in(scratch, "{ printf 'x;y\\n'; yes '1,5;a' | head -n 20; yes '2,5;b' | head -n 20; } | gzip >t.gz")
              .exit_code == 0);
  const ProgramResult refused = in(scratch, "nntrain --data t.gz");
  check_refusal(refused, 3,
                {"t.gz:2:1: column 'x': '1,5' has a decimal comma",
                 "zcat < t.gz | tr , . | nntrain --data - --delimiter ';' ..."});
  const auto json = nlohmann::json::parse(in(scratch, "nntrain --data t.gz --format json").out);
  CHECK(json["remedy"]["ways"][0]["filter"] == "zcat | tr , .");
  check_refusal(in(scratch, "cat t.gz | nntrain --data -"), 3,
                {"... | zcat | tr , . | nntrain --data - --delimiter ';' ..."});
  CHECK(in(scratch, "zcat < t.gz | tr , . | nntrain --data - --delimiter ';' --iterations 1 -q --print rows")
            .out == "40\n");
}

TEST_CASE("a cut off or damaged file is refused, however large") {
  const ScratchFolder scratch;
  REQUIRE(in(scratch,
             "{ echo a,b,y; seq 200000 | awk '{ print $1 \",\" $1 % 1009 \",\" $1 % 2 }'; } >t.csv; "
             "gzip -k t.csv; zstd -q t.csv; for f in t.csv.gz t.csv.zst; do "
             "head -c -1 $f >cut.$f; head -c 100000 $f >half.$f; { cat $f; echo more; } >more.$f; done; "
             "{ head -c -8 t.csv.gz; printf 12345678; } >sum.t.csv.gz")
              .exit_code == 0);
  for (const std::string kind : {"gz", "zst"}) {
    for (const std::string read : {"nntrain --data X", "cat X | nntrain --data -"}) {
      const auto refused = [&](const std::string& name, const std::string& part) {
        std::string script = read;
        script.replace(script.find('X'), 1, name + ".t.csv." + kind);
        check_refusal(in(scratch, script + " --iterations 1"), 3, {part, "fetch the file again"});
      };
      refused("cut", "is cut off: it ends inside of its ");
      refused("half", "is cut off: it ends inside of its ");
      refused("more", "has other bytes behind its ");
      if (kind == "gz") refused("sum", "is damaged: its gzip data is wrong near byte ");
    }
  }
}

TEST_CASE("of a damaged file the damage is told, and not what it makes of the text") {
  const ScratchFolder scratch;
  REQUIRE(
      in(scratch, "{ echo a,b,y; seq 100000 | awk '{ print $1 \",\" $1 % 1009 \",\" $1 % 2 }'; } | gzip >t")
          .exit_code == 0);
  const std::string sound = read_file(scratch.path("t"));
  int odd_texts = 0;
  for (std::size_t at = 5'000; at < 25'000; at += 1'000) {
    std::string damaged = sound;
    damaged[at] = static_cast<char>(damaged[at] ^ 16);
    static_cast<void>(scratch.file("t", damaged));
    check_refusal(in(scratch, "nntrain --data t --iterations 0"), 3,
                  {"t is damaged: its gzip data is wrong near byte "});
    check_refusal(in(scratch, "cat t | nntrain --data - --iterations 0"), 3,
                  {"standard input is damaged: its gzip data is wrong near byte "});
    if (in(scratch, "zcat t 2>errors | nntrain --data - --iterations 0").exit_code != 0) ++odd_texts;
  }
  CHECK(odd_texts > 0);
}

TEST_CASE("a small file whose text is endless meets the limits of other files") {
  if (!is_release_build()) return;  // sanitizers need more memory
  const ScratchFolder scratch;
  // Members of 10 MB of text, 300 times: 3 GB.
  REQUIRE(in(scratch,
             "many() { gzip >one; for i in $(seq 300); do cat one; done; }; "
             "{ echo a,y | gzip; yes 1,0.5 | head -c 9999996 | many; } >rows.gz; "
             "{ echo a,y | gzip; head -c 10000000 /dev/zero | tr '\\0' 1 | many; } >line.gz; "
             "head -c 10000000 /dev/zero | many >zeros.gz")
              .exit_code == 0);
  const auto refused = [&](const std::string& file, const Words& parts) {
    check_refusal(in(scratch, "ulimit -v 150000; nntrain --data " + file + " --threads 1 --iterations 1"), 3,
                  parts);
  };
  refused("rows.gz",
          {"rows.gz has too many rows for the memory: ", "ulimit -v allows 0.", "zcat < rows.gz | head -n "});
  refused("line.gz", {"line.gz:2: a line of more than 16777215 bytes"});
  refused("zeros.gz", {"zeros.gz:1: a NUL byte"});
}

}  // namespace nntrain::test
