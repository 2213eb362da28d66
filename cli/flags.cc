#include "cli/flags.h"

#include "cli/commands.h"
#include "cli/distinct.h"
#include "cli/filters.h"
#include "cli/manual.h"

namespace stenogram::cli {
namespace {

constexpr std::size_t kAnyNumber = std::size_t(-1);

Flag format_flag() {
  return {.name = "format",
          .value = "FORMAT",
          .help =
              "Read every file as this, whatever it looks like: text, markdown, rst, html, xml, tei, json, "
              "captions, pdf, docx, odt, epub or rtf."};
}

std::vector<Command> make_commands() {
  std::vector<Command> all;
  auto with_filters = [](std::vector<Flag> flags) {
    for (Flag& filter : filter_flags()) flags.push_back(filter);
    flags.push_back(distinct_flag());
    return flags;
  };

  all.push_back(
      {.name = "read",
       .arguments = "FILE...",
       .least = 1,
       .most = kAnyNumber,
       .summary = "Read captures and show what they say, without keeping them.",
       .about = "Shows each transcript found: its heading, its speakers, their turns, and what was left "
                "over. FILE may be plain text in any usual character set, Markdown, HTML and other "
                "formats, or a container of captures; - is standard input. What it is is told from "
                "its content.",
       .flags = {{.name = "tiles",
                  .help = "Show instead who owns each byte of the page: heading, label, note, leftover or turn."},
                 {.name = "explain", .help = "Say also why each stretch of the page was read as it was."},
                 format_flag()},
       .examples = {{"read interview.txt", "The interview, turn by turn."},
                    {"read --json - < interview.html", "All of it, with the place of every item in the file."}},
       .exit_status = "some of the files could not be read",
       .run = run_read,
       .offer = Offer::file});

  all.push_back({.name = "ingest",
                 .arguments = "PATH...",
                 .least = 1,
                 .most = kAnyNumber,
                 .summary = "Keep captures in the archive.",
                 .about = "Takes files and folders; - is standard input. The same bytes are kept once, under every "
                          "name they are seen by. A line is printed for each transcript once it is safe on the "
                          "disk. It may be interrupted and repeated at any time.\n\n"
                          "In a folder, names that begin with a dot are passed over.",
                 .flags = {{.name = "batch",
                            .value = "N",
                            .help = "Make what has been read safe on the disk after every N captures, if not sooner."},
                           format_flag()},
                 .archive = true,
                 .examples = {{"ingest --archive hearings.stenogram captures/", "Everything below that folder."}},
                 .exit_status = "some of it could not be read, or there was nothing",
                 .run = run_ingest,
                 .offer = Offer::file});

  all.push_back({.name = "list",
                 .summary = "List the transcripts of the archive, by date.",
                 .about = "Id, date, number of turns, and who speaks where.",
                 .archive = true,
                 .exit_status = "does not occur",
                 .run = run_list});

  all.push_back({.name = "show",
                 .arguments = "ADDRESS...",
                 .least = 1,
                 .most = kAnyNumber,
                 .summary = "Show a transcript, a turn with its question, or a passage.",
                 .about = "An ADDRESS is ID for a transcript, ID#7 for a turn, ID#7:120-245 for bytes of a turn's "
                          "text. Addresses stay good when a newer version reads a page otherwise: their words are "
                          "looked for, and found where they now stand, or it is said that they cannot be.",
                 .archive = true,
                 .examples = {{"show '79c93a17dc29#7'", "The seventh turn, and the question it answers."}},
                 .exit_status = "some address names nothing",
                 .run = run_show});

  all.push_back(
      {.name = "search",
       .arguments = "[QUERY...]",
       .least = 0,
       .most = kAnyNumber,
       .summary = "Find the turns that say it, best first.",
       .about = "Words (all must occur in one turn), \"phrases\", OR, -not, prefix*, NEAR/5, brackets, and "
                "fields: speaker: kind: outlet: place: lang: date: in:. ~rebuild stands for all words of its "
                "stem (rebuilds, rebuilding). Capitals and accents make no "
                "difference. AND binds tighter than OR. With flags alone, all turns that they hold for. "
                "Write -- before a query that begins with a dash.",
       .flags = with_filters(
           {{.name = "limit", .value = "N", .help = "Show at most N turns; 20 if not given.", .letter = 'n'},
            {.name = "skip", .value = "N", .help = "Pass over the first N."},
            {.name = "sort",
             .value = "ORDER",
             .help = "Best first, oldest first (date), or newest first.",
             .choices = {"score", "date", "newest"}},
            stem_flag(),
            {.name = "facets", .help = "Count also who says it, when and where."}}),
       .archive = true,
       .examples = {{"search 'bridge speaker:Marrow date:2021..'", "What Marrow has said of the bridge since 2021."},
                    {"search '\"never again\" OR (war NEAR/5 peace)'", "Either."}},
       .exit_status = "nobody says it",
       .run = run_search});

  all.push_back(
      {.name = "kwic",
       .arguments = "PHRASE...",
       .least = 1,
       .most = kAnyNumber,
       .summary = "Show every use of a phrase in its context.",
       .about = "Words that follow one another within a turn. A * is any one word, word* any that begins "
                "so, ~word any of its stem, (a|b) either. Fields may stand among them, as in search.",
       .flags = with_filters(
           {{.name = "sort",
             .value = "ORDER",
             .help = "By what stands to the left, to the right, by date or by speaker; else as the archive grew.",
             .choices = {"place", "left", "right", "date", "speaker"}},
            {.name = "width",
             .value = "N",
             .help = "Characters of context on either side; 40, or what the terminal holds.",
             .letter = 'w'},
            {.name = "limit", .value = "N", .help = "Show at most N lines; the total counts them all.", .letter = 'n'},
            {.name = "skip", .value = "N", .help = "Pass over the first N."},
            {.name = "sample", .value = "N", .help = "Draw N of the lines by lot, always the same ones."},
            {.name = "seed", .value = "N", .help = "Draw others."},
            stem_flag(),
            {.name = "cql", .help = "PHRASE is in CQL: '[word=\"strateg.*\"] []{0,3} \"defeat\"'."}}),
       .archive = true,
       .examples = {{"kwic 'strategic (defeat|loss)' --sort right", "Both, by what follows."},
                    {"kwic we will '*' rebuild", "Any one word before the last."}},
       .exit_status = "nobody says it",
       .run = run_kwic});

  all.push_back(
      {.name = "trends",
       .arguments = "PHRASE...",
       .least = 1,
       .most = kAnyNumber,
       .summary = "Count a phrase by year, speaker or outlet.",
       .about = "For each phrase: its lines and how many they are in a million words, under each key, with its "
                "first and last use. Each argument is one phrase, written as for kwic. In JSON every point "
                "carries the phrase for kwic that opens its lines.",
       .flags = with_filters({{.name = "by",
                               .value = "KEY",
                               .help = "What to count by; year if not given.",
                               .choices = {"decade", "year", "month", "speaker", "outlet", "place", "language"}},
                              stem_flag()}),
       .archive = true,
       .examples = {{"trends 'the bridge' --by speaker", "Who speaks of the bridge most."}},
       .exit_status = "nobody says any of them",
       .run = run_trends});

  all.push_back(
      {.name = "collocates",
       .arguments = "PHRASE...",
       .least = 1,
       .most = kAnyNumber,
       .summary = "List the words that keep company with a phrase.",
       .about = "Words that stand near the phrase more often than chance would have it, with log-likelihood, "
                "logDice and mutual information.",
       .flags = with_filters(
           {{.name = "window", .value = "N", .help = "Words on either side that count as near; 5 if not given."},
            {.name = "left", .value = "N", .help = "Words before, if they are to differ from those after."},
            {.name = "right", .value = "N", .help = "Words after."},
            {.name = "by",
             .value = "MEASURE",
             .help = "What to sort by; log-likelihood if not given.",
             .choices = {"likelihood", "dice", "mi", "count"}},
            {.name = "least",
             .value = "N",
             .help = "Leave out words that stand near it fewer than N times; 3 if not given."},
            {.name = "limit", .value = "N", .help = "Show at most N words; 50 if not given.", .letter = 'n'},
            stem_flag(),
            {.name = "cql", .help = "PHRASE is in CQL."}}),
       .archive = true,
       .examples = {{"collocates bridge --window 3", "What is said of bridges."}},
       .exit_status = "there are none",
       .run = run_collocates});

  all.push_back(
      {.name = "words",
       .summary = "Count words, runs of words, or the words that set a selection apart.",
       .about = "The most frequent words of what the flags select; with --run, runs of several. With --against, "
                "the words that the selection uses more than another, by log-likelihood, with the binary "
                "logarithm of the ratio of their rates.",
       .flags = with_filters(
           {{.name = "run", .value = "N", .help = "Count runs of N words, at most 8."},
            {.name = "against",
             .value = "FIELDS",
             .help = "Compare with what these fields select ('speaker:Ode date:2017..'), or with all the rest (rest)."},
            {.name = "least", .value = "N", .help = "Leave out what occurs fewer than N times."},
            {.name = "limit", .value = "N", .help = "Show at most N; 50 if not given.", .letter = 'n'}}),
       .archive = true,
       .examples = {{"words --run 4 --speaker Marrow", "Marrow's turns of phrase."},
                    {"words --speaker Marrow --against rest", "What Marrow says and others do not."}},
       .exit_status = "there are none",
       .run = run_words});

  all.push_back(
      {.name = "reuse",
       .summary = "Find passages that different interviews share.",
       .about = "Runs of words that two interviews and more have, word for word or with small changes: with "
                "all who say them, when, who was first and who repeats whom. What many interviews have is a "
                "formula: one entry with its wordings and all its uses. Transcripts that share most of their "
                "words are taken for copies of one interview and not for reuse. First is said only where "
                "dates tell it; that two say the same shows not who took it from whom.",
       .flags = with_filters(
           {{.name = "words", .value = "N", .help = "Passages of N words and more, 4 to 64; 8 if not given."},
            {.name = "against",
             .value = "FIELDS",
             .help = "Only what is shared between what the other flags select and what these fields select "
                     "('speaker:Ode date:2017..'), or all the rest (rest)."},
            {.name = "everywhere",
             .value = "N",
             .help = "A passage of N interviews and more is a formula; the square root of the transcripts, and at "
                     "least 5, if not given."},
            {.name = "only",
             .value = "KIND",
             .help = "Only passages, or only formulas.",
             .choices = {"passages", "formulas"}},
            {.name = "pairs", .help = "Show pairs of transcripts instead, with all the passages that each two share."},
            {.name = "sort",
             .value = "ORDER",
             .help =
                 "The longest first, the most used, the earliest, or in the order of the archive; words if not given.",
             .choices = {"words", "uses", "date", "place"}},
            {.name = "limit",
             .value = "N",
             .help = "Show at most N; 50 if not given, and all with --json, --csv or --html.",
             .letter = 'n'},
            {.name = "skip", .value = "N", .help = "Leave out the first N."},
            {.name = "csv", .help = "Answer in CSV, a line a use."},
            {.name = "html",
             .value = "FILE",
             .help = "Write a page of HTML that needs nothing else.",
             .offer = Offer::file},
            {.name = "memory",
             .value = "MB",
             .help =
                 "Keep up to so many megabytes of matches in memory, and more in temporary files; 256 if not given."}}),
       .archive = true,
       .examples = {{"reuse --speaker Marrow", "What Marrow says again and again."},
                    {"reuse --in 3f7a09c2d1e4 --against rest", "What of one interview stands in others too."},
                    {"reuse --only formulas --sort uses", "What everybody says."}},
       .exit_status = "nothing is shared, or it was stopped",
       .run = run_reuse});

  all.push_back(
      {.name = "copies",
       .arguments = "[ID | A B]",
       .least = 0,
       .most = 2,
       .summary = "Show which captures are of one interview.",
       .about = "Families of copies, or the family of ID: the fullest first, then each other with what it is to it "
                "(repost, excerpt, edition, translation or recording), how much of it it carries, where it came "
                "from, and what no other has. Transcripts are placed when they are ingested, by the words they "
                "share; --join and --split are a person's decision, which is kept and holds against that.",
       .flags = {{.name = "join", .help = "A and B are copies of one interview."},
                 {.name = "split", .help = "A and B are different interviews."},
                 {.name = "reason", .value = "TEXT", .help = "Why, to be kept with the decision."}},
       .archive = true,
       .examples = {{"copies 79c93a17dc29", "Where else that interview was published, and what each leaves out."},
                    {"copies --split 79c93a17dc29 5d3937b31bc3", "They are not the same, whatever they share."}},
       .exit_status = "no copies are known",
       .run = run_copies});

  all.push_back({.name = "compare",
                 .arguments = "A B",
                 .least = 2,
                 .most = 2,
                 .summary = "Lay two copies of one interview side by side.",
                 .about =
                     "Turn by turn: which are the same, changed, split, merged, moved or in one of them only; within "
                     "them every difference of words, typed as check types them (presentation, spelling, wording, "
                     "meaning); labels and headings too. Every byte of both is accounted for. A and B are ids of the "
                     "archive, or files.",
                 .flags = {{.name = "html",
                            .value = "FILE",
                            .help = "Write one self-contained page, side by side.",
                            .offer = Offer::file},
                           {.name = "tei",
                            .value = "FILE",
                            .help = "Write TEI with an apparatus: app and rdg where they part.",
                            .offer = Offer::file},
                           {.name = "all",
                            .help = "Show turns that are the same too, and each of a long run that only one has."}},
                 .archive = true,
                 .examples = {{"compare 79c93a17dc29 5d3937b31bc3", "What one leaves out or says otherwise."},
                              {"compare --html side.html old.txt new.txt", "Two files, as a page."}},
                 .exit_status = "the two have nothing in common",
                 .run = run_compare,
                 .offer = Offer::file});

  all.push_back(
      {.name = "changes",
       .arguments = "[ID]",
       .least = 0,
       .most = 1,
       .summary = "Show what pages say otherwise than when they were first kept.",
       .about =
           "A page that has changed since is kept beside what it was, as a further copy. For each later capture of "
           "the same URL, the same file or, with other words, the same interview: what was added, removed, "
           "reworded, relabelled or moved, and which addresses that touches.",
       .flags = {{.name = "receipts",
                  .value = "FILE",
                  .help = "Say which addresses of these receipts, or of the output of check --json, are touched.",
                  .repeated = true,
                  .offer = Offer::file},
                 {.name = "all", .help = "List changes of presentation too."}},
       .archive = true,
       .examples = {{"changes --receipts receipts.json", "Does what was checked still stand?"}},
       .exit_status = "no page is known to have changed",
       .run = run_changes});

  all.push_back(
      {.name = "check",
       .arguments = "[FILE|-]",
       .least = 0,
       .most = 1,
       .summary = "Hold quotations against the record.",
       .about = "Answers each quotation with a verdict: verbatim, abridged, altered, stitched, misattributed "
                "or not_found, with the passages it rests on and every word that differs. A verdict speaks "
                "of this archive and of nothing else.\n\n"
                "In FILE, an article (text, HTML, Markdown, DOCX, PDF; - is standard input), quotations are "
                "found with the speaker each is attributed to; a few words set apart that nobody is said to "
                "have spoken are listed, not judged.",
       .flags = {{.name = "quote",
                  .value = "TEXT",
                  .help = "The words that somebody claims were said.",
                  .letter = 'q',
                  .repeated = true},
                 {.name = "speaker", .value = "NAME", .help = "Who is claimed to have said them.", .letter = 's'},
                 {.name = "date",
                  .value = "DATE",
                  .help = "When they are claimed to have been said: 2017, 2017-07, 2017-07-21."},
                 {.name = "list",
                  .help = "FILE is a list: CSV with a heading quoted,speaker,date, or JSON Lines with these keys."},
                 {.name = "scare", .help = "Judge words set apart in an article too."},
                 {.name = "unmarked",
                  .help = "Tell also of runs of eight words and more that the article copies without quotation marks."},
                 {.name = "html",
                  .value = "FILE",
                  .help = "Write a page with the article and its evidence side by side.",
                  .offer = Offer::file},
                 {.name = "annotations",
                  .value = "FILE",
                  .help = "Write W3C Web Annotations of the quotations.",
                  .offer = Offer::file},
                 {.name = "receipt",
                  .value = "FILE",
                  .help = "Write a receipt, which `verify --receipt` asks again.",
                  .offer = Offer::file},
                 {.name = "passages", .value = "N", .help = "Show at most N passages for each; 20 if not given."},
                 distinct_flag(),
                 format_flag()},
       .archive = true,
       .examples = {{"check --quote 'we will never rebuild' --speaker Marrow", "Did she say so?"},
                    {"check article.txt", "Hold every quotation of an article against the record."},
                    {"check article.html --html report.html --receipt article.receipt",
                     "A page for the desk, and a receipt for the file."}},
       .exit_status = "some quotation is neither verbatim nor abridged, or means something else",
       .run = run_check,
       .offer = Offer::file});

  all.push_back(
      {.name = "serve",
       .summary = "Open the archive in a browser, and to programs over HTTP.",
       .about = "Prints the address and serves until it is interrupted: the reading room at /, the interface for "
                "programs below /api/v1 (docs/api.md), /readyz, and figures for Prometheus at /metrics. Captures that "
                "are ingested meanwhile are there at once.\n\n"
                "Nothing leaves this machine, and nobody else can ask, unless --listen says so; then every question "
                "needs the token. What would change the archive needs --write, the token, and a browser's Origin "
                "that is this server. No request names a path.\n\n"
                "The token is --token, else $STENOGRAM_TOKEN, else one is made and printed as part of the address. "
                "What is sent is not encrypted: beyond this machine, put it behind something that does.",
       .flags = {{.name = "port",
                  .value = "N",
                  .help = "Listen at this port; 8000 if not given, 0 for any that is free."},
                 {.name = "listen",
                  .value = "ADDRESS",
                  .help = "Listen at this address of the machine, as numbers; 127.0.0.1 if not given."},
                 {.name = "name",
                  .value = "HOST",
                  .help = "Answer to this name too (archive.example, archive.example:8443), as behind a proxy.",
                  .repeated = true},
                 {.name = "write", .help = "Take captures that are uploaded, and remove some."},
                 {.name = "token", .value = "TOKEN", .help = "The secret that --write and --listen demand."},
                 {.name = "cache",
                  .value = "MB",
                  .help = "Keep so much of transcripts unpacked in memory; 1024 if not given."},
                 {.name = "connections", .value = "N", .help = "Hold at most so many connections; 4096 if not given."},
                 {.name = "access-log", .help = "Write a line for each request on standard error."}},
       .archive = true,
       .examples = {{"serve --archive hearings.stenogram", "Open http://127.0.0.1:8000/ in a browser."},
                    {"serve --write --port 0", "Any free port, with uploads."}},
       .exit_status = "does not occur",
       .run = run_serve});

  all.push_back(
      {.name = "mcp",
       .summary = "Let a writing assistant look things up and check quotations.",
       .about =
           "Speaks the Model Context Protocol on standard input and output, as an assistant's program starts it. Its "
           "tools search, show, list lines in context, check a quotation or an article, compare copies, and list what "
           "is "
           "there, with addresses that can be cited. Nothing is changed, and nothing leaves this machine but what "
           "the assistant sends on.",
       .archive = true,
       .json = false,
       .examples = {{"mcp --archive hearings.stenogram", "As a server's command in the assistant's settings."}},
       .exit_status = "does not occur",
       .run = run_mcp});

  all.push_back({.name = "verify",
                 .summary = "Prove that the archive is sound.",
                 .about = "Looks at every byte of the record and of the index made from it, and names what is "
                          "damaged.",
                 .flags = {{.name = "rebuild",
                            .help = "Make the index again from the record first; upgrades archives of older versions."},
                           {.name = "deep", .help = "Hold every word of the index against the record too."},
                           {.name = "receipt",
                            .value = "FILE",
                            .help = "Ask again instead what a receipt of check records, and say whether the answers "
                                    "are the same, or why not.",
                            .offer = Offer::file}},
                 .archive = true,
                 .exit_status = "something is damaged, or a receipt's answers are others now",
                 .run = run_verify});

  all.push_back({.name = "stats",
                 .summary = "Count what the archive holds.",
                 .about = "Captures, transcripts, turns, words, languages and bytes.",
                 .flags = {{.name = "distinct",
                            .help = "Say also how many interviews there are, with their turns and words, each once."}},
                 .archive = true,
                 .exit_status = "does not occur",
                 .run = run_stats});

  all.push_back({.name = "remove",
                 .arguments = "ID...",
                 .least = 1,
                 .most = kAnyNumber,
                 .summary = "Remove captures from the archive.",
                 .about = "A capture goes with every transcript read from it. Their addresses then name nothing.",
                 .archive = true,
                 .exit_status = "some of them are not there",
                 .run = run_remove});

  all.push_back({.name = "pack",
                 .arguments = "FILE",
                 .least = 1,
                 .most = 1,
                 .summary = "Put the archive into one file, to be sent and read in place.",
                 .about =
                     "FILE can then be given as --archive to every command that only reads. It holds the record "
                     "and its index as they stand at one instant, and is written whole or not at all. Captures that "
                     "were removed are not in it; words of theirs may be in its index until segments have merged, "
                     "or until `stenogram verify --rebuild`.",
                 .archive = true,
                 .examples = {{"pack hearings.stpack", "One file of archive.stenogram."},
                              {"kwic 'the bridge' --archive hearings.stpack", "Read where it is."}},
                 .exit_status = "does not occur",
                 .run = run_pack,
                 .offer = Offer::file});

  all.push_back(
      {.name = "unpack",
       .arguments = "FILE",
       .least = 1,
       .most = 1,
       .summary = "Make an archive of a packed one.",
       .about = "The archive is made where --archive says, and nothing may be there yet. Every part is proved "
                "against its checksum on the way.",
       .archive = true,
       .examples = {{"unpack hearings.stpack --archive hearings.stenogram", "An archive that can grow again."}},
       .exit_status = "does not occur",
       .run = run_unpack,
       .offer = Offer::file});

  all.push_back({.name = "manual",
                 .arguments = "man|bash|zsh|fish|openapi",
                 .least = 1,
                 .most = 1,
                 .summary = "Print the man page, completions for a shell, or the description of the interface.",
                 .about = "Made from the same table of flags as this help.",
                 .json = false,
                 .exit_status = "does not occur",
                 .run = run_manual,
                 .hidden = true});
  return all;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> all = make_commands();
  return all;
}

std::vector<Flag> flags_of(const Command& command) {
  std::vector<Flag> flags = command.flags;
  if (command.archive)
    flags.push_back(
        {.name = "archive",
         .value = "PATH",
         .help = "The archive, a folder or a packed file; else $STENOGRAM_ARCHIVE, else archive.stenogram here.",
         .offer = Offer::folder});
  if (command.json) flags.push_back({.name = "json", .value = {}, .help = "Answer in JSON, one object a line."});
  flags.push_back({.name = "color",
                   .value = "WHEN",
                   .help = "Colour on standard output; auto is a terminal without $NO_COLOR.",
                   .choices = {"auto", "always", "never"}});
  return flags;
}

const Command* find_command(std::string_view name) {
  for (const Command& command : commands())
    if (command.name == name) return &command;
  return nullptr;
}

}  // namespace stenogram::cli
