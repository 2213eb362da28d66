// Layouts as the world publishes them, in other languages than English, each on a page small enough to read. All
// people, places and words are invented. Printed as layouts_for_tests.h says.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr Layout kLayouts[] = {
    {"Indonesian press conference", "text", "press_conference",
     "Konferensi Pers Menteri Kelautan Surya Wibawa\nJakarta, 12 Maret 2024\n\n"
     "Wartawan: Pak Menteri, kapan pelabuhan dibuka?\n\n"
     "Menteri Kelautan Surya Wibawa: Kami akan membukanya pada bulan Mei.\n\n"
     "Wartawan: Siapa yang membayar?\n\nMenteri Kelautan Surya Wibawa: Kita semua.\n\n"
     "Tanya: Apakah Bapak yakin?\n\nJawab: Saya yakin.\n",
     "? q: Pak Menteri, kapan pelabuhan dibuka?\n"
     "Surya Wibawa a: Kami akan membukanya pada bulan Mei.\n"
     "? q: Siapa yang membayar?\nSurya Wibawa a: Kita semua.\n"
     "? q: Apakah Bapak yakin?\n? a: Saya yakin.\n"},

    {"Indonesian interview, letters", "text", "interview",
     "Wawancara dengan nakhoda Surya Wibawa\n\nT: Kapan pelabuhan dibuka?\n\nJ: Pada bulan Mei.\n\n"
     "T: Siapa yang membayar?\n\nJ: Kita semua.\n",
     "? q: Kapan pelabuhan dibuka?\n? a: Pada bulan Mei.\n? q: Siapa yang membayar?\n? a: Kita semua.\n"},

    {"Arabic, question and answer", "text", "interview",
     "مقابلة وزير الموانئ مع صحيفة المرفأ\n12 مارس 2024\n\nسؤال: معالي الوزير، متى يفتح الميناء؟\n\n"
     "جواب: سنفتحه في شهر مايو إن شاء الله.\n\nسؤال: ومن سيدفع؟\n\nجواب: نحن جميعا سندفع.\n\nسؤال: شكرا لكم.\n\n"
     "جواب: أهلا وسهلا.\n",
     "? q: معالي الوزير، متى يفتح الميناء؟\n? a: سنفتحه في شهر مايو إن شاء الله.\n? q: ومن سيدفع؟\n"
     "? a: نحن جميعا سندفع.\n? q: شكرا لكم.\n? a: أهلا وسهلا.\n"},

    {"Arabic, a presenter and a name", "text", "interview",
     "المذيعة: أهلا بكم في برنامج المرفأ. معنا اليوم سامي الحداد. متى يفتح الميناء؟\n\n"
     "سامي الحداد: سنفتحه في مايو، وأنا سأكون هناك.\n\nالمذيعة: ومن سيدفع؟\n\nسامي الحداد: نحن جميعا.\n\n"
     "المذيعة: شكرا لك.\n\nسامي الحداد: شكرا لكم.\n",
     "? q: أهلا بكم في برنامج المرفأ. معنا اليوم سامي الحداد. متى يفتح الميناء؟\n"
     "سامي الحداد a: سنفتحه في مايو، وأنا سأكون هناك.\n? q: ومن سيدفع؟\nسامي الحداد a: نحن جميعا.\n"
     "? q: شكرا لك.\nسامي الحداد a: شكرا لكم.\n"},

    {"Czech", "text", "interview",
     "Rozhovor s ministrem Janem Mollem\n\nOtázka: Kdy otevřete přístav?\n\nOdpověď: Otevřeme ho v květnu.\n\n"
     "Otázka: Kdo to zaplatí?\n\nOdpověď: My všichni.\n\nOtázka: Děkuji.\n\nOdpověď: Také děkuji.\n",
     "? q: Kdy otevřete přístav?\n? a: Otevřeme ho v květnu.\n? q: Kdo to zaplatí?\n? a: My všichni.\n"
     "? q: Děkuji.\n? a: Také děkuji.\n"},

    {"questions in bold, some of which do not ask", "markdown", "interview",
     "# Entretien de la ministre de l’Énergie avec la Gazette du Détroit\n\nPublié le 3 avril 2024\n\n"
     "**Madame la ministre, pourquoi ce voyage ?**\n\n"
     "Parce que nous devons parler avec nos voisins. Je l’ai toujours dit.\n\n"
     "**On vous reproche de ne pas écouter les pêcheurs.**\n\n"
     "Je les écoute tous les jours. Vous les avez entendus aussi, j’en suis sûre.\n\n**Et le port ?**\n\n"
     "Le port ouvrira en mai, je m’y engage.\n\n**Merci.**\n\nC’est moi qui vous remercie.\n",
     "? q: Madame la ministre, pourquoi ce voyage ?\n"
     "? a: Parce que nous devons parler avec nos voisins. Je l’ai toujours dit.\n"
     "? q: On vous reproche de ne pas écouter les pêcheurs.\n"
     "? a: Je les écoute tous les jours. Vous les avez entendus aussi, j’en suis sûre.\n? q: Et le port ?\n"
     "? a: Le port ouvrira en mai, je m’y engage.\n? q: Merci.\n? a: C’est moi qui vous remercie.\n"},

    {"Spanish, words and then letters with a full stop", "text", "interview",
     "Entrevista a la ministra Lía Campos\nEl Faro del Norte\n\nPregunta. ¿Cuándo abre el puerto?\n\n"
     "Respuesta. Abrimos en mayo. Yo estaré allí.\n\nP. ¿Y quién paga?\n\nR. Pagamos todos nosotros.\n\n"
     "P. ¿No teme una huelga?\n\nR. No la temo.\n",
     "? q: ¿Cuándo abre el puerto?\n? a: Abrimos en mayo. Yo estaré allí.\n? q: ¿Y quién paga?\n"
     "? a: Pagamos todos nosotros.\n? q: ¿No teme una huelga?\n? a: No la temo.\n"},

    {"Spanish, labels with a full stop and a dash", "text", "press_conference",
     "Rueda de prensa posterior al Consejo de Ministros\nMadrid, martes 12 de marzo de 2024\n\n"
     "Portavoz.- Buenas tardes. Empezamos con las preguntas.\n\n"
     "P.- Buenas tardes, ministra. ¿Cuándo abre el puerto?\n\nMinistra.- Abrimos en mayo. Yo estaré allí.\n\n"
     "P.- ¿Y quién paga?\n\nMinistra.- Pagamos todos.\n\nPortavoz.- Muchas gracias.\n",
     "? a: Buenas tardes. Empezamos con las preguntas.\n? q: Buenas tardes, ministra. ¿Cuándo abre el puerto?\n"
     "? a: Abrimos en mayo. Yo estaré allí.\n? q: ¿Y quién paga?\n? a: Pagamos todos.\n? a: Muchas gracias.\n"},

    {"French, letters with a dash", "text", "press_conference",
     "Conférence de presse de la ministre\nParis, 3 avril 2024\n\nQ – Quand ouvrira le port ?\n\n"
     "R – Il ouvrira en mai, je m’y engage.\n\nQ – Et qui paiera ?\n\nR – Nous tous.\n\nQ – Merci.\n\n"
     "R – Merci à vous.\n",
     "? q: Quand ouvrira le port ?\n? a: Il ouvrira en mai, je m’y engage.\n? q: Et qui paiera ?\n"
     "? a: Nous tous.\n? q: Merci.\n? a: Merci à vous.\n"},

    {"Italian, letters with a full stop", "text", "interview",
     "Intervista al ministro Livio Corsani\nLa Voce del Porto, 12 marzo 2024\n\n"
     "D. Ministro, quando apre il porto?\n\nR. Apriamo a maggio, e io sarò lì.\n\nD. Chi paga?\n\n"
     "R. Paghiamo tutti. Noi abbiamo messo da parte i soldi.\n\nD. Non teme uno sciopero?\n\n"
     "R. No, non lo temo.\n",
     "? q: Ministro, quando apre il porto?\n? a: Apriamo a maggio, e io sarò lì.\n? q: Chi paga?\n"
     "? a: Paghiamo tutti. Noi abbiamo messo da parte i soldi.\n? q: Non teme uno sciopero?\n"
     "? a: No, non lo temo.\n"},

    {"Italian, words in capitals", "text", "interview",
     "Intervista al ministro Livio Corsani\n\nDOMANDA: Ministro, quando apre il porto?\n"
     "RISPOSTA: Apriamo a maggio.\nDOMANDA: Chi paga?\nRISPOSTA: Paghiamo tutti.\nDOMANDA: Davvero?\n"
     "RISPOSTA: Davvero.\n",
     "? q: Ministro, quando apre il porto?\n? a: Apriamo a maggio.\n? q: Chi paga?\n? a: Paghiamo tutti.\n"
     "? q: Davvero?\n? a: Davvero.\n"},

    {"Japanese, question and answer in round brackets", "text", "press_conference",
     "大臣会見概要\n令和6年3月12日（火曜日）\n\n【質疑応答】\n\n（問）港はいつ開くのですか。\n（答）五月に開く予定です"
     "。\n（問）費用は誰が負担するのですか。\n（答）国が負担します。\n"
     "（問）ほかにはありますか。\n（答）ありません。\n",
     "? q: 港はいつ開くのですか。\n? a: 五月に開く予定です。\n? q: 費用は誰が負担するのですか。\n? a: "
     "国が負担します。\n? q: ほかにはありますか。\n? a: ありません。\n"},

    {"Japanese, a reporter and an office", "text", "press_conference",
     "山本官房長官記者会見\n2024年3月12日\n\n記者：港の件についてお聞きします。いつ開きますか。\n\n長官：五月に開きます"
     "。\n\n記者：費用はどうなりますか。\n\n長官：国が負担します。\n\n"
     "記者：ありがとうございました。\n\n長官：以上です。\n",
     "? q: 港の件についてお聞きします。いつ開きますか。\n? a: 五月に開きます。\n? q: 費用はどうなりますか。\n? a: "
     "国が負担します。\n? q: ありがとうございました。\n"
     "? a: 以上です。\n"},

    {"Korean", "text", "press_conference",
     "해양부 장관 기자회견\n2024년 3월 12일\n\n기자: 항구는 언제 열립니까?\n\n김민수 장관: 5월에 열 계획입니다. 우리는 "
     "준비가 되어 있습니다.\n\n"
     "기자: 비용은 누가 부담합니까?\n\n김민수 장관: 정부가 부담합니다.\n\n기자: 감사합니다.\n\n김민수 장관: "
     "고맙습니다.\n",
     "? q: 항구는 언제 열립니까?\n김민수 a: 5월에 열 계획입니다. 우리는 준비가 되어 있습니다.\n? q: 비용은 누가 "
     "부담합니까?\n김민수 a: 정부가 부담합니다.\n"
     "? q: 감사합니다.\n김민수 a: 고맙습니다.\n"},

    {"Chinese proceedings, numbered questions, chairs in turn", "text", "proceedings",
     "立法會 ─ 2001年5月2日\nLEGISLATIVE COUNCIL ─  2 May 2001\n\n會議過程正式紀錄\n2001 年 5 月 2 日星期三\n下午 2 時 "
     "30 分會議開始\n\n"
     "出席議員：\n\n主席柳岚女士，G.B.S., "
     "J.P.\n陳大文議員\n\n議員質詢的口頭答覆\n\n主席：質詢。第一項質詢。\n\n港口的開放\n\n"
     "1.  陳大文議員：主席，港口何時開放？政府可否告知本會：\n\n(一)   開放的日期；及\n\n(二)   "
     "費用由誰負擔？\n\n運輸局局長：主席，就第一部分，港口將於五月開放。\n\n我們已經準備好。\n"
     "\n主席：陳大文議員，你的補充質詢是甚麼？\n\n陳大文議員：主席，費用由誰負擔？\n\n運輸局局長：主席，由政府負擔。\n"
     "\n李小明議員（譯文）：主席，我想問一問，何時開始？\n\n運輸局局長：主席，五月。\n"
     "\n代理主席：第二項質詢。\n\n2.  DR "
     "王一心議員：代理主席，我有一條問題。\n\n全委會主席：議案獲得通過。\n\n秘書：《2001年港口條例草案》。\n\n"
     "MR JAMES HOLT: Madam President, I would like to ask when the harbour will open.\n\n運輸局局長：主席，五月。\n\n"
     "陳大文議員動議的議案如下：\n\n“本會促請政府盡快開放港口。”\n\n主席：我現在向各位提出的待決議題是：陳大文議員動議"
     "的議案，予以通過。現在付諸表決，贊成的請舉手。\n\n（議員舉手）\n\n"
     "主席：反對的請舉手。\n\n（沒有議員舉手）\n\n暫停會議\n\n下午5時正會議暫停。\n",
     "? s: 質詢。第一項質詢。\n陳大文 s: 主席，港口何時開放？政府可否告知本會：//(一)   開放的日期；及//(二)   "
     "費用由誰負擔？\n"
     "? s: 主席，就第一部分，港口將於五月開放。//我們已經準備好。\n? s: 陳大文議員，你的補充質詢是甚麼？\n陳大文 s: "
     "主席，費用由誰負擔？\n? s: 主席，由政府負擔。\n"
     "李小明 s: 主席，我想問一問，何時開始？\n? s: 主席，五月。\n? s: 第二項質詢。\n王一心 s: "
     "代理主席，我有一條問題。\n? s: 議案獲得通過。\n? s: 《2001年港口條例草案》。\n"
     "James Holt s: Madam President, I would like to ask when the harbour will open.\n"
     "? s: 主席，五月。//陳大文議員動議的議案如下：//“本會促請政府盡快開放港口。”\n"
     "? s: "
     "我現在向各位提出的待決議題是：陳大文議員動議的議案，予以通過。現在付諸表決，贊成的請舉手。//（議員舉手）//"
     "主席：反對的請舉手。//（沒有議員舉手）//暫停會議//下午5時正會議暫停。\n"},

    {"Dutch, question and answer", "text", "interview",
     "Interview met kapitein Jan Moll\n\nVraag: Wanneer gaat de haven open?\n\nAntwoord: In mei. Ik ben erbij.\n"
     "\nVraag: Wie betaalt dat?\n\nAntwoord: Wij allemaal.\n\nVraag: Dank u.\n\nAntwoord: Graag gedaan.\n",
     "? q: Wanneer gaat de haven open?\n? a: In mei. Ik ben erbij.\n? q: Wie betaalt dat?\n? a: Wij allemaal.\n"
     "? q: Dank u.\n? a: Graag gedaan.\n"},

    {"Norwegian, labels alone in their paragraphs", "text", "press_conference",
     "Pressekonferanse 12. mars 2024\n\nStatsminister Gudrun Aker:\n\nGod ettermiddag. Vi åpner havnen i mai.\n"
     "\nSpørsmål fra NRB:\n\nHvem betaler?\n\nStatsminister Gudrun Aker:\n\nDet gjør vi alle.\n\n"
     "Spørsmål fra Havneavisen:\n\nEr du sikker?\n\nStatsminister Gudrun Aker:\n\nJa, jeg er sikker.\n",
     "Gudrun Aker a: God ettermiddag. Vi åpner havnen i mai.\n? q: Hvem betaler?\n"
     "Gudrun Aker a: Det gjør vi alle.\n? q: Er du sikker?\nGudrun Aker a: Ja, jeg er sikker.\n"},

    {"Polish, names and then initials", "text", "interview",
     "Rozmowa z kapitanem Janem Mollem\n\nDora Linden: Kiedy otworzycie port?\n\n"
     "Jan Moll: Otworzymy go w maju.\n\nD.L.: A kto zapłaci?\n\nJ.M.: Wszyscy.\n\n"
     "D.L.: Nie boi się pan strajku?\n\nJ.M.: Nie.\n",
     "Dora Linden q: Kiedy otworzycie port?\nJan Moll a: Otworzymy go w maju.\nDora Linden q: A kto zapłaci?\n"
     "Jan Moll a: Wszyscy.\nDora Linden q: Nie boi się pan strajku?\nJan Moll a: Nie.\n"},

    {"Portuguese press conference", "text", "press_conference",
     "Entrevista coletiva do ministro Rui Tavora após a reunião do porto\nBrasília, 12 de março de 2024\n\n"
     "Jornalista: Ministro, quando abre o porto?\n\nMinistro Rui Tavora: Vamos abrir em maio. Eu estarei lá.\n\n"
     "Jornalista: (inaudível)\n\nMinistro Rui Tavora: Não entendi a pergunta.\n\nRepórter: E quem vai pagar?\n\n"
     "Ministro Rui Tavora: Todos nós.\n",
     "? q: Ministro, quando abre o porto?\nRui Tavora a: Vamos abrir em maio. Eu estarei lá.\n? q: (inaudível)\n"
     "Rui Tavora a: Não entendi a pergunta.\n? q: E quem vai pagar?\nRui Tavora a: Todos nós.\n"},

    {"German government press conference", "text", "briefing",
     "Regierungspressekonferenz vom 13. März 2024\n\nThemen: Reise des Bundeskanzlers, Hafenausbau\n\n"
     "Sprecher: StS Lohr (BReg), Brandt (AA), Tamm (BMI)\n\n"
     "Vors. Wolter: Herzlich willkommen zur Regierungspressekonferenz. Herr Lohr hat das Wort.\n\n"
     "StS Lohr: Guten Tag auch von meiner Seite! Der Bundeskanzler reist am Freitag nach Riba.\n\n"
     "Frage: Herr Lohr, wird er auch den Hafen besuchen?\n\nStS Lohr: Das kann ich Ihnen noch nicht sagen.\n\n"
     "Zusatzfrage: Wann wissen Sie es?\n\nStS Lohr: Bald.\n\n"
     "Frage (zum Hafenausbau): An das BMI: Wie hoch sind die Kosten?\n\n"
     "Tamm (BMI): Die Kosten liegen bei drei Millionen Euro.\n\nZusatz: Das ist viel.\n\n"
     "Brandt (AA): Ich kann das ergänzen. Das Auswärtige Amt trägt einen Teil.\n",
     "Wolter a: Herzlich willkommen zur Regierungspressekonferenz. Herr Lohr hat das Wort.\n"
     "Lohr a: Guten Tag auch von meiner Seite! Der Bundeskanzler reist am Freitag nach Riba.\n"
     "? q: Herr Lohr, wird er auch den Hafen besuchen?\nLohr a: Das kann ich Ihnen noch nicht sagen.\n"
     "? q: Wann wissen Sie es?\nLohr a: Bald.\n? q: An das BMI: Wie hoch sind die Kosten?\n"
     "Tamm a: Die Kosten liegen bei drei Millionen Euro.\n? q: Das ist viel.\n"
     "Brandt a: Ich kann das ergänzen. Das Auswärtige Amt trägt einen Teil.\n"},

    {"Russian letters", "text", "interview",
     "Интервью министра рыболовства Глеба Ардашева газете «Маяк»\n12 марта 2024 года\n\n"
     "В.: Глеб Петрович, когда откроется порт?\n\nО.: Мы откроем его в мае. Я сам приеду.\n\n"
     "В.: А кто заплатит?\n\nО.: Заплатим мы все.\n\nВ.: Спасибо.\n\nО.: И вам спасибо.\n",
     "? q: Глеб Петрович, когда откроется порт?\n? a: Мы откроем его в мае. Я сам приеду.\n"
     "? q: А кто заплатит?\n? a: Заплатим мы все.\n? q: Спасибо.\n? a: И вам спасибо.\n"},

    {"Russian words", "text", "interview",
     "Вопрос: Когда откроется порт?\n\nОтвет: Мы откроем его в мае.\n\nВопрос: А кто заплатит?\n\n"
     "Ответ: Мы все.\n\nВопрос (перевод с норландского): Вы уверены?\n\nОтвет: Уверен.\n",
     "? q: Когда откроется порт?\n? a: Мы откроем его в мае.\n? q: А кто заплатит?\n? a: Мы все.\n"
     "? q: Вы уверены?\n? a: Уверен.\n"},

    {"Swedish", "text", "interview",
     "Intervju med kapten Jan Moll\n\nFråga: När öppnar hamnen?\n\nSvar: I maj. Jag kommer att vara där.\n\n"
     "Fråga: Vem betalar?\n\nSvar: Vi alla.\n\nFråga: Tack.\n\nSvar: Tack själv.\n",
     "? q: När öppnar hamnen?\n? a: I maj. Jag kommer att vara där.\n? q: Vem betalar?\n? a: Vi alla.\n"
     "? q: Tack.\n? a: Tack själv.\n"},

    {"Turkish press conference", "text", "press_conference",
     "Bakan Kaya'nın basın toplantısı\n12 Mart 2024\n\nSoru: Liman ne zaman açılacak?\n\n"
     "Bakan Kaya: Mayıs ayında açacağız. Ben de orada olacağım.\n\nSoru: Kim ödeyecek?\n\nBakan Kaya: Hepimiz.\n"
     "\nSoru: Teşekkürler.\n\nBakan Kaya: Ben teşekkür ederim.\n",
     "? q: Liman ne zaman açılacak?\nKaya a: Mayıs ayında açacağız. Ben de orada olacağım.\n? q: Kim ödeyecek?\n"
     "Kaya a: Hepimiz.\n? q: Teşekkürler.\nKaya a: Ben teşekkür ederim.\n"},

    {"Ukrainian", "text", "briefing",
     "Брифінг міністра Остапа Гайового\nКиїв, 12 березня 2024 року\n\nЖурналіст: Коли відкриється порт?\n\n"
     "О. Гайовий: Ми відкриємо його у травні.\n\nЗапитання: А хто заплатить?\n\n"
     "О. Гайовий: Ми всі. Я вже про це казав.\n\nЖурналістка: Дякую.\n\nО. Гайовий: Дякую вам.\n",
     "? q: Коли відкриється порт?\nО. Гайовий a: Ми відкриємо його у травні.\n? q: А хто заплатить?\n"
     "О. Гайовий a: Ми всі. Я вже про це казав.\n? q: Дякую.\nО. Гайовий a: Дякую вам.\n"},

    {"Chinese reporters by their agency", "text", "press_conference",
     "2024年3月12日外交部发言人柳岚主持例行记者会\n\n法新社记者：请问港口何时开放？\n\n柳岚：港口将于五月开放。\n\n路透"
     "社记者：谁来承担费用？\n\n柳岚：由我们承担。\n\n追问：你确定吗？\n\n"
     "柳岚：我已经回答了你的问题。\n",
     "? q: 请问港口何时开放？\n柳岚 a: 港口将于五月开放。\n? q: 谁来承担费用？\n柳岚 a: 由我们承担。\n? q: "
     "你确定吗？\n柳岚 a: 我已经回答了你的问题。\n"},

    {"Chinese, one character each", "text", "interview",
     "港口专访\n\n问：港口什么时候开放？\n\n答：五月开放。我会去的。\n\n问：谁来付钱？\n\n答：我们大家。\n\n问：谢谢。"
     "\n\n答：不客气。\n",
     "? q: 港口什么时候开放？\n? a: 五月开放。我会去的。\n? q: 谁来付钱？\n? a: 我们大家。\n? q: 谢谢。\n? a: "
     "不客气。\n"},
};

TEST(LayoutsAbroad, AreRead) { expect_read(kLayouts); }

}  // namespace
}  // namespace stenogram::transcript
