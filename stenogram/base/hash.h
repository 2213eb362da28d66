// SHA-256, by which captures are named. A hash shows that bytes have not
// changed since capture; it says nothing of who wrote them.
#pragma once
#include <string>
#include <string_view>

namespace stenogram {

// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);

}  // namespace stenogram
