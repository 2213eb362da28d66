#include "cli/receipts.h"

#include "cli/manual.h"
#include "stenogram/base/file.h"
#include "stenogram/render/receipt_again.h"

namespace stenogram::cli {

constexpr std::uint64_t kLargestReceipt = 256ull << 20;

render::OpenDocument opener_of(const corpus::Corpus& corpus) {
  return [&corpus](const std::string& id) {
    Result<std::shared_ptr<const corpus::Document>> document = corpus.document(std::string_view(id));
    return document ? *document : nullptr;
  };
}

int verify_receipt(Invocation& invocation, const std::string& path) {
  Result<std::string> bytes = read_file(path, kLargestReceipt);
  if (!bytes) return invocation.fail(bytes.error());
  Result<render::Receipt> receipt = render::read_receipt(*bytes, path);
  if (!receipt) return invocation.fail(receipt.error());
  auto corpus = corpus::Corpus::open(invocation.archive(), corpus::Corpus::Mode::read);
  if (!corpus) return invocation.fail(corpus.error());
  Result<render::Answerer> now = render::answerer_of((*corpus)->record(), (*corpus)->searched(), version_line());
  if (!now) return invocation.fail(now.error());
  const bool json = invocation.json();
  const render::ReceiptSummary summary =
      render::ask_again(*receipt, *now, **corpus, opener_of(**corpus), [&](const render::ReceiptVerdict& said) {
        invocation.out().write(json ? render::receipt_verdict_json(said)
                                    : render::receipt_verdict_text(invocation.terminal(), said));
      });
  invocation.out().write(json ? render::receipt_summary_json(summary)
                              : render::receipt_summary_text(invocation.terminal(), summary));
  return summary.different == 0 && summary.sealed ? kAsAsked : kAmiss;
}

}  // namespace stenogram::cli
