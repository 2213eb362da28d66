# Every library from outside, by the name under which rooms link it. The installed
# package includes this file too, so that a program that links stenogram finds them.
find_package(PkgConfig REQUIRED)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET GLOBAL libcrypto)
