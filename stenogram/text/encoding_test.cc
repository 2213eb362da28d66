#include "stenogram/text/encoding.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <random>

#include "stenogram/text/characters.h"
#include "stenogram/text/charsets.h"
#include "stenogram/text/words.h"

namespace stenogram::text {
namespace {

using namespace std::string_literals;

// Invented interviews, a few lines in each language.
struct Sample {
  std::string_view language, text;
};

constexpr Sample kSamples[] = {
    {"en", "Q: You said “we won’t sell” — why not?\nA: I didn’t say that… It’s the ministry’s view.\n"},
    {"fr",
     "Question : Où en êtes-vous après l’été, Madame la ministre ?\n"
     "Réponse : Nous avons déjà créé une équipe à Besançon, et ça a été très apprécié.\n"},
    {"de",
     "Frage: Könnte die Brücke früher geöffnet werden?\nAntwort: Für mich heißt das: natürlich, "
     "aber die Straße gehört den Bürgern.\n"},
    {"es",
     "Pregunta: ¿Qué opinión tiene del año próximo?\nRespuesta: Será difícil, señor, pero habrá "
     "más "
     "inversión también.\n"},
    {"pt",
     "Pergunta: A eleição não será já amanhã?\nResposta: Não, a decisão é dos cidadãos, até lá "
     "não há solução.\n"},
    {"pl",
     "Pytanie: Czy most będzie ukończony w przyszłym roku?\nOdpowiedź: Myślę, że tak, choć "
     "trudności "
     "są duże i źródła wciąż są niepewne.\n"},
    {"cs",
     "Otázka: Proč jste změnil své stanovisko?\nOdpověď: Nezměnil jsem nic, říkám to už několik "
     "let "
     "úplně stejně.\n"},
    {"hu",
     "Kérdés: Mikor fejeződik be az építkezés?\nVálasz: Úgy gondoljuk, hogy jövő ősszel, de nem "
     "sürgős, sőt előbb kell a törvény.\n"},
    {"tr",
     "Soru: Köprü ne zaman açılacak?\nCevap: Gelecek yıl açılacağını düşünüyoruz, çünkü işler iyi "
     "gidiyor, şimdi başlıyoruz.\n"},
    {"lt",
     "Klausimas: Kada bus baigtas tiltas?\nAtsakymas: Manome, kad kitų metų rudenį, nes šiuo metu "
     "trūksta žmonių ir lėšų, o įstatymų dar nėra.\n"},
    {"ru",
     "Вопрос: Когда будет открыт мост?\nОтвет: Мы думаем, что осенью. Я уже говорил об этом "
     "журналистам, и ничего не изменилось.\n"},
    {"uk",
     "Питання: Коли буде відкрито міст?\nВідповідь: Ми вважаємо, що восени. Її рішення вже "
     "ухвалено, і нічого не змінилося.\n"},
    {"el",
     "Ερώτηση: Πότε θα ανοίξει η γέφυρα;\nΑπάντηση: Πιστεύουμε ότι το φθινόπωρο. Το έχω ήδη πει "
     "στους δημοσιογράφους.\n"},
    {"he", "שאלה: מתי ייפתח הגשר?\nתשובה: אנחנו חושבים שבסתיו. כבר אמרתי את זה לעיתונאים.\n"},
    {"ar", "سؤال: متى سيتم افتتاح الجسر؟\nجواب: نعتقد أنه سيكون في الخريف. لقد قلت ذلك للصحفيين.\n"},
    {"th", "คำถาม: สะพานจะเปิดเมื่อไร\nคำตอบ: เราคิดว่าในปีหน้า ผมได้บอกนักข่าวไปแล้ว\n"},
    {"ja",
     "記者：橋はいつ開通しますか。\n大臣：秋になると思います。その件はすでにお話ししました。カード"
     "の件も同じです。\n"},
    {"zh-Hans", "记者：大桥什么时候开通？\n部长：我们认为是在秋天。这个问题我已经对记者说过了，没有变化。\n"},
    {"zh-Hant", "記者：大橋什麼時候開通？\n部長：我們認為是在秋天。這個問題我已經對記者說過了，沒有變化。\n"},
    {"ko",
     "기자: 다리는 언제 개통됩니까?\n장관: 가을이 될 것으로 생각합니다. 그 문제는 이미 "
     "말씀드렸습니다.\n"},
};

std::string_view sample(std::string_view language) {
  for (const Sample& each : kSamples)
    if (each.language == language) return each.text;
  ADD_FAILURE() << "no sample in " << language;
  return {};
}

// Encoded by ICU; empty where the character set lacks some character.
std::string encode(std::string_view text, const std::string& converter_name) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(converter_name.c_str(), &status);
  ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), int32_t(text.size())));
  std::string out(text.size() * 4 + 16, '\0');
  int32_t size = ucnv_fromUChars(converter, out.data(), int32_t(out.size()), wide.getBuffer(), wide.length(), &status);
  ucnv_close(converter);
  out.resize(U_SUCCESS(status) ? std::size_t(size) : 0);
  return out;
}

