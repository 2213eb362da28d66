# One target that every room links: language level, warnings and, where asked
# for, sanitizers. Nothing is set globally, so the library can be built inside
# another project.
add_library(stenogram_options INTERFACE)
target_compile_features(stenogram_options INTERFACE cxx_std_20)
target_include_directories(stenogram_options INTERFACE
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
  $<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/generated>
  $<INSTALL_INTERFACE:include>)
target_compile_options(stenogram_options INTERFACE
  $<BUILD_INTERFACE:$<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wshadow -Wnon-virtual-dtor>>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees an overlap in `"literal" + std::string()` (its bug 105651).
  target_compile_options(stenogram_options INTERFACE $<BUILD_INTERFACE:$<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>>)
endif()
if(STENOGRAM_WERROR)
  target_compile_options(stenogram_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(STENOGRAM_SANITIZE)
  target_compile_options(stenogram_options INTERFACE
    -fsanitize=${STENOGRAM_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(stenogram_options INTERFACE -fsanitize=${STENOGRAM_SANITIZE})
endif()

# A single-configuration build without a type would be neither fast nor
# debuggable; Release is what a user means.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
find_program(STENOGRAM_CCACHE ccache)
if(STENOGRAM_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${STENOGRAM_CCACHE})
endif()
find_program(STENOGRAM_MOLD mold)
if(STENOGRAM_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(stenogram_options INTERFACE -fuse-ld=mold)
endif()
