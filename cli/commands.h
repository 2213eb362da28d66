// What each command runs; one file beside this header for each.
#pragma once

namespace stenogram::cli {

class Invocation;

int run_read(Invocation& invocation);
int run_ingest(Invocation& invocation);
int run_list(Invocation& invocation);
int run_show(Invocation& invocation);
int run_search(Invocation& invocation);
int run_kwic(Invocation& invocation);
int run_copies(Invocation& invocation);
int run_compare(Invocation& invocation);
int run_changes(Invocation& invocation);
int run_check(Invocation& invocation);
int run_verify(Invocation& invocation);
int run_stats(Invocation& invocation);
int run_remove(Invocation& invocation);
int run_trends(Invocation& invocation);
int run_collocates(Invocation& invocation);
int run_words(Invocation& invocation);
int run_serve(Invocation& invocation);
int run_reuse(Invocation& invocation);
int run_mcp(Invocation& invocation);
int run_pack(Invocation& invocation);
int run_unpack(Invocation& invocation);

}  // namespace stenogram::cli
