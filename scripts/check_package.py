#!/usr/bin/python3
"""Builds the .deb of a release build in a folder of its own, and checks its fields, files, permissions, dates, links
and licenses, what else is installed elsewhere, and that all that tells the version or a library says the same. Runs
lintian where it is installed.

  scripts/check_package.py BUILD_FOLDER

Without cpack or dpkg-deb the exit code is 77, which ctest shows as skipped.
"""
import filecmp
import glob
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

sys.dont_write_bytecode = True

from expectations import expect, has_failed

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SKIPPED = 77
DOC = "usr/share/doc/nntrain/"
MAN, ZSH = "usr/share/man/man1/nntrain.1.gz", "usr/share/zsh/vendor-completions/_nntrain"
BASH = "usr/share/bash-completion/completions/nntrain"
NO_FILES = {"data/no-such-file.csv"}  # a page shows what happens without it
ONLY_DEBIAN = {DOC + "changelog.Debian.gz", "usr/share/lintian/overrides/nntrain", ZSH}
# What CMake looks for: its port of vcpkg, and its part of the file copyright (none if nothing of it is in the program).
LIBRARIES = {
    "CLI11": ("cli11", "cli11"),
    "FAST_FLOAT_INCLUDE_DIR": ("fast-float", "fast-float"),
    "FCCP_INCLUDE_DIR": ("fast-cpp-csv-parser", "fccp"),
    "NNTRAIN_CRYPTO_ARCHIVE": ("openssl", "openssl"),
    "OPENSSL_INCLUDE_DIR": ("openssl", "openssl"),
    "OpenSSL": ("openssl", "openssl"),
    "MPI": (None, None),  # of the cluster, and only with NNTRAIN_MPI=ON
    "NNTRAIN_ZLIB": ("zlib", "zlib"),
    "NNTRAIN_ZLIB_ARCHIVE": ("zlib", "zlib"),
    "ZLIB_INCLUDE_DIR": ("zlib", "zlib"),
    "NNTRAIN_ZSTD": ("zstd", "libzstd"),
    "NNTRAIN_ZSTD_ARCHIVE": ("zstd", "libzstd"),
    "ZSTD_INCLUDE_DIR": ("zstd", "libzstd"),
    "fmt": ("fmt", "fmtlib"),
    "nlohmann_json": ("nlohmann-json", "nlohmann-json3"),
    "Catch2": ("catch2", None),
    "DPKG_DEB_PROGRAM": (None, None),
    "DPKG_QUERY_PROGRAM": (None, None),
    "GZIP_PROGRAM": (None, None),
    "Threads": (None, None),
}


def output_of(*command, **options):
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


def text_of(*path):
    with open(os.path.join(TOP, *path), encoding="utf-8") as file:
        return file.read()


