// Layouts in which voices are announced by little: labels that run on within a paragraph, a
// label that stands once, answers without any, names in brackets, letters between numbers of
// lines. All people, places and words are invented. Printed as layouts_for_tests.h says.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr Layout kLayouts[] = {
    {"all in one paragraph", "text", "press_conference",
     "Press conference of the Minister of Harbours, Port Riba, 2 May 2019\n"
     "Q: Minister, can you confirm that the ships are in? Minister: As you know, I leave that to others. "
     "Q: I would turn to the talks. What are they worth? Minister: I have one answer: much. Q: And when? "
     "Minister: Soon.\n",
     "? q: Minister, can you confirm that the ships are in?\n? a: As you know, I leave that to others.\n"
     "? q: I would turn to the talks. What are they worth?\n? a: I have one answer: much.\n? q: And when?\n? a: "
     "Soon.\n",
     "?, interviewer: [Q]\n?, respondent: [Minister]\n"},

    {"names in one paragraph, behind an introduction", "text", "interview",
     "Karl Weiss, a pilot of Port Riba, spoke to the Beacon. Dora Linden: Good evening. When will it open? "
     "Karl Weiss: In May. I have one rule: patience. Dora Linden: Some say that is late. Karl Weiss: They have no "
     "ships. Dora Linden: Who pays? Karl Weiss: We all do.\n",
     "Dora Linden q: Good evening. When will it open?\nKarl Weiss a: In May. I have one rule: patience.\n"
     "Dora Linden q: Some say that is late.\nKarl Weiss a: They have no ships.\nDora Linden q: Who pays?\n"
     "Karl Weiss a: We all do.\n"},

    {"question and answer in one paragraph each", "text", "interview",
     "Interview with the pilot Karl Weiss\n\nQ. When did you come? A. In May. I was young.\n\n"
     "Q. And then? A. I have to say: it rained.\n\nQ. Did you mind? A. No.\n",
     "? q: When did you come?\n? a: In May. I was young.\n? q: And then?\n? a: I have to say: it rained.\n"
     "? q: Did you mind?\n? a: No.\n",
     "?, interviewer: [Q]\n?, respondent: [A]\n"},

    {"French letters and dashes in one paragraph", "text", "interview",
     "Entretien avec Claire Aubry\n\nQ - Quand ouvrira le port ? R - En mai. Q - On dit que c'est tard. "
     "R - On le dit. Q - Et qui paiera ? R - Nous tous.\n",
     "? q: Quand ouvrira le port ?\n? a: En mai.\n? q: On dit que c'est tard.\n? a: On le dit.\n"
     "? q: Et qui paiera ?\n? a: Nous tous.\n"},

    {"Chinese in one paragraph", "text", "interview",
     "柳岚部长答记者问\n\n记者：港口何时开放？柳岚：五月就会开放。记者：谁来付钱？柳岚：港口付钱。记者：谢谢。柳岚：不"
     "客气。\n",
     "? q: 港口何时开放？\n柳岚 a: 五月就会开放。\n? q: 谁来付钱？\n柳岚 a: 港口付钱。\n? q: 谢谢。\n柳岚 a: "
     "不客气。\n"},

    {"questions and notes in a paragraph are no talk", "text", "other",
     "Harbour opens at last\n\nThe harbour of Riba opened on Monday. Who pays? Note: nobody knows. Where is it? "
     "Location: Riba. What does it cost? Price: nothing. Who comes? Note: all.\n",
     ""},

    {"the least interview", "text", "interview", "Question: Why?\n\nJan Moll: Because I say so.\n",
     "? q: Why?\nJan Moll a: Because I say so.\n", "?, interviewer: [Question]\nJan Moll, respondent: [Jan Moll]\n"},

    {"a name that stands once, behind a question", "text", "interview",
     "Frage: Wann öffnet der Hafen?\n\nVogt: Im Mai.\n\nFrage: Wer bezahlt?\n\nStM Lohr: Darf ich das beantworten? "
     "Wir alle.\n\nFrage: Danke.\n\nVogt: Bitte.\n",
     "? q: Wann öffnet der Hafen?\nVogt a: Im Mai.\n? q: Wer bezahlt?\n"
     "Lohr a: Darf ich das beantworten? Wir alle.\n? q: Danke.\nVogt a: Bitte.\n"},

    {"a word for asking, and who asks", "text", "press_conference",
     "Pressekonferenz des Ministers Lohr, 12. März 2024\n\nLohr: Guten Tag. Ich beginne mit dem Hafen.\n\n"
     "Frage Wolter: Wann öffnet er?\n\nLohr: Im Mai.\n\nZusatzfrage Wolter: Sicher?\n\nLohr: Sicher.\n\n"
     "Frage: Wer bezahlt?\n\nLohr: Wir alle.\n",
     "Lohr a: Guten Tag. Ich beginne mit dem Hafen.\nWolter q: Wann öffnet er?\nLohr a: Im Mai.\n"
     "Wolter q: Sicher?\nLohr a: Sicher.\n? q: Wer bezahlt?\nLohr a: Wir alle.\n",
     "Lohr, respondent: [Lohr]\nWolter, interviewer: [Frage Wolter] [Zusatzfrage Wolter]\n?, interviewer: [Frage]\n"},

    {"who has which part, above the talk", "text", "interview",
     "Oral history of the harbour\nInterviewer: Dora Linden (DL)\nInterviewee: Karl Weiss (KW)\n\n"
     "DL: When did you come?\n\nKW: In May.\n\nDL: And then?\n\nKW: It rained.\n\nDL: Did you mind?\n\nKW: No.\n",
     "Dora Linden q: When did you come?\nKarl Weiss a: In May.\nDora Linden q: And then?\nKarl Weiss a: It rained.\n"
     "Dora Linden q: Did you mind?\nKarl Weiss a: No.\n",
     "Dora Linden, interviewer: [DL]\nKarl Weiss, respondent: [KW]\n"},

    {"words for parts, and who has them above the talk", "text", "interview",
     "ORAL HISTORY INTERVIEW\nInterviewee: Karl Weiss\nInterviewer: Dora Linden\nDate: 3 May 1998\n\n"
     "Interviewer: When did you come?\n\nInterviewee: In May.\n\nInterviewer: And then?\n\nInterviewee: It rained.\n",
     "Dora Linden q: When did you come?\nKarl Weiss a: In May.\nDora Linden q: And then?\nKarl Weiss a: It rained.\n"},

    {"a moderator named above a panel", "text", "press_conference",
     "Panel: Whose harbour is it?\nModerator: Dora Linden (The Beacon)\n"
     "Panellists: Gudrun Aker (Minister of Fisheries), Karl Weiss (Port of Riba)\n\n"
     "Dora Linden: Welcome. Minister, when will it open?\nGudrun Aker: In May.\n"
     "Karl Weiss: If I may add: we are ready. Cost: nine million.\nDora Linden: Is that so?\nGudrun Aker: It is.\n"
     "Audience member: Who pays?\nKarl Weiss: We do.\n",
     "Dora Linden s: Welcome. Minister, when will it open?\nGudrun Aker a: In May.\n"
     "Karl Weiss a: If I may add: we are ready. Cost: nine million.\nDora Linden s: Is that so?\nGudrun Aker a: It "
     "is.\n"
     "? q: Who pays?\nKarl Weiss a: We do.\n"},

    {"names in brackets, one of them in round ones", "text", "interview",
     "Minister's Interview with Beacon News (4.26.)\n\n[Minister Aker] I think that it is open now.\n\n"
     "([Dora Linden] You began at the top. Is it not usually the other way?)\n\n[Minister Aker] It is.\n\n"
     "([Dora Linden] Who paid?)\n\n[Minister Aker] We all did.\n",
     "Aker a: I think that it is open now.\nDora Linden q: You began at the top. Is it not usually the other way?\n"
     "Aker a: It is.\nDora Linden q: Who paid?\nAker a: We all did.\n"},

    {"names and a hyphen", "text", "press_conference",
     "(Riba, 7 juillet 2011) - Conférence de presse de la ministre Claire Aubry et du secrétaire d'État Jean Moll.\n\n"
     "Claire Aubry - Mesdames et Messieurs, voici Jean Moll.\n\nVous le connaissez.\n\n"
     "Jean Moll - Merci. Je serai bref - très bref - aujourd'hui.\n\nQuestion - Où irez-vous ?\n\n"
     "Jean Moll - À Selm.\n\nQuestion - Et vous ?\n\nClaire Aubry - Je reste.\n",
     "Claire Aubry a: Mesdames et Messieurs, voici Jean Moll.//Vous le connaissez.\n"
     "Jean Moll a: Merci. Je serai bref - très bref - aujourd'hui.\n? q: Où irez-vous ?\nJean Moll a: À Selm.\n"
     "? q: Et vous ?\nClaire Aubry a: Je reste.\n"},

    {"a chat with clock times and handles", "text", "proceedings",
     "Weekly meeting, 2024-03-14\n\n[10:02] <dora> Good morning, shall we start?\n[10:02] <weiss> Yes please.\n"
     "[10:03] <dora> First item: the harbour.\n[10:05] <weiss> It is open, I'm told.\n[10:06] <dora> Then we wait.\n"
     "[10:07] <tamm> I will pay.\n",
     "? s: Good morning, shall we start?\n? s: Yes please.\n? s: First item: the harbour.\n"
     "? s: It is open, I'm told.\n? s: Then we wait.\n? s: I will pay.\n",
     "?, participant: [dora]\n?, participant: [weiss]\n?, participant: [tamm]\n"},

    {"a name centred above what is said", "text", "interview",
     "INTERVIEW WITH CAPTAIN KARL WEISS\n\n                    LINDEN\n          When did you come?\n\n"
     "                    WEISS\n          It was in the morning. We had just left\n          the harbour.\n\n"
     "                    LINDEN\n          And what did you do?\n\n                    WEISS\n          We "
     "stopped.\n\n"
     "                    LINDEN\n          Were you afraid?\n\n                    WEISS\n          I was.\n",
     "Linden q: When did you come?\nKarl Weiss a: It was in the morning. We had just left/          the harbour.\n"
     "Linden q: And what did you do?\nKarl Weiss a: We stopped.\nLinden q: Were you afraid?\nKarl Weiss a: I was.\n"},

    {"an office with a clock time on its line", "text", "other",
     "Department of Harbours spokesperson (00:00):\n\nGood afternoon.\n\nNils (00:01):\n\nYou are early.\n\n"
     "Department of Harbours spokesperson (00:05):\n\nI know. I have one thing.\n\nNils (00:06):\n\nReally.\n\n"
     "Department of Harbours spokesperson (00:07):\n\nThe harbour is open.\n",
     "? s: Good afternoon.\nNils s: You are early.\n? s: I know. I have one thing.\nNils s: Really.\n"
     "? s: The harbour is open.\n"},

    {"answers that nobody announces, below labels that ask", "text", "press_conference",
     "Doorstep remarks by the Commissioner upon arrival\n\nGood morning. We have much to do.\n\n"
     "Q. On the harbour, will it open today?\n\nI hope so. We shall speak of it at lunch.\n\n"
     "Q. And who pays?\n\nThat is not on the agenda.\n\nQ. Will you travel?\n\nYes, in April.\n",
     "? q: On the harbour, will it open today?\n? a: I hope so. We shall speak of it at lunch.\n? q: And who pays?\n"
     "? a: That is not on the agenda.\n? q: Will you travel?\n? a: Yes, in April.\n",
     "?, interviewer: [Q]\n?, respondent:\n"},

    {"answers in quotation marks, below questions that not always ask", "text", "interview",
     "Intervista al ministro Livio Corsani\nLa Voce del Porto, 12 marzo 2024\n\nMinistro, quando apre il porto?\n\n"
     "«Apriamo a maggio».\n\nQualcuno dice che è tardi.\n\n«Chi lo dice non è sulle navi».\n\nE chi paga?\n\n"
     "«Il porto».\n\n«Nessun altro».\n\nSi ricandida?\n\n«No».\n",
     "? q: Ministro, quando apre il porto?\n? a: «Apriamo a maggio».\n? q: Qualcuno dice che è tardi.\n"
     "? a: «Chi lo dice non è sulle navi».\n? q: E chi paga?\n? a: «Il porto».//«Nessun altro».\n? q: Si ricandida?\n"
     "? a: «No».\n"},

    {"bold questions and quoted answers in one paragraph", "markdown", "interview",
     "Intervista al ministro Livio Corsani\n\n**Ministro, quando apre il porto?**\n«Apriamo a maggio».\n\n"
     "**Qualcuno dice che è tardi.**\n«Chi lo dice non è sulle navi».\n\n**E chi paga?**\n«Il porto».\n\n"
     "**Si ricandida?**\n«No».\n",
     "? q: Ministro, quando apre il porto?\n? a: «Apriamo a maggio».\n? q: Qualcuno dice che è tardi.\n"
     "? a: «Chi lo dice non è sulle navi».\n? q: E chi paga?\n? a: «Il porto».\n? q: Si ricandida?\n? a: «No».\n"},

    {"quotations between paragraphs that tell are no talk", "text", "other",
     "Harbour opens at last\n\nWhat happens now? The minister was asked on Monday.\n\n“The harbour is open,” she "
     "said.\n\n"
     "Who pays? Nobody at the quay could say.\n\n“We all do,” said a fisherman.\n\nThe mayor was less sure.\n\n"
     "“I have my doubts,” he told the Beacon.\n",
     ""},

    {"testimony, with who examines on a line of its own", "text", "hearing",
     "DEPOSITION OF GUDRUN AKER\nMarch 14, 2019\n\n                     DIRECT EXAMINATION\n\nBY MR. WEISS:\n\n"
     "    Q.   Good morning, Ms. Aker. Where do you live?\n\n    A.   In Riba.\n\n"
     "         MS. LINDEN:  Objection, form.\n\n         THE WITNESS:  In the old town.\n\n"
     "         MR. WEISS:  Thank you.\n\n                     CROSS-EXAMINATION\n\nBY MS. LINDEN:\n\n"
     "    Q.   How long have you lived there?\n\n    A.   Nine years.\n",
     "Weiss q: Good morning, Ms. Aker. Where do you live?\n? a: In Riba.\nLinden q: Objection, form.\n"
     "? a: In the old town.\nWeiss q: Thank you.\nLinden q: How long have you lived there?\n? a: Nine years.\n",
     "Weiss, interviewer: [Q] [MR. WEISS]\n?, respondent: [A]\nLinden, interviewer: [MS. LINDEN] [Q]\n"
     "?, respondent: [THE WITNESS]\n"},

    {"testimony on a few numbered lines", "text", "court",
     " 1       Q.   Good morning, Ms. Aker. Would you state your\n 2   full name?\n 3       A.   Gudrun Anna Aker.\n"
     " 4       Q.   And where do you live?\n 5       A.   In Riba.\n 6            MR. WEISS: Objection, form.\n"
     " 7            THE WITNESS: In the old town.\n 8   BY MS. LINDEN:\n 9       Q.   Since when?\n"
     "10       A.   Since May.\n",
     "? q: Good morning, Ms. Aker. Would you state your/ 2   full name?\n? a: Gudrun Anna Aker.\n"
     "? q: And where do you live?\n? a: In Riba.\nWeiss s: Objection, form.\n? a: In the old town.\n"
     "Linden q: Since when?\n? a: Since May.\n"},

    {"a debate without a heading", "text", "debate",
     "Dora Linden: Good evening from Riba. With me are Gudrun Aker and Karl Weiss. Each of you has two minutes, and "
     "one "
     "minute to respond. Governor Aker, the harbour.\n\nGudrun Aker: Who closed it? My opponent did.\n\n"
     "Dora Linden: Mr. Weiss, two minutes.\n\nKarl Weiss: I did not, as everybody here knows who has read a paper this "
     "year. Does she know who did?\n\nGudrun Aker: I do.\n\n"
     "Karl Weiss: Who then?\n\nDora Linden: Governor, thirty seconds for rebuttal.\n\nGudrun Aker: You did.\n\n"
     "Dora Linden: It is time for closing statements.\n\nKarl Weiss: I ask for your vote.\n\nGudrun Aker: So do I.\n\n"
     "Dora Linden: That ends our debate.\n",
     "Dora Linden s: Good evening from Riba. With me are Gudrun Aker and Karl Weiss. Each of you has two minutes, and "
     "one "
     "minute to respond. Governor Aker, the harbour.\nGudrun Aker s: Who closed it? My opponent did.\n"
     "Dora Linden s: Mr. Weiss, two minutes.\nKarl Weiss s: I did not, as everybody here knows who has read a paper "
     "this year. Does she know who did?\nGudrun Aker s: I do.\n"
     "Karl Weiss s: Who then?\nDora Linden s: Governor, thirty seconds for rebuttal.\nGudrun Aker s: You did.\n"
     "Dora Linden s: It is time for closing statements.\nKarl Weiss s: I ask for your vote.\nGudrun Aker s: So do I.\n"
     "Dora Linden s: That ends our debate.\n",
     "Dora Linden, moderator: [Dora Linden]\nGudrun Aker, participant: [Gudrun Aker]\n"
     "Karl Weiss, participant: [Karl Weiss]\n"},

    {"a spokesperson with clock times, and reporters who do not ask", "text", "briefing",
     "Harbour Department Press Briefing, May 8, 2023\n\nDepartment of Harbours spokesperson (00:00):\n\nGood "
     "afternoon.\n\n"
     "Nils (00:01):\n\nYou are early.\n\nDepartment of Harbours spokesperson (00:05):\n\nI know. I have one thing.\n\n"
     "Nils (00:06):\n\nReally.\n\nDepartment of Harbours spokesperson (00:07):\n\nThe harbour is open.\n",
     "? a: Good afternoon.\nNils q: You are early.\n? a: I know. I have one thing.\nNils q: Really.\n"
     "? a: The harbour is open.\n"},

    {"a list of terms, in HTML", "html", "interview",
     "<html><head><title>Interview with Karl Weiss</title></head><body><h1>Interview with Karl Weiss</h1><dl>"
     "<dt>When will the harbour open?</dt><dd>In May, and I have said so before.</dd>"
     "<dt>Some say that is late. What do you tell them?</dt><dd>I tell them that they have no ships.</dd>"
     "<dt>Who pays?</dt><dd>We all do, I am sure of it.</dd></dl></body></html>",
     "? q: When will the harbour open?\n? a: In May, and I have said so before.\n"
     "? q: Some say that is late. What do you tell them?\n? a: I tell them that they have no ships.\n? q: Who pays?\n"
     "? a: We all do, I am sure of it.\n"},

    {"an office and a name once, and then the name", "text", "proceedings",
     "Meeting with Minister of Harbours Karl Weiss\n\nPresident of Norland Ada Brook: Mr Weiss, what are the "
     "results?\n\n"
     "Minister of Harbours Karl Weiss: The harbour is open.\n\nAda Brook: And the ships?\n\n"
     "Karl Weiss: They come and go.\n\nAda Brook: Thank you.\n",
     "Ada Brook s: Mr Weiss, what are the results?\nKarl Weiss s: The harbour is open.\nAda Brook s: And the ships?\n"
     "Karl Weiss s: They come and go.\nAda Brook s: Thank you.\n",
     "Ada Brook, participant: [President of Norland Ada Brook] [Ada Brook]\n"
     "Karl Weiss, participant: [Minister of Harbours Karl Weiss] [Karl Weiss]\n"},

    {"a name in bold above what is said, in one paragraph", "markdown", "interview",
     "## Conversation with Karl Weiss\n\n**Dora Linden**\nWhen did you come?\n\n**Karl Weiss**\nIn the morning. We had "
     "just "
     "left.\n\n**Dora Linden**\nAnd then?\n\n**Karl Weiss**\nWe stopped.\n",
     "Dora Linden q: When did you come?\nKarl Weiss a: In the morning. We had just left.\nDora Linden q: And then?\n"
     "Karl Weiss a: We stopped.\n"},

    {"numbered questions and their answers", "text", "interview",
     "Q.1 When will the harbour open?\nAns. When we say so.\n\nQ.2 Who pays?\nAns. We do.\n\nQ.3 Is that fair?\nAns. "
     "It is.\n",
     "? q: When will the harbour open?\n? a: When we say so.\n? q: Who pays?\n? a: We do.\n? q: Is that fair?\n? a: It "
     "is.\n",
     "?, interviewer: [Q.1] [Q.2] [Q.3]\n?, respondent: [Ans]\n"},

    {"a tab behind the name", "text", "interview",
     "LINDEN\tWhen did you come?\nWEISS\tIn the morning. We had just left.\nLINDEN\tAnd then?\nWEISS\tWe stopped.\n"
     "LINDEN\tWere you afraid?\nWEISS\tOf course.\n",
     "Linden q: When did you come?\nWeiss a: In the morning. We had just left.\nLinden q: And then?\nWeiss a: We "
     "stopped.\n"
     "Linden q: Were you afraid?\nWeiss a: Of course.\n"},

    {"a table of two columns", "markdown", "interview",
     "# Interview with Karl Weiss\n\n| Speaker | Text |\n|---|---|\n| Dora Linden | When did you come? |\n"
     "| Karl Weiss | In the morning. |\n| Dora Linden | And then? |\n| Karl Weiss | We stopped. |\n"
     "| Dora Linden | Were you afraid? |\n| Karl Weiss | Of course. |\n",
     "Dora Linden q: When did you come?\nKarl Weiss a: In the morning.\nDora Linden q: And then?\nKarl Weiss a: We "
     "stopped.\n"
     "Dora Linden q: Were you afraid?\nKarl Weiss a: Of course.\n"},

    {"an office that speaks once, where others ask", "text", "press_conference",
     "Press Conference by the Secretary-General\nNorland, 12 March 2024\n\nSG: Good morning. The harbour must open.\n\n"
     "Question: Secretary-General, when?\n\nSG: In May.\n\nQuestion: And who pays?\n\nSG: We all do.\n\n"
     "Spokesman: Thank you very much.\n",
     "? a: Good morning. The harbour must open.\n? q: Secretary-General, when?\n? a: In May.\n? q: And who pays?\n"
     "? a: We all do.\n? a: Thank you very much.\n"},

    {"the day and time of a message before the name", "text", "interview",
     "14/03/2024, 10:02 - Dora Linden: Good morning, shall we start?\n14/03/2024, 10:03 - Karl Weiss: Yes please.\n"
     "14/03/2024, 10:04 - Dora Linden: Is it open?\n14/03/2024, 10:05 - Karl Weiss: It is, I'm told.\n"
     "14/03/2024, 10:06 - Dora Linden: Then we go.\n",
     "Dora Linden q: Good morning, shall we start?\nKarl Weiss a: Yes please.\nDora Linden q: Is it open?\n"
     "Karl Weiss a: It is, I'm told.\nDora Linden q: Then we go.\n"},

    {"Japanese, a double dash before the questions", "text", "interview",
     "早瀬港長インタビュー\n2024年3月14日\n\n――港はいつ開きますか。\n\n五月に開きます。それが私たちの約束です。\n\n"
     "――遅すぎるという声もあります。\n\n船に乗っていない人の声です。\n\n――費用は誰が負担しますか。\n\n港が負担します。"
     "\n",
     "? q: 港はいつ開きますか。\n? a: 五月に開きます。それが私たちの約束です。\n? q: 遅すぎるという声もあります。\n"
     "? a: 船に乗っていない人の声です。\n? q: 費用は誰が負担しますか。\n? a: 港が負担します。\n"},

    {"Polish, names and then initials, with dashes", "text", "interview",
     "Rozmowa z Janem Mollem, kapitanem portu\n\nDora Linden – Kiedy otworzycie port?\n\nJan Moll – Otworzymy go w "
     "maju.\n\n"
     "D. L. – A kto zapłaci?\n\nJ. M. – Wszyscy.\n\nD. L. – Dziękuję.\n",
     "Dora Linden q: Kiedy otworzycie port?\nJan Moll a: Otworzymy go w maju.\nDora Linden q: A kto zapłaci?\n"
     "Jan Moll a: Wszyscy.\nDora Linden q: Dziękuję.\n"},

    {"Japanese, a wide blank behind the name", "text", "interview",
     "対談：早瀬徹×山田花子\n\n早瀬　港はいつ開きますか。\n\n山田　五月に開きます。\n\n早瀬　遅すぎませんか。\n\n山田　"
     "そうは思いません。\n\n"
     "早瀬　費用はどうしますか。\n\n山田　港が負担します。\n",
     "早瀬 q: 港はいつ開きますか。\n山田 a: 五月に開きます。\n早瀬 q: 遅すぎませんか。\n山田 a: そうは思いません。\n"
     "早瀬 q: 費用はどうしますか。\n山田 a: 港が負担します。\n"},

    {"a headline that quotes, an outlet in capitals, and initials", "text", "interview",
     "Claire Aubry : « Le port ouvrira »\n\nLE PHARE : Quand ouvrira-t-il ?\n\nCLAIRE AUBRY : En mai.\n\n"
     "LE PHARE : On dit que c'est tard.\n\nC. A. : On le dit.\n\nLE PHARE : Et qui paiera ?\n\nC. A. : Nous tous.\n",
     "Le Phare q: Quand ouvrira-t-il ?\nClaire Aubry a: En mai.\nLe Phare q: On dit que c'est tard.\n"
     "Claire Aubry a: On le dit.\nLe Phare q: Et qui paiera ?\nClaire Aubry a: Nous tous.\n"},

    {"Russian, dashes that ask by turns, under a headline", "text", "interview",
     "Пётр Ардашев: «Порт откроется»\n\n— Когда откроется порт?\n\n— Когда всё будет готово.\n\n— Вы уверены?\n\n"
     "— Да, я уверен.\n\n— Кто заплатит?\n\n— Порт.\n",
     "? q: Когда откроется порт?\n? a: Когда всё будет готово.\n? q: Вы уверены?\n? a: Да, я уверен.\n"
     "? q: Кто заплатит?\n? a: Порт.\n"},

    {"called upon, and heard once", "text", "debate",
     "MODERATOR: Good evening. Mr. Weiss, two minutes.\n\nWEISS: Thank you. I would open it.\n\n"
     "MODERATOR: Ms. Aker, your rebuttal.\n\nAKER: He closed it. (APPLAUSE)\n\nMODERATOR: Mr. Weiss?\n\n"
     "WEISS: I did not.\n\nMODERATOR: That ends our debate.\n",
     "? s: Good evening. Mr. Weiss, two minutes.\nWeiss s: Thank you. I would open it.\n? s: Ms. Aker, your rebuttal.\n"
     "Aker s: He closed it. (APPLAUSE)\n? s: Mr. Weiss?\nWeiss s: I did not.\n? s: That ends our debate.\n"},

    {"a mark of captions before each voice", "text", "other",
     ">> GOOD EVENING. WHEN WILL IT OPEN?\n\n>> WHEN WE SAY SO.\n\n>> WHO PAYS?\n\n>> WE DO.\n",
     "? s: GOOD EVENING. WHEN WILL IT OPEN?\n? s: WHEN WE SAY SO.\n? s: WHO PAYS?\n? s: WE DO.\n"},

    {"Polish, editors by name", "text", "press_conference",
     "Konferencja prasowa minister Gudrun Aker, 14 marca 2024 r.\n\nDziennikarz: Kiedy otworzą port?\n\n"
     "Minister Gudrun Aker: W maju.\n\nDziennikarka Dora Linden: A kto zapłaci?\n\nMinister Gudrun Aker: Port.\n\n"
     "Redaktor Jan Moll: Dziękuję.\n",
     "? q: Kiedy otworzą port?\nGudrun Aker a: W maju.\nDora Linden q: A kto zapłaci?\nGudrun Aker a: Port.\n"
     "Jan Moll q: Dziękuję.\n"},

    {"an office with its article and a full stop", "text", "press_conference",
     "THE PRESIDENT'S NEWS CONFERENCE\nMay 4, 2019\n\nThe President. Good morning. I have a statement.\n\n"
     "Q. Mr. President, when will it open?\n\nThe President. In May.\n\nQ. Will you go?\n\nThe President. I may.\n",
     "? a: Good morning. I have a statement.\n? q: Mr. President, when will it open?\n? a: In May.\n? q: Will you go?\n"
     "? a: I may.\n"},

    {"questions numbered before the label", "text", "hearing",
     "Harbour Committee\nOral evidence: the harbour, 12 March 2024\nMembers present: Ada Brook (Chair); Karl Weiss.\n\n"
     "Q1 Chair: Good morning. When will it open?\n\n"
     "Gudrun Aker: In May, Chair.\n\nQ2 Karl Weiss: Who pays?\n\nGudrun Aker: We do.\n\nQ3 Chair: Is that fair?\n\n"
     "Gudrun Aker: It is.\n\nChair: Thank you.\n",
     "? s: Good morning. When will it open?\nGudrun Aker s: In May, Chair.\nKarl Weiss s: Who pays?\n"
     "Gudrun Aker s: We do.\n? s: Is that fair?\nGudrun Aker s: It is.\n? s: Thank you.\n"},

    {"a full stop and a dash", "text", "proceedings",
     "Gudrun Aker (ABC), rapporteur. – Mr President, the harbour is closed.\n\nPresident. – Thank you.\n\n"
     "Karl Weiss (XYZ). – Mr President, I disagree.\n\nGudrun Aker (ABC). – You always do.\n\n"
     "President. – That is enough.\n\nKarl Weiss (XYZ). – It is.\n",
     "Gudrun Aker s: Mr President, the harbour is closed.\n? s: Thank you.\nKarl Weiss s: Mr President, I disagree.\n"
     "Gudrun Aker s: You always do.\n? s: That is enough.\nKarl Weiss s: It is.\n"},

    {"a chat in one paragraph, names in bold", "html", "interview",
     "<html><head><title>Chat mit Ministerin Aker</title></head><body><article><h1>Chat mit Ministerin Aker</h1><p>"
     "<b>seefuchs:</b> Wann wird der Hafen geöffnet?<br><b>Gudrun Aker:</b> Im Mai.<br><b>hafenkind:</b> Und wer "
     "bezahlt "
     "das?<br><b>Gudrun Aker:</b> Wir alle, das habe ich oft gesagt.<br><b>seefuchs:</b> Danke!<br><b>Gudrun Aker:</b> "
     "Gern.</p></article></body></html>",
     "? q: Wann wird der Hafen geöffnet?\nGudrun Aker a: Im Mai.\n? q: Und wer bezahlt das?\n"
     "Gudrun Aker a: Wir alle, das habe ich oft gesagt.\n? q: Danke!\nGudrun Aker a: Gern.\n"},

    {"Persian", "text", "interview",
     "پرسش: بندر کی باز می‌شود؟\n\nپاسخ: در ماه مه.\n\nپرسش: چه کسی می‌پردازد؟\n\nپاسخ: "
     "همه "
     "ما.\n\nخبرنگار: "
     "سپاسگزارم.\n",
     "? q: بندر کی باز می‌شود؟\n? a: در ماه مه.\n? q: چه کسی می‌پردازد؟\n? a: همه "
     "ما.\n? "
     "q: "
     "سپاسگزارم.\n"},

    {"a clock time on every other line", "text", "other",
     "Transcript\n0:00\nwelcome to the harbour hour today we\n0:04\ntalk about the new quay\n0:09\nwith the pilot who\n"
     "0:12\nhas seen it\n0:15\nthank you for having me\n",
     "? s: welcome to the harbour hour today we/0:04/talk about the new quay/0:09/with the pilot who/0:12/has seen "
     "it/0:15/thank you for having me\n"},
};