struct Told {
  std::string_view charset;
  std::string_view languages;  // must be told without a declaration
};

constexpr Told kTold[] = {
    {"windows-1252", "en fr de es pt"},
    {"iso-8859-15", "fr de es pt"},
    {"windows-1250", "pl cs hu"},
    {"iso-8859-2", "pl cs hu"},
    {"windows-1254", "tr"},
    {"iso-8859-9", "tr"},
    {"windows-1257", "lt"},
    {"iso-8859-13", "lt"},
    {"windows-1251", "ru uk"},
    {"koi8-r", "ru"},
    {"koi8-u", "uk"},
    {"iso-8859-5", "ru uk"},
    {"ibm866", "ru"},
    {"x-mac-cyrillic", "ru uk"},
    {"macintosh", "en fr de"},
    {"windows-1253", "el"},
    {"iso-8859-7", "el"},
    {"windows-1255", "he"},
    {"iso-8859-8", "he"},
    {"windows-1256", "ar"},
    {"iso-8859-6", "ar"},
    {"windows-874", "th"},
    {"shift_jis", "ja"},
    {"euc-jp", "ja"},
    {"gb18030", "zh-Hans zh-Hant"},
    {"big5", "zh-Hant"},
    {"euc-kr", "ko"},
};

// Typographic marks that older sets lack are written as they would be there.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    Character next = character_at(text, at);
    if (next.code == U'’') out += '\'';
    else if (next.code == U'“' || next.code == U'”') out += '"';
    else if (next.code == U'—') out += '-';
    else if (next.code == U'…') out += "...";
    else out += text.substr(at, next.size);
    at += next.size;
  }
  return out;
}

TEST(Decode, TellsTheCharacterSet) {
  for (const Told& told : kTold) {
    const Charset* charset = charset_named(told.charset);
    ASSERT_NE(charset, nullptr) << told.charset;
    std::string languages(told.languages);
    for (std::size_t at = 0; at < languages.size();) {
      std::size_t end = std::min(languages.find(' ', at), languages.size());
      std::string language = languages.substr(at, end - at);
      at = end + 1;
      std::string text(sample(language));
      std::string bytes = encode(text, charset->converter);
      if (bytes.empty()) bytes = encode(text = plain(text), charset->converter);
      ASSERT_FALSE(bytes.empty()) << told.charset << ' ' << language;
      Result<Decoded> decoded = decode(bytes, "", "x");
      ASSERT_TRUE(decoded) << told.charset << ' ' << language << ' ' << decoded.error().message();
      EXPECT_EQ(decoded->text, text) << told.charset << " in " << language << " read as " << decoded->charset;
      EXPECT_EQ(decoded->malformed, 0u) << told.charset;
      // Declared, it must be believed; declared wrongly, not.
      Result<Decoded> said = decode(bytes, told.charset, "x");
      ASSERT_TRUE(said);
      EXPECT_EQ(said->text, text) << told.charset << " in " << language;
      EXPECT_TRUE(said->declared) << told.charset << " in " << language;
      for (std::string_view lie : {"utf-8", "ibm866", "windows-1256", "shift_jis"}) {
        if (lie == told.charset) continue;
        Result<Decoded> lied = decode(bytes, lie, "x");
        ASSERT_TRUE(lied);
        EXPECT_EQ(lied->text, text) << told.charset << " in " << language << " declared as " << lie;
      }
    }
  }
}