def packed(build, folder, umask):
    """The path of a .deb that cpack makes."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    output_of("cpack", "--config", os.path.join(build, "CPackConfig.cmake"), "-B", folder, umask=umask, env=environment)
    packages = glob.glob(os.path.join(folder, "*.deb"))
    if not expect(len(packages) == 1, f"cpack makes {len(packages)} packages"):
        sys.exit(1)
    return packages[0]


def check_papers(version, revision):
    """All that names the version or a library says the same."""
    entries = re.findall(r"^## ([0-9.]+)(?:-[1-9]\d*)? - \d{4}-\d\d-\d\d$", text_of("CHANGELOG.md"), re.M)
    expect(entries[:1] == [version], f"CHANGELOG.md begins with {entries[:1]}, the program is {version}")
    for page in [TOP + "/README.md"] + sorted(glob.glob(TOP + "/docs/*.md")):
        for name in re.findall(r"\bnntrain[-_][0-9][\w.-]*", text_of(page)):
            right = re.match(rf"nntrain(-{version}[-.]|_{version}-{revision}_)", name)
            expect(right, f"{os.path.relpath(page, TOP)} names {name}, the package is {version}-{revision}")
    manifest = json.loads(text_of("vcpkg.json"))
    expect(not [name for name in manifest if name.startswith("version")], "vcpkg.json has a version of its own")
    ports = manifest["dependencies"] + manifest["features"]["tests"]["dependencies"]
    licenses = re.findall(r"^Files: ([a-z0-9-]+)/\*$", text_of("cmake", "package", "copyright"), re.M)
    cmake = text_of("CMakeLists.txt") + "".join(text_of(path) for path in glob.glob(TOP + "/cmake/*.cmake"))
    found = set(re.findall(r"^ *find_(?:package|path|library|program)\((\w+)", cmake, re.M))
    expect(found == set(LIBRARIES), f"CMake looks for {sorted(found)}, this script knows {sorted(LIBRARIES)}")
    told = {LIBRARIES[name] for name in found & set(LIBRARIES)}
    expect(sorted(ports) == sorted(port for port, _ in told if port), f"vcpkg.json names {ports}")
    linked = sorted([part for _, part in told if part] + ["gcc", "glibc"])
    expect(sorted(licenses) == linked, f"copyright has {licenses} instead of {linked}")


def check_fields(package, version, is_static):
    """The version is that of the package, with its revision."""
    fields = dict(re.findall(r"^([A-Z][\w-]*): (.*)$", output_of("dpkg-deb", "-f", package, text=True), re.M))
    version += "" if is_static else "+dynamic"  # unlike that of a release
    machine = output_of("dpkg", "--print-architecture", text=True).strip()
    wanted = {"Package": "nntrain", "Version": version, "Architecture": machine, "Section": "science",
              "Priority": "optional", "Suggests": "gnuplot-nox",
              "Description": "train neural networks on tables from the command line",
              "Maintainer": "nntrain developers <nntrain@example.org>"}
    for name, value in wanted.items():
        expect(fields.get(name) == value, f"the field {name} is {fields.get(name)}")
    depends = set(fields) - set(wanted) - {"Installed-Size"}
    expect(depends == (set() if is_static else {"Depends"}), f"more fields: {depends}")
    name = os.path.basename(package)
    expect(name == f"nntrain_{version}_{machine}.deb", f"the package is called {name}")


def check_files(archive, version):
    """Permissions, owners, dates and the sums of the files."""
    released = re.sub(r"\A.*?^(?=## \d)", "", text_of("CHANGELOG.md"), count=1, flags=re.M | re.S)
    date = re.match(r"## [0-9.-]+ - (\S+)\n", released)[1]
    seconds = int(output_of("date", "-u", "-d", date, "+%s"))
    for entry in archive.getmembers():
        mode = 0o755 if entry.isdir() or entry.name == "./usr/bin/nntrain" else 0o644
        expect(entry.isdir() or entry.isreg(), f"{entry.name} is neither a file nor a folder")
        expect((entry.mode, entry.uid, entry.gid, entry.mtime) == (mode, 0, 0, seconds),
               f"{entry.name}: mode {entry.mode:o}, owner {entry.uid}:{entry.gid}, time {entry.mtime}")
    log = gzip.decompress(archive.extractfile("./" + DOC + "changelog.Debian.gz").read()).decode()
    expect(log.startswith(f"nntrain ({version}) "), f"the changelog begins with {log[:40]!r}")
    expect(max(map(len, log.split("\n"))) <= 80, "Debian's changelog has a long line")
    changes = re.findall(r"^- (.*(?:\n  .*)*)", released, re.M)
    shown = re.findall(r"^  \* (.*(?:\n    .*)*)", log, re.M)
    expect(list(map(str.split, changes)) == list(map(str.split, shown)), "Debian's changelog has other changes")


def check_sums(package, root):
    lines = output_of("dpkg-deb", "--ctrl-tarfile", package)
    control = os.path.join(root, "..", "control.tar")
    with open(control, "wb") as file:
        file.write(lines)
    with tarfile.open(control) as archive:
        sums = archive.extractfile("./md5sums").read().decode().split("\n")[:-1]
    listed = dict(reversed(line.split("  ", 1)) for line in sums)
    expect(set(listed) == files_of(root), "md5sums and the files differ")
    for path, value in listed.items():
        with open(os.path.join(root, path), "rb") as file:
            expect(hashlib.md5(file.read()).hexdigest() == value, f"{path} has another md5 sum")


def files_of(root):
    return {os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names}


def check_links(root):
    """Every relative link of an installed page leads to an installed file."""
    links = 0
    for page in glob.glob(os.path.join(root, DOC, "**", "*.md"), recursive=True):
        with open(page, encoding="utf-8") as file:
            text = re.sub(r"^```.*?^```|`[^`\n]*`", "", file.read(), flags=re.M | re.S)
        for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            if "://" in link:
                continue
            links += 1
            expect(os.path.isfile(os.path.join(os.path.dirname(page), link)),
                   f"{os.path.relpath(page, root)}: {link} leads nowhere")
    expect(links > 100, f"the pages have {links} links")


def check_commands(root):
    """The commands of an installed page take their files from where they are installed, or make them."""
    commands = 0
    for page in glob.glob(os.path.join(root, DOC, "**", "*.md"), recursive=True):
        with open(page, encoding="utf-8") as file:
            blocks = re.findall(r"^```console\n(.*?)^```", file.read(), flags=re.M | re.S)
        for command in re.findall(r"^\$ (.*)$", "".join(blocks), re.M):
            commands += 1
            for path in re.findall(r"(?<![\w./~-])(?:data|tests)/[\w./-]+", command):
                expect(path in NO_FILES or os.path.exists(os.path.join(root, DOC, "examples", path)),
                       f"{os.path.relpath(page, root)}: a command names {path}, which is not installed")
    expect(commands > 100, f"the pages have {commands} commands")


def check_program(root, program):
    """The program of the package, its own papers, and the README's first job with the examples beside it."""
    inside = os.path.join(root, "usr", "bin", "nntrain")
    expect(b".symtab" not in output_of("readelf", "-SW", inside), "the program is not stripped")
    for word, path in {"man": MAN, "bash": BASH, "zsh": ZSH}.items():
        with open(os.path.join(root, path), "rb") as file:
            content = file.read()
        if path.endswith(".gz"):
            expect(content[4:9] == b"\0\0\0\0\2", f"{path} has a date, or is not pressed as much as possible")
            content = gzip.decompress(content)
        expect(content == output_of(inside, "help", word), f"{path} is not what nntrain help {word} prints")
    job = ["--data", "data/banknotes.txt", "--iterations", "10", "--quiet", "--print", "fingerprint"]
    expect(output_of(inside, *job, cwd=os.path.join(root, DOC, "examples")) == output_of(program, *job, cwd=TOP),
           "the program of the package gives another fingerprint")