// Pages with names, questions, times and tabs on which nobody talks.
TEST(LayoutsFound, NoTalkIsMadeOfOtherPages) {
  struct Page {
    const char* name;
    const char* format;
    std::string_view text;
  };
  constexpr Page kPages[] = {
      {"a programme", "text",
       "Harbour Days 2024\n\n9:00\nRegistration and coffee\n\n9:30\nOpening of the exhibition\n\n10:00\n"
       "Boat races\n\n11:00\nLunch on the quay\n\n13:00\nPrizes\n\n14:00\nEnd\n"},

      {"a list of chapters", "text",
       "Episode 12: The strait\n\n0:00\nIntroduction\n2:10\nHow the mines were laid\n9:45\n"
       "What the captain saw\n15:20\nWho pays\n22:05\nGoodbye\n27:30\nCredits\n"},

      {"a table of measures", "text",
       "Specifications\n\nLength\t12.4 metres.\nBeam\t4.1 metres.\nEngine\tTwo diesel engines.\n"
       "Crew\tFour persons.\nRange\t600 miles.\nBuilder\tRiba Yard, Lund.\n"},

      {"a list of parts in a play", "text",
       "The Harbour, a play in two acts\n\nDora Linden - a widow\nKarl Weiss - her son\n"
       "Gudrun Aker - a pilot\nKarl Weiss - a clerk\nAda Brook - the minister\n\n"
       "Performances every night at eight.\n"},

      {"results of a race", "text",
       "Results of the harbour race\n\nDora Linden: 12.4\nKarl Weiss: 12.9\nGudrun Aker: 13.1\n"
       "Karl Weiss: 13.3\n\nWho will win next year? Dora Linden: favourite again.\n"},

      {"news with datelines and a question", "text",
       "Minister: strait to open in May\n\n"
       "LUND - The strait will open in May, the foreign minister said on Monday.\n\n"
       "\"The mines are gone,\" Ada Brook said. Asked who would pay, she answered: \"The port.\"\n\n"
       "RIBA - Fishermen were not so sure. \"What about us?\" asked Karl Weiss. \"Nobody has told us a thing.\"\n"
       "\nNORLAND - The council meets on Friday. Will it agree? Observers: perhaps.\n"},

      {"dialogue between paragraphs that tell", "text",
       "Chapter 9\n\n— Where is the captain? asked Anna.\n\n"
       "The clerk looked up from his papers. It had rained since morning.\n\n— Gone, he said.\n\n"
       "— And the ship?\n\nShe sat down. Nobody spoke for a while.\n\n— Gone as well.\n"},

      {"questions of everybody's, in a list of terms", "html",
       "<html><head><title>Frequently asked questions</title></head><body><article><h1>Frequently asked "
       "questions</h1><dl>"
       "<dt>When does the ferry leave?</dt><dd>The ferry leaves at nine every morning from the north quay.</dd>"
       "<dt>How much is a ticket?</dt><dd>A ticket costs nine crowns, and children travel for free.</dd>"
       "<dt>Where do I buy a ticket?</dt><dd>Tickets are sold on board and in the harbour "
       "office.</dd></dl></article></body></html>"},
  };
  for (const Page& p : kPages) {
    capture::Page page = page_of(p.text, p.format);
    std::vector<Transcript> transcripts = read(page);
    EXPECT_EQ(printed(page, transcripts), "") << p.name;
    EXPECT_EQ(transcripts.front().heading.kind, Kind::other) << p.name;
    for (const std::string& fault : faults(page, transcripts)) ADD_FAILURE() << p.name << ": " << fault;
  }
}

TEST(LayoutsFound, HecklesAreNotesOfWhoCalled) {
  capture::Page page = page_of(
      "Assembly of Norland, 12 March 2024\n\nMr. SPEAKER: The Member for Riba has the floor.\n\n"
      "Ms. AKER: It will open (MR WEISS: Shame on you!) in May (NB: not before). I said so (HON. MEMBERS: Hear, "
      "hear!).\n\n"
      "Mr. SPEAKER: Order!\n\nMs. AKER: I withdraw nothing. [Mr. Moll: You never do.] Thank you.\n");
  std::vector<Transcript> transcripts = read(page);
  std::string notes;
  for (const Turn& turn : transcripts[0].turns)
    for (const Note& note : turn.notes)
      notes += std::to_string(turn.n) + " " + note.speaker.value_or("?") + ": " +
               (note.words ? std::string(slice(page.text, *note.words)) : "") + "\n";
  EXPECT_EQ(notes, "2 MR WEISS: Shame on you!\n2 HON. MEMBERS: Hear, hear!\n4 Mr. Moll: You never do.\n");
}

TEST(LayoutsFound, AreRead) { expect_read(kLayouts); }

}  // namespace
}  // namespace stenogram::transcript
