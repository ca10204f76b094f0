# What is installed: the one list for cmake --install, the tarball and the .deb. Links between the pages lead to
# something wherever they are. The .deb leaves out the component "elsewhere" and adds "debian" (package.cmake).
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME nntrain)

install(TARGETS nntrain)

if(NOT CMAKE_CROSSCOMPILING OR CMAKE_CROSSCOMPILING_EMULATOR)  # the program tells its own manual page and completions
  find_program(GZIP_PROGRAM gzip REQUIRED)
  add_custom_command(TARGET nntrain POST_BUILD
    COMMAND nntrain help man > nntrain.1
    COMMAND ${GZIP_PROGRAM} -9nf nntrain.1
    COMMAND nntrain help bash > nntrain.bash
    COMMAND nntrain help zsh > _nntrain)
  install(FILES ${CMAKE_BINARY_DIR}/nntrain.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES ${CMAKE_BINARY_DIR}/nntrain.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          RENAME nntrain)
  install(FILES ${CMAKE_BINARY_DIR}/_nntrain DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
          COMPONENT elsewhere)
endif()

# The data sets are among the examples, and the license is with those of the libraries.
file(READ ${CMAKE_SOURCE_DIR}/README.md readme)
string(REPLACE "](data/" "](examples/data/" readme "${readme}")
string(REPLACE "](LICENSE)" "](copyright)" readme "${readme}")
string(REPLACE "](CONTRIBUTING.md)" "](docs/development.md)" readme "${readme}")
file(WRITE ${CMAKE_BINARY_DIR}/papers/README.md "${readme}")

# Each block of docs/ci.md that begins with the name of a file is an example.
file(READ ${CMAKE_SOURCE_DIR}/docs/ci.md recipes)
foreach(recipe "# .github/workflows/model.yml=github.yml" "# .gitlab-ci.yml=gitlab-ci.yml" "# Makefile=Makefile"
               "# .pre-commit-config.yaml=pre-commit-config.yaml")
  string(REGEX MATCH "^(.*)=(.*)$" both "${recipe}")
  set(first "${CMAKE_MATCH_1}")
  set(name "${CMAKE_MATCH_2}")
  string(FIND "${recipes}" "\n${first}\n" begin)
  if(begin EQUAL -1)
    message(FATAL_ERROR "docs/ci.md has no block that begins with '${first}'")
  endif()
  math(EXPR begin "${begin} + 1")
  string(SUBSTRING "${recipes}" ${begin} -1 rest)
  string(FIND "${rest}" "```" end)
  string(SUBSTRING "${rest}" 0 ${end} block)
  file(WRITE ${CMAKE_BINARY_DIR}/papers/ci/${name} "${block}")
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/README.md
             ${CMAKE_SOURCE_DIR}/docs/ci.md)

include(cmake/linked_libraries.cmake)
install(FILES ${CMAKE_BINARY_DIR}/papers/README.md CHANGELOG.md ${CMAKE_BINARY_DIR}/papers/copyright
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR}
        FILES_MATCHING PATTERN "*.md" PATTERN "*.svg" PATTERN "*.schema.json")
install(DIRECTORY data DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples
        FILES_MATCHING PATTERN "*.md" PATTERN "*.csv" PATTERN "*.json" PATTERN "*.txt")
install(DIRECTORY ${CMAKE_BINARY_DIR}/papers/ci DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)

# Debian has the texts of the licenses on every machine; elsewhere they come along.
foreach(license Apache-2.0 GPL-3 LGPL-2.1)
  if(EXISTS /usr/share/common-licenses/${license})
    install(FILES /usr/share/common-licenses/${license} DESTINATION ${CMAKE_INSTALL_DOCDIR}/licenses
            COMPONENT elsewhere)
  endif()
endforeach()