def check_licenses(root, in_package, is_static):
    """A static program comes with the notices of what is linked into it, and their versions, as Debian tells them."""
    parts = (["gcc", "glibc", "libzstd", "openssl", "zlib"]
             if is_static and os.path.exists("/usr/share/doc/libc6-dev/copyright") else [])
    expect(sorted(path for path in in_package if path.startswith(DOC + "licenses/")) ==
           [DOC + "licenses/" + part for part in parts], f"the folder licenses has not {parts}")
    with open(os.path.join(root, DOC, "copyright"), encoding="utf-8") as file:
        first = file.read().split("\n\n", 1)[0]
    told = re.findall(r"^ (\w+): \S+ \d\S* \(\w+\), source: \S+ \d", first, re.M)
    expect(sorted(told) == parts, f"copyright tells the versions of {told} instead of {parts}")


def check_elsewhere(build, folder, in_package):
    """What cmake --install and the tarball have: the same files, but for what is Debian's own."""
    output_of("cmake", "--install", build, "--prefix", os.path.join(folder, "usr"))
    there = files_of(folder) - {DOC + "licenses/" + name for name in ("Apache-2.0", "GPL-3", "LGPL-2.1")}
    expect(there == in_package - ONLY_DEBIAN | {"usr/share/zsh/site-functions/_nntrain"},
           f"installed elsewhere, or only in the package: {sorted(there ^ in_package)}")
    check_links(folder)


def check_lintian(package):
    if not shutil.which("lintian"):
        return
    words = ["lintian", "--fail-on", "error,warning"]
    if os.geteuid() == 0:
        words.append("--allow-root")
    result = subprocess.run(words + [package], capture_output=True, text=True, check=False)
    expect(result.returncode == 0, "lintian says:\n" + result.stdout + result.stderr)


def check_package(build, scratch):
    program = os.path.join(build, "nntrain")
    version = output_of(program, "--version", text=True).split()[-1]
    package = packed(build, os.path.join(scratch, "one"), 0o022)
    again = packed(build, os.path.join(scratch, "two"), 0o077)
    expect(filecmp.cmp(package, again, shallow=False), "another build of the package has other bytes")
    is_static = b"INTERP" not in output_of("readelf", "-lW", program)
    with open(os.path.join(build, "CPackConfig.cmake"), encoding="utf-8") as file:
        revision = re.search(r'^set\(CPACK_DEBIAN_PACKAGE_RELEASE "(.+?)(?:\+dynamic)?"\)$', file.read(), re.M)[1]
    check_papers(version, revision)
    check_fields(package, f"{version}-{revision}", is_static)
    root = os.path.join(scratch, "root")
    data = os.path.join(scratch, "data.tar")
    with open(data, "wb") as file:
        file.write(output_of("dpkg-deb", "--fsys-tarfile", package))
    with tarfile.open(data) as archive:
        check_files(archive, f"{version}-{revision}")
        archive.extractall(root)
    in_package = files_of(root)
    needed = ONLY_DEBIAN | {"usr/bin/nntrain", MAN, BASH, DOC + "copyright", DOC + "README.md", DOC + "CHANGELOG.md",
                            DOC + "docs/training.md", DOC + "docs/schema/run.schema.json",
                            DOC + "examples/data/banknotes.txt", DOC + "examples/data/README.md",
                            DOC + "examples/data/lecture_start.json",
                            DOC + "examples/ci/Makefile", DOC + "examples/ci/github.yml"}
    expect(needed <= in_package, f"the package lacks {sorted(needed - in_package)}")
    extra = {path for path in in_package - needed if not re.match(DOC + r"(docs|licenses|examples/(data|ci))/", path)}
    expect(not extra, f"the package also has {sorted(extra)}")
    check_sums(package, root)
    check_links(root)
    check_commands(root)
    check_program(root, program)
    check_licenses(root, in_package, is_static)
    check_elsewhere(build, os.path.join(scratch, "elsewhere"), in_package)
    if is_static:
        check_lintian(package)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: scripts/check_package.py BUILD_FOLDER")
    build = os.path.abspath(sys.argv[1])
    if not shutil.which("dpkg-deb") or not os.path.exists(os.path.join(build, "CPackConfig.cmake")):
        print("check_package: skipped: no .deb can be made here")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as scratch:
        check_package(build, scratch)
    if has_failed():
        sys.exit(1)
    print("check_package: the package is in order")


main()
