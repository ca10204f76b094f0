# The .deb: cpack in the build folder writes nntrain_VERSION-REVISION_ARCHITECTURE.deb. The revision counts the packages
# of one version, and is that of the newest heading in CHANGELOG.md: "## 0.1.0-2 - DATE", or 1 without it.
find_program(DPKG_DEB_PROGRAM dpkg-deb)
if(NOT DPKG_DEB_PROGRAM OR NOT GZIP_PROGRAM)
  return()
endif()
if(CMAKE_CROSSCOMPILING)  # cpack would take the name of this machine
  if(CMAKE_SYSTEM_PROCESSOR STREQUAL "aarch64")
    set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
  elseif(CMAKE_SYSTEM_PROCESSOR STREQUAL "s390x")
    set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE s390x)
  else()
    message(NOTICE "cpack makes no package: what Debian calls '${CMAKE_SYSTEM_PROCESSOR}' is not in cmake/package.cmake")
    return()
  endif()
endif()
file(STRINGS CHANGELOG.md versions REGEX "^## [0-9]")
list(GET versions 0 newest)
string(REGEX REPLACE "^## [^ ]+ - " "" CPACK_NNTRAIN_RELEASE_DATE "${newest}")
set(revision 1)
if(newest MATCHES "^## [0-9.]+-([0-9]+) ")
  set(revision ${CMAKE_MATCH_1})
endif()
set(maintainer "nntrain developers <nntrain@example.org>")

file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/papers)
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C awk -v version=${PROJECT_VERSION}
                        "-v" "maintainer=${maintainer}" -f ${CMAKE_SOURCE_DIR}/cmake/package/changelog.awk
                        ${CMAKE_SOURCE_DIR}/CHANGELOG.md
                OUTPUT_FILE ${CMAKE_BINARY_DIR}/papers/changelog.Debian RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "CHANGELOG.md cannot be made Debian's changelog")
endif()
execute_process(COMMAND ${GZIP_PROGRAM} -9nf ${CMAKE_BINARY_DIR}/papers/changelog.Debian)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md
             ${CMAKE_SOURCE_DIR}/cmake/package/changelog.awk)
install(FILES ${CMAKE_BINARY_DIR}/papers/changelog.Debian.gz DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES cmake/package/lintian-overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME nntrain
        COMPONENT debian EXCLUDE_FROM_ALL)
install(FILES ${CMAKE_BINARY_DIR}/_nntrain DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        COMPONENT debian EXCLUDE_FROM_ALL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "nntrain developers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "train neural networks on tables from the command line")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"nntrain reads a CSV file, trains a neural network on the columns that one
chooses, and measures it on rows that it did not train on. It gives the same
bits on every machine, with any number of threads.
.
It also cross-validates, sweeps over settings, compares models, draws
pictures, checks data files, and exports models as ONNX or C. It is for
experiments by scripts, for checks in continuous integration, and for
students.")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${maintainer}")
set(CPACK_DEBIAN_PACKAGE_RELEASE ${revision})
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS gnuplot-nox)  # for --plot -
if(NOT NNTRAIN_IS_STATIC)
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_RELEASE ${revision}+dynamic)  # a release's package has the static program
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)  # Debian 11 reads no zstd
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)  # to choose the components
set(CPACK_COMPONENTS_ALL nntrain debian)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package/before_packing.cmake)
set(CPACK_POST_BUILD_SCRIPTS ${CMAKE_SOURCE_DIR}/cmake/package/after_packing.cmake)
include(CPack)
