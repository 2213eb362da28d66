#include "stenogram/serve/upload.h"

namespace stenogram::serve {

capture::Source uploaded(const Arguments& arguments, std::string_view unnamed) {
  capture::Source source;
  std::string name = arguments.text("name");
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string::npos) name.erase(0, slash + 1);
  source.name = name.empty() ? std::string(unnamed) : name;
  source.bytes = arguments.body;
  source.declared_media_type = arguments.media_type;
  source.declared_charset = arguments.charset;
  return source;
}

}  // namespace stenogram::serve
