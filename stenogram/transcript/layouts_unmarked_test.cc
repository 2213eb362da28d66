// Layouts in which nothing stands between a voice and its words, or no voice is announced at all:
// names in capitals or bold right before a sentence, names before a slash, speeches whose title names
// who speaks. And pages that look so and are no talk. All people, places and words are invented.
// Printed as layouts_for_tests.h says.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr Layout kLayouts[] = {
    {"names in capitals and no mark", "text", "press_conference",
     "Press Conference by the Harbour Minister\nPort Riba, 3 May 2019\n\n"
     "ANNA BERG Good morning everyone. I will start with the harbour.\n\nCARL DUNN When will it open?\n\n"
     "ANNA BERG We hope for June. NATO ships may come later.\n\nEVA MOLL And who pays, Minister?\n\n"
     "ANNA BERG The company does.\n\nCARL DUNN Thank you.\n\nANNA BERG I thank you.\n",
     "Anna Berg a: Good morning everyone. I will start with the harbour.\nCarl Dunn q: When will it open?\n"
     "Anna Berg a: We hope for June. NATO ships may come later.\nEva Moll q: And who pays, Minister?\n"
     "Anna Berg a: The company does.\nCarl Dunn q: Thank you.\nAnna Berg a: I thank you.\n"},

    {"bold names and no mark", "html", "press_conference",
     "<html><head><title>Press conference</title></head><body><h1>Press conference of the harbour minister, 3 May "
     "2019</h1><p><strong>Anna Berg</strong> Good morning. I will start with the harbour.</p><p><strong>Journalist"
     "</strong> When will it open?</p><p><strong>Anna Berg</strong> In June, we "
     "hope.</p><p><strong>Journalist</strong> "
     "Who pays?</p><p><strong>Anna Berg</strong> The company does.</p></body></html>",
     "Anna Berg a: Good morning. I will start with the harbour.\n? q: When will it open?\nAnna Berg a: In June, we "
     "hope.\n"
     "? q: Who pays?\nAnna Berg a: The company does.\n"},

    {"names before a slash", "text", "interview",
     "Interview with Karl Weiss, pilot of Port Riba\n\nDora Linden / When did you come to Riba?\n\n"
     "Karl Weiss / In May, I was twenty.\n\nDora Linden / And what did you do?\n\nKarl Weiss / I carried sacks.\n\n"
     "Dora Linden / Did you mind?\n\nKarl Weiss / No.\n",
     "Dora Linden q: When did you come to Riba?\nKarl Weiss a: In May, I was twenty.\n"
     "Dora Linden q: And what did you do?\nKarl Weiss a: I carried sacks.\nDora Linden q: Did you mind?\n"
     "Karl Weiss a: No.\n"},

    {"a speech whose title names who speaks", "markdown", "remarks",
     "# Remarks by Harbour Minister Anna Berg at the Opening of Pier Nine\n\nPort Riba, 3 May 2019\n\n"
     "Good morning. Thank you all for coming.\n\nI am proud to stand here with you today. My father loaded ships on "
     "this pier, and I remember the smell of tar.\n\nWe will build more. Thank you.\n",
     "Anna Berg s: Good morning. Thank you all for coming.//I am proud to stand here with you today. My father loaded "
     "ships on this pier, and I remember the smell of tar.//We will build more. Thank you.\n",
     "Anna Berg, participant:\n"},

    {"a speech with its one label", "text", "remarks",
     "Remarks by Secretary Berg on the Harbour\n\nTHE SECRETARY: Good afternoon. Please, have a seat.\n\n"
     "I want to thank the pilots of Riba, and I want to tell you what we will do for them this year.\n\n"
     "I have asked for nine cranes. We will have them by June.\n",
     "? s: Good afternoon. Please, have a seat.//I want to thank the pilots of Riba, and I want to tell you what we "
     "will do for them this year.//I have asked for nine cranes. We will have them by June.\n",
     "?, participant: [THE SECRETARY]\n"},

    {"a speech in French, the name behind the office", "text", "remarks",
     "Discours de la ministre des Ports, Claire Aubry\nRiba, le 3 mai 2019\n\nMesdames, Messieurs,\n\n"
     "Je suis heureuse d'être parmi vous. Nous avons attendu ce jour depuis longtemps, et je remercie tous ceux qui "
     "nous ont aidés.\n\nJe vous remercie.\n",
     "Claire Aubry s: Mesdames, Messieurs,//Je suis heureuse d'être parmi vous. Nous avons attendu ce jour depuis "
     "longtemps, et je remercie tous ceux qui nous ont aidés.//Je vous remercie.\n"},

    {"news of a speech is none", "text", "other",
     "Remarks by Minister Anna Berg draw fire\n\nThe remarks by Minister Anna Berg at the opening of Pier Nine have "
     "drawn fire from the pilots of Riba.\n\n“I am proud of this pier,” the minister had said on Friday, and “we will "
     "build more”.\n\nThe pilots ask for a new channel, and say that the pier is of no use to them.\n",
     ""},

    {"a speech that is announced is none", "text", "other",
     "Remarks by Minister Anna Berg to be published on Friday\n\nThe minister's office announces that the remarks by "
     "Minister Anna Berg at the opening of Pier Nine will be published on Friday. The office asks for patience.\n",
     ""},

    {"a button before headlines is nobody", "text", "other",
     "Harbour cup\n\nWATCH VIDEO Anna Berg on the race. “I am glad,” she says.\n\nThe boats left at nine, and I saw "
     "them go.\n\n"
     "WATCH VIDEO Karl Weiss on the storm. It was bad.\n\nThe second race is on Monday.\n\nWATCH VIDEO All about the "
     "cup. "
     "We tell you more.\n",
     ""},

    {"two words for one thing, and a slash", "text", "other",
     "Travel by bus\n\nPrams / pushchairs must be folded. You may ask the driver.\n\nLuggage / bags go in the hold. I "
     "may "
     "help you.\n\nPrams / pushchairs are free.\n\nLuggage / bags cost two crowns.\n",
     ""},

    {"a list of members in capitals is no talk", "text", "other",
     "Members of the board\n\nANNA BERG Chair of the board since 2001.\n\nCARL DUNN Treasurer. Lives in Riba.\n\n"
     "EVA MOLL Secretary, and editor of the newsletter.\n\nROLF TAMM Member without portfolio.\n",
     ""},

    {"a timetable with slashes is no talk", "text", "other",
     "Timetable\n\nRiba / Selm 10:00\nSelm / Brenn 11:00\nRiba / Brenn 12:00\nBrenn / Riba 13:00\n", ""},

    {"questions that are asked often are asked by nobody", "text", "other",
     "Frequently Asked Questions\n\nQ: How do I return an item?\nA: Send it back within 30 days.\n\n"
     "Q: Where is my order?\nA: You can track it in your account.\n\nQ: Do you ship abroad?\nA: Yes.\n",
     ""},

    {"below the heading of a transcript, behind show notes", "markdown", "interview",
     "# Episode 12: Sacks and Cranes\n\n## Show notes\n\n- 00:00 Welcome\n- 02:10 How Karl came to Riba\n"
     "- 15:30 The storm of 1987\n\nLinks: [Port of Riba](https://example.org), [The Beacon](https://example.org/b)\n\n"
     "## Transcript\n\n**Dora:** Welcome to the show. When did you come?\n\n**Karl:** In May. I was twenty.\n\n"
     "**Dora:** And the storm?\n\n**Karl:** I thought I would die.\n",
     "Dora q: Welcome to the show. When did you come?\nKarl a: In May. I was twenty.\nDora q: And the storm?\n"
     "Karl a: I thought I would die.\n"},

    {"who has which part, and letters that ask", "text", "interview",
     "Harbour oral history\nInterviewee: Karl Weiss\nInterviewer: Dora Linden\nSession 1, May 3, 1998\n\n"
     "Q: When did you come to Riba?\n\nWeiss: In May. I was twenty.\n\nQ: And what did you do?\n\n"
     "Weiss: I carried sacks.\n",
     "? q: When did you come to Riba?\nKarl Weiss a: In May. I was twenty.\n? q: And what did you do?\n"
     "Karl Weiss a: I carried sacks.\n"},

    {"a letter that asks is nobody's name", "text", "interview",
     "حوار صحفي مع الوزير سامي البحري\n\nس: متى سيفتح الميناء؟\nج: في شهر مايو.\n\nس: ومن يدفع؟\nج: نحن جميعاً.\n\n"
     "س: هل أنت متفائل؟\nج: نعم.\n",
     "? q: متى سيفتح الميناء؟\n? a: في شهر مايو.\n? q: ومن يدفع؟\n? a: نحن جميعاً.\n? q: هل أنت متفائل؟\n? a: نعم.\n"},

    {"Dutch labels that end their lines", "text", "interview",
     "De voorzitter:\nIk open de vergadering. Het woord is aan de heer Holst.\n\nDe heer Holst (PR):\nVoorzitter. "
     "Wanneer gaat "
     "de haven open?\n\nMinister Zee:\nVoorzitter. In mei, hoop ik.\n\nDe voorzitter:\nDank u wel.\n",
     "? s: Ik open de vergadering. Het woord is aan de heer Holst.\nHolst q: Voorzitter. Wanneer gaat de haven open?\n"
     "Zee a: Voorzitter. In mei, hoop ik.\n? s: Dank u wel.\n"},

    {"a speech in German", "text", "remarks",
     "Rede von Ministerin Gudrun Aker zur Eröffnung des Hafens\n\nRiba, 3. Mai 2019\n\nSehr geehrte Damen und "
     "Herren,\n\n"
     "ich freue mich, heute bei Ihnen zu sein. Wir haben lange auf diesen Tag gewartet.\n\nIch danke Ihnen.\n",
     "Gudrun Aker s: Sehr geehrte Damen und Herren,//ich freue mich, heute bei Ihnen zu sein. Wir haben lange auf "
     "diesen "
     "Tag gewartet.//Ich danke Ihnen.\n"},

    {"two names, of whom one asks", "text", "interview",
     "Anna Berg: When will the harbour of Riba open, Minister?\n\nKarl Weiss: In May. I have always said so.\n",
     "Anna Berg q: When will the harbour of Riba open, Minister?\nKarl Weiss a: In May. I have always said so.\n"},

    {"two headlines are none", "text", "other",
     "Anna Berg: When will the harbour of Riba open?\n\nKarl Weiss: The cranes of Riba came from abroad\n\nMore "
     "news\n\n"
     "All about the harbour\n\nSubscribe\n",
     ""},

    {"Polish labels that end their lines", "text", "proceedings",
     "Marszałek:\nOtwieram posiedzenie. Głos ma minister Jan Morski.\n\nMinister Jan Morski:\nPanie Marszałku! Port "
     "otworzymy w maju.\n\nMarszałek:\nDziękuję. Głos ma poseł Adam Wiśniak.\n\nPoseł Adam Wiśniak:\nPanie Marszałku! "
     "Kto zapłaci?\n",
     "? s: Otwieram posiedzenie. Głos ma minister Jan Morski.\nJan Morski s: Panie Marszałku! Port otworzymy w maju.\n"
     "? s: Dziękuję. Głos ma poseł Adam Wiśniak.\nAdam Wiśniak s: Panie Marszałku! Kto zapłaci?\n"},
};

TEST(Layouts, VoicesThatNothingSetsApartAreTold) { expect_read(kLayouts); }

}  // namespace
}  // namespace stenogram::transcript