// Decoding the source of a span by itself gives the text of the span.
void expect_exact_source(const Decoded& decoded, std::string_view bytes, const std::string& converter) {
  std::string_view text = decoded.text;
  std::vector<std::size_t> borders = {0};
  for (std::size_t at = 0; at < text.size();) {
    at += character_at(text, at).size;
    borders.push_back(at);
  }
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::size_t begin = borders[random() % borders.size()], end = borders[random() % borders.size()];
    if (begin > end) std::swap(begin, end);
    if (begin == end) continue;
    SourceSpan source = decoded.source.source_of({begin, end});
    std::string part = encode(text.substr(begin, end - begin), converter);
    ASSERT_EQ(bytes.substr(source.begin, source.size()), part) << decoded.charset;
  }
}

TEST(Decode, KnowsTheSourceOfEverySpan) {
  for (const Charset& charset : charsets()) {
    if (charset.converter == "-") continue;  // ICU cannot encode it
    for (const Sample& each : kSamples) {
      std::string bytes = encode(each.text, charset.converter);
      if (bytes.empty()) continue;
      Decoding decoding = decode_as(charset, bytes);
      ASSERT_EQ(decoding.text, each.text) << charset.name;
      Decoded decoded{decoding.text, decoding.source, charset.name, false, 0};
      expect_exact_source(decoded, bytes, charset.converter);
    }
  }
}

TEST(Decode, ReadsUtf16And32WithAndWithoutMark) {
  for (auto [converter, mark] : {std::pair("UTF-16LE", "\xFF\xFE"s), std::pair("UTF-16BE", "\xFE\xFF"s),
                                 std::pair("UTF-32LE", "\xFF\xFE\0\0"s), std::pair("UTF-32BE", "\0\0\xFE\xFF"s)}) {
    for (const Sample& each : kSamples) {
      std::string bytes = encode(each.text, converter);
      Result<Decoded> with = decode(mark + bytes, "", "x");
      ASSERT_TRUE(with);
      EXPECT_EQ(with->text, each.text) << converter;
      EXPECT_EQ(with->source.source_of({0, 1}).begin, mark.size());
      expect_exact_source(*with, mark + bytes, converter);
      Result<Decoded> without = decode(bytes, "", "x");
      ASSERT_TRUE(without) << converter << ' ' << each.language;
      EXPECT_EQ(without->text, each.text) << converter << ' ' << each.language << without->charset;
      Result<Decoded> odd = decode(mark + bytes + "\x20", "", "x");
      ASSERT_TRUE(odd);
      EXPECT_EQ(odd->malformed, 1u);
      EXPECT_EQ(odd->text, std::string(each.text) + "\uFFFD");
    }
  }
}

TEST(Decode, LeavesUtf8AsItIs) {
  for (std::string text : {"plain\n"s, "\uFEFFmark"s, "CR\ronly\r"s, "CRLF\r\nNEL\u0085"s, "Москва"s,
                           "ends in NULs\r\n\0\0\0\0\0\0\0\0"s, "a line\r\n\0b line\r\n\0c\r\n\0"s}) {
    Result<Decoded> decoded = decode(text, "windows-1251", "x");
    ASSERT_TRUE(decoded) << text;
    EXPECT_EQ(decoded->text, text);
    EXPECT_EQ(decoded->charset, "utf-8");
    EXPECT_TRUE(decoded->source.is_identity());
    EXPECT_FALSE(decoded->declared);
  }
  EXPECT_TRUE(decode("Москва", "UTF-8", "x")->declared);
}

TEST(Decode, KeepsUtf8WithAFewBadBytes) {
  std::string text(sample("ru"));
  for (std::string bytes :
       {text + "\xEF\xF0", "\x92" + text, text.substr(0, text.size() - 2), text + "\xD0", "Cut off: caf\xC3"s}) {
    Result<Decoded> decoded = decode(bytes, "", "x");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->charset, "utf-8");
    EXPECT_EQ(decoded->text, bytes);
  }
  EXPECT_EQ(decode(text + "\xD0", "", "x")->malformed, 1u);
}

