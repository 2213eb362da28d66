#include "stenogram/text/language.h"

#include <gtest/gtest.h>

#include <string>

namespace stenogram::text {
namespace {

struct Case {
  std::string_view tag, text;
};

// Invented answers of a hundred letters or more, of the length a short turn has.
constexpr Case kCases[] = {
    {"en",
     "We have said many times that the bridge will be opened in the autumn, and nothing has "
     "changed since then. "
     "The ministry will publish the figures next week."},
    {"ru",
     "Мы уже много раз говорили, что мост будет открыт осенью, и с тех пор ничего не изменилось. "
     "Министерство опубликует данные на следующей неделе."},
    {"uk",
     "Ми вже багато разів говорили, що міст буде відкрито восени, і відтоді нічого не змінилося. "
     "Міністерство опублікує дані наступного тижня."},
    {"fr",
     "Nous avons dit plusieurs fois que le pont serait ouvert à l’automne, et rien n’a changé "
     "depuis. "
     "Le ministère publiera les chiffres la semaine prochaine."},
    {"de",
     "Wir haben oft gesagt, dass die Brücke im Herbst eröffnet wird, und seitdem hat sich nichts "
     "geändert. "
     "Das Ministerium wird die Zahlen nächste Woche veröffentlichen."},
    {"es",
     "Hemos dicho muchas veces que el puente se abrirá en otoño, y desde entonces nada ha "
     "cambiado. "
     "El ministerio publicará las cifras la semana que viene."},
    {"ca",
     "Hem dit moltes vegades que el pont s’obrirà a la tardor, i des d’aleshores res no ha "
     "canviat. "
     "El ministeri publicarà les xifres la setmana vinent."},
    {"gl",
     "Dixemos moitas veces que a ponte se abrirá no outono, e desde entón nada cambiou. "
     "O ministerio publicará as cifras a vindeira semana, segundo dixo o seu portavoz."},
    {"tr",
     "Köprünün sonbaharda açılacağını defalarca söyledik ve o zamandan beri hiçbir şey değişmedi. "
     "Bakanlık rakamları gelecek hafta yayımlayacak."},
    {"pl",
     "Wielokrotnie mówiliśmy, że most zostanie otwarty jesienią, i od tego czasu nic się nie "
     "zmieniło. "
     "Ministerstwo opublikuje dane w przyszłym tygodniu."},
    {"pt",
     "Já dissemos muitas vezes que a ponte será aberta no outono, e desde então nada mudou. "
     "O ministério publicará os números na próxima semana."},
    {"it",
     "Abbiamo detto molte volte che il ponte sarà aperto in autunno, e da allora non è cambiato "
     "nulla. "
     "Il ministero pubblicherà i dati la prossima settimana."},
    {"zh-Hans",
     "我们多次说过，大桥将在秋天开通，从那以后没有任何变化。交通部将在下周公布数据，请记者们再等几"
     "天。"},
    {"zh-Hant",
     "我們多次說過，大橋將在秋天開通，從那以後沒有任何變化。交通部將在下週公布數據，請記者們再等幾"
     "天。"},
    {"ja",
     "橋は秋に開通すると何度も申し上げました。それから何も変わっていません。来週、数字を公表します"
     "。"},
    {"ko",
     "다리는 가을에 개통될 것이라고 여러 번 말씀드렸고 그 이후로 바뀐 것은 없습니다. 다음 주에 "
     "수치를 발표합니다."},
    {"ar",
     "قلنا مرات عديدة إن الجسر سيفتح في الخريف ولم يتغير شيء منذ ذلك الحين. ستنشر الوزارة الأرقام "
     "الأسبوع المقبل."},
    {"he", "אמרנו פעמים רבות שהגשר ייפתח בסתיו, ומאז לא השתנה דבר. המשרד יפרסם את הנתונים בשבוע הבא."},
    {"el",
     "Έχουμε πει πολλές φορές ότι η γέφυρα θα ανοίξει το φθινόπωρο και από τότε τίποτα δεν "
     "άλλαξε."},
    {"th", "เราได้กล่าวหลายครั้งแล้วว่าสะพานจะเปิดในฤดูใบไม้ร่วง และตั้งแต่นั้นมาไม่มีอะไรเปลี่ยนแปลง"},
    {"und", "OK."},
    {"und", ""},
    {"und", "12345 !!! 67"},
    {"und", "\xFF\xFE\xFF\xFE"},
};

TEST(Language, IsToldFromAShortTurn) {
  for (const Case& each : kCases) EXPECT_EQ(language_of(each.text), each.tag) << each.text;
  // The last answer is remembered, and is that of the last text only.
  for (const Case& each : kCases)
    for (int twice = 0; twice < 2; ++twice) EXPECT_EQ(language_of(each.text), each.tag) << each.text;
}

TEST(Language, IsThatOfMostOfALongText) {
  std::string text(kCases[1].text);
  for (int n = 0; n < 5000; ++n) text += kCases[0].text;
  EXPECT_EQ(language_of(text), "en");
}

}  // namespace
}  // namespace stenogram::text