// A page that is English but for a mark or two. All but the first were once wrong:
// read as Macintosh, IBM 866 and ISO 8859-13.
TEST(Decode, AFewMarksInEnglishAreWindows1252) {
  for (std::string_view text :
       {"We don’t know that, and it’s true.\n", "That is up to you, but it is — the answer is yes.\n",
        "They were met.\u00A0 All right?\u00A0 She was well.\n",
        "They live vis-à-vis the harbour, and always have.\n"}) {
    Result<Decoded> decoded = decode(encode(text, "windows-1252"), "", "x");
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, text);
    EXPECT_EQ(decoded->charset, "windows-1252");
  }
}

// A set of our own table.
TEST(Decode, ReadsIso885916) {
  std::string bytes = "Noi credem c\xE3 podul va fi gata la toamn\xE3, \xBAi \xFE\xE3ri vecine \xBAtiu asta.\n";
  Result<Decoded> decoded = decode(bytes, "ISO-8859-16", "x");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, "Noi credem că podul va fi gata la toamnă, și țări vecine știu asta.\n");
  EXPECT_TRUE(decoded->declared);
}

TEST(Decode, ReplacesWhatIsMalformed) {
  Result<Decoded> decoded = decode(encode(sample("ja"), "ibm-943_P15A-2003") + "\x82", "", "x");
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->text, std::string(sample("ja")) + "\uFFFD");
  EXPECT_EQ(decoded->malformed, 1u);
}

struct Refused {
  std::string bytes;
  std::string_view message;
};

TEST(Decode, RefusesWhatIsNoText) {
  const Refused kRefused[] = {
      {"", "x: unreadable: empty; fetch it again; the copy may have failed"},
      {" \r\n\t\u00A0\uFEFF", "x: unreadable: nothing but blanks; fetch it again; the copy may have failed"},
      {"\0\0\0\0\0\0\0\0"s, "x: unreadable: nothing but blanks; fetch it again; the copy may have failed"},
      {"\x89PNG\r\n\x1A\n\0\0"s,
       "x: unreadable: a PNG image, not text; read the words in it with text recognition first"},
      {"PK\x03\x04\x14", "x: unreadable: a ZIP archive, not text; unpack it and give the files inside"},
      {"\x1F\x8B\x08", "x: unreadable: gzip data, not text; unpack it with `gunzip`"},
      {"ID3\x04\0\0"s, "x: unreadable: MP3 audio, not text; give a transcript of what is said in it"},
      {"\0\0\0\x20"
       "ftypisom"s,
       "x: unreadable: MP4 audio or video, not text; give a transcript of what is said in it"},
      {"\x1B$B5-<T\x1B(B\n", "x: unsupported: in ISO-2022, which is not read; convert it to UTF-8 with `iconv`"},
      {"%PDF-1.4\n",
       "x: unreadable: a PDF document, not text; give the file as it was, with its name ending in "
       ".pdf"},
  };
  for (const Refused& each : kRefused) {
    Result<Decoded> decoded = decode(each.bytes, "", "x");
    ASSERT_FALSE(decoded) << each.message;
    EXPECT_EQ(decoded.error().message(), each.message);
  }
  // Letters that could begin a text do not condemn it.
  for (std::string_view text : {"BMW was mentioned.", "MZ: Herr Minister", "RIFF", "GIF89a is old"})
    EXPECT_TRUE(decode(text, "", "x")) << text;
}

TEST(Decode, RefusesNoise) {
  std::mt19937 random(11);
  int refused = 0;
  for (int round = 0; round < 15; ++round) {
    std::string noise;
    for (int n = 0; n < 3000; ++n) noise += char(random());
    refused += !decode(noise, "", "x");
  }
  EXPECT_EQ(refused, 15);
}

TEST(CharsetName, ReadsLabelsAsTheyAreWritten) {
  EXPECT_EQ(charset_name("ISO_8859-5"), "iso-8859-5");
  EXPECT_EQ(charset_name("iso8859-2"), "iso-8859-2");
  EXPECT_EQ(charset_name("windows1251"), "windows-1251");
  EXPECT_EQ(charset_name(" \"CP1251\""), "windows-1251");
  EXPECT_EQ(charset_name("Latin1"), "windows-1252");
  EXPECT_EQ(charset_name("GB2312"), "gb18030");
  EXPECT_EQ(charset_name("Shift-JIS"), "shift_jis");
  EXPECT_EQ(charset_name("klingon"), "");
}

}  // namespace
}  // namespace stenogram::text
