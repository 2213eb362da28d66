// Layouts as the world publishes them: the marks that set voices apart, each on a page small enough to read. All
// people, places and words are invented. Printed as layouts_for_tests.h says.
#include <gtest/gtest.h>

#include "stenogram/transcript/layouts_for_tests.h"

namespace stenogram::transcript {
namespace {

constexpr Layout kLayouts[] = {
    {"names between angle brackets", "text", "interview",
     "<Dora Linden> Good evening, and welcome. Karl, when will the harbour open?\n"
     "<Karl Weiss> In May, if I am told the truth.\n<Dora Linden> And who will pay for it?\n"
     "<Karl Weiss> We all will.\n<Dora Linden> Thank you.\n<Karl Weiss> You are welcome.\n",
     "Dora Linden q: Good evening, and welcome. Karl, when will the harbour open?\n"
     "Karl Weiss a: In May, if I am told the truth.\nDora Linden q: And who will pay for it?\n"
     "Karl Weiss a: We all will.\nDora Linden q: Thank you.\nKarl Weiss a: You are welcome.\n"},

    {"names between square brackets, and a hall", "text", "interview",
     "Panel: Whose harbour is it?\n\n"
     "[Dora Linden] Good evening, and welcome. Karl, when will the harbour open?\n\n"
     "[Karl Weiss] In May, if I am told the truth.\n\n[Dora Linden] And who will pay for it?\n\n"
     "[Karl Weiss] We all will.\n\n[Audience] Shame!\n\n[Dora Linden] Please.\n",
     "Dora Linden q: Good evening, and welcome. Karl, when will the harbour open?\n"
     "Karl Weiss a: In May, if I am told the truth.\nDora Linden q: And who will pay for it?\n"
     "Karl Weiss a: We all will.\n? a: Shame!\nDora Linden q: Please.\n"},

    {"an outlet in letters, and a name whole and short", "text", "interview",
     "Harbour Radio: Interview with Ada Brook\n\nHR: Ada Brook, welcome. When will the harbour open?\n\n"
     "Ada Brook: In May. I have seen the plans.\n\nHR: Who will pay?\n\nBrook: We will.\n\n"
     "HR: Thank you for your time.\n\nBrook: Thank you.\n",
     "? q: Ada Brook, welcome. When will the harbour open?\nAda Brook a: In May. I have seen the plans.\n"
     "? q: Who will pay?\nAda Brook a: We will.\n? q: Thank you for your time.\nAda Brook a: Thank you.\n"},

    {"voices behind dashes, all of them", "text", "interview",
     "Rozmowa z kapitanem portu\n\n– Kiedy otworzycie port?\n\n– Otworzymy go w maju. Jestem tego pewien.\n\n"
     "– A kto za to zapłaci?\n\n– Wszyscy zapłacimy. Ja też.\n\n– Nie boi się pan strajku?\n\n"
     "– Nie, nie boję się.\n\n– Dziękuję za rozmowę.\n\n– Dziękuję.\n",
     "? q: Kiedy otworzycie port?\n? a: Otworzymy go w maju. Jestem tego pewien.\n? q: A kto za to zapłaci?\n"
     "? a: Wszyscy zapłacimy. Ja też.\n? q: Nie boi się pan strajku?\n? a: Nie, nie boję się.\n"
     "? q: Dziękuję za rozmowę.\n? a: Dziękuję.\n"},

    {"a debate in which both candidates ask", "text", "debate",
     "Jan Moll: Good evening from the Harbour Arena at the University of Riba in Port Riba. I'm Jan "
     "Moll of the Harbour Hour, and I welcome you to the first of the 2032 presidential debates "
     "between President Karl Weiss and former Governor Livio Corsani. This debate and the next three "
     "are sponsored by the Commission. Tonight's ninety minutes will be about domestic issues. "
     "Gentlemen, welcome to you both. Let's start the economy, segment one. What are the major "
     "differences between the two of you about how you would go about creating new jobs? You have "
     "two minutes. President Weiss, you go first.\n\n"
     "Karl Weiss: Well, thank you very much, Jan, for this opportunity. I want to thank Governor "
     "Corsani. Are we going to double down on policies that failed? I think not.\n\n"
     "Jan Moll: Governor Corsani, two minutes.\n\n"
     "Livio Corsani: Thank you, Jan. It's an honor to be here with you. How are we going to create "
     "jobs? Will it be his way or ours?\n\n"
     "Jan Moll: Mr. President, please respond directly to what the governor just said.\n\n"
     "Karl Weiss: Let me talk specifically about what I think we need to do. Can we do it?\n\n"
     "Jan Moll: All right.\n\n"
     "Livio Corsani: Well, sure. I'd like to clear up the record and go through it piece by piece. "
     "What he said is wrong. Does anybody believe it?\n\nJan Moll: Mr. President.\n\n"
     "Karl Weiss: I think it is math. Isn't it?\n\nLivio Corsani: Is it math?\n\n"
     "Jan Moll: Just so everybody understands, we're way over our first fifteen minutes.\n\n"
     "Karl Weiss: It's fun, isn't it?\n\nLivio Corsani: It's fun.\n\nJan Moll: Thank you, and good night.\n\n"
     "Livio Corsani: Thank you.\n",
     "Jan Moll s: Good evening from the Harbour Arena at the University of Riba in Port Riba. I'm "
     "Jan Moll of the Harbour Hour, and I welcome you to the first of the 2032 presidential debates "
     "between President Karl Weiss and former Governor Livio Corsani. This debate and the next three "
     "are sponsored by the Commission. Tonight's ninety minutes will be about domestic issues. "
     "Gentlemen, welcome to you both. Let's start the economy, segment one. What are the major "
     "differences between the two of you about how you would go about creating new jobs? You have "
     "two minutes. President Weiss, you go first.\n"
     "Karl Weiss s: Well, thank you very much, Jan, for this opportunity. I want to thank Governor "
     "Corsani. Are we going to double down on policies that failed? I think not.\n"
     "Jan Moll s: Governor Corsani, two minutes.\n"
     "Livio Corsani s: Thank you, Jan. It's an honor to be here with you. How are we going to create "
     "jobs? Will it be his way or ours?\n"
     "Jan Moll s: Mr. President, please respond directly to what the governor just said.\n"
     "Karl Weiss s: Let me talk specifically about what I think we need to do. Can we do it?\n"
     "Jan Moll s: All right.\n"
     "Livio Corsani s: Well, sure. I'd like to clear up the record and go through it piece by piece. "
     "What he said is wrong. Does anybody believe it?\nJan Moll s: Mr. President.\n"
     "Karl Weiss s: I think it is math. Isn't it?\nLivio Corsani s: Is it math?\n"
     "Jan Moll s: Just so everybody understands, we're way over our first fifteen minutes.\n"
     "Karl Weiss s: It's fun, isn't it?\nLivio Corsani s: It's fun.\nJan Moll s: Thank you, and good night.\n"
     "Livio Corsani s: Thank you.\n"},

    {"a deposition with numbered lines", "text", "hearing",
     "IN THE DISTRICT COURT OF RIBA COUNTY\n\nDEPOSITION OF KARL WEISS\nMarch 12, 2024\n\n"
     "                                                       1\n 1                     KARL WEISS,\n"
     " 2   having been first duly sworn, testified as follows:\n 3                     EXAMINATION\n"
     " 4   BY MS. BELL:\n 5        Q.   Please state your name for the record.\n 6        A.   Karl Weiss.\n"
     " 7        Q.   And where do you live, Mr. Weiss?\n 8        A.   I live in Port Riba.\n"
     " 9        Q.   How long have you worked for the\n10   harbour company?\n"
     "11        A.   About ten years.  I began in\n12   two thousand and fourteen.\n"
     "13             MR. MOLL:  Objection.  Vague.\n14             THE WITNESS:  I can answer.\n"
     "15   BY MS. BELL:\n16        Q.   Did you see the ship?\n17        A.   I did.\n"
     "18        Q.   When was that?\n19        A.   In May, I believe.\n20        Q.   What did it carry?\n"
     "21        A.   Timber.\n22        Q.   Only timber?\n23        A.   As far as I could see from where I\n"
     "24   stood that morning.\n25        Q.   Where did you stand?\n\n"
     "                                                       2\n 1        A.   On the pier.\n"
     " 2        Q.   Who was with you?\n 3        A.   My brother.\n 4             MR. MOLL:  Same objection.\n"
     " 5        Q.   What did he say?\n 6        A.   He said that it was late.\n"
     " 7             MS. BELL:  No further questions.\n"
     " 8             THE VIDEOGRAPHER:  We are off the record.\n",
     "Bell q: Please state your name for the record.\n? a: Karl Weiss.\nBell q: And where do you live, Mr. Weiss?\n"
     "? a: I live in Port Riba.\nBell q: How long have you worked for the/10   harbour company?\n"
     "? a: About ten years.  I began in/12   two thousand and fourteen.\nMoll s: Objection.  Vague.\n"
     "? a: I can answer.\nBell q: Did you see the ship?\n? a: I did.\nBell q: When was that?\n"
     "? a: In May, I believe.\nBell q: What did it carry?\n? a: Timber.\nBell q: Only timber?\n"
     "? a: As far as I could see from where I/24   stood that morning.\n"
     "Bell q: Where did you stand?//                                                       2\n? a: On the pier.\n"
     "Bell q: Who was with you?\n? a: My brother.\nMoll s: Same objection.\nBell q: What did he say?\n"
     "? a: He said that it was late.\nBell q: No further questions.\n? s: We are off the record.\n"},

    {"a hearing, titles in small letters", "text", "hearing",
     "HARBOURS AND THEIR PILOTS\n\nHEARING BEFORE THE COMMITTEE ON FISHERIES\n\nTUESDAY, MARCH 12, 2024\n\n"
     "The committee met, pursuant to notice, at 10:02 a.m., Hon. Ada Brook [chairwoman of the "
     "committee] presiding.\n\nPresent: Representatives Brook, Tamm, and Moll.\n\n"
     "Chairwoman Brook. The committee will come to order. We will now hear from our first panel.\n\n"
     "STATEMENT OF KARL WEISS, PILOT, PORT RIBA\n\n"
     "Mr. Weiss. Thank you, Madam Chairwoman. I have been a pilot for thirty years.\n\n"
     "[The prepared statement of Mr. Weiss follows:]\n\n"
     "Chairwoman Brook. Thank you. The gentlewoman from Riba is recognized.\n\n"
     "Ms. Tamm. Thank you, Madam Chairwoman. Mr. Weiss, did you see the ship?\n\nMr. Weiss. I did.\n\n"
     "Ms. Tamm. And when was that?\n\nMr. Weiss. In May, I believe.\n\n[Laughter.]\n\n"
     "Chairwoman Brook. The committee stands adjourned.\n\n"
     "[Whereupon, at 11:40 a.m., the committee was adjourned.]\n",
     "Ada Brook s: The committee will come to order. We will now hear from our first panel.\n"
     "Weiss s: Thank you, Madam Chairwoman. I have been a pilot for thirty years.//[The prepared "
     "statement of Mr. Weiss follows:]\nAda Brook s: Thank you. The gentlewoman from Riba is recognized.\n"
     "Tamm q: Thank you, Madam Chairwoman. Mr. Weiss, did you see the ship?\nWeiss a: I did.\n"
     "Tamm q: And when was that?\nWeiss a: In May, I believe.//[Laughter.]\n"
     "Ada Brook s: The committee stands adjourned.//[Whereupon, at 11:40 a.m., the committee was adjourned.]\n"},

    {"initials in bold", "markdown", "interview",
     "---\ntitle: Talking to the pilot\ndate: 2024-03-12\n---\n\n**DL**: When did you come to the port?\n\n"
     "**KW**: I came in 1994.\n\n**DL**: What did you do there?\n\n**KW**: I was a pilot.\n\n"
     "**DL**: Would you do it again?\n\n**KW**: I would.\n",
     "? q: When did you come to the port?\n? a: I came in 1994.\n? q: What did you do there?\n"
     "? a: I was a pilot.\n? q: Would you do it again?\n? a: I would.\n"},

    {"handles in small letters", "text", "interview",
     "dora: good evening karl, when will the harbour open?\n\nkarl: in may, i hope\n\ndora: and who will pay?\n"
     "\nkarl: we all will\n\ndora: thank you\n\nkarl: you're welcome\n",
     "? q: good evening karl, when will the harbour open?\n? a: in may, i hope\n? q: and who will pay?\n"
     "? a: we all will\n? q: thank you\n? a: you're welcome\n"},

    {"questions in italics, and a request", "markdown", "interview",
     "# “I never wanted to be a pilot” – an interview with Ada Brook\n\n*When did you come to the port?*\n\n"
     "I came in 1994, and I have never left since then.\n\n*What did you do there?*\n\n"
     "I was a pilot. You learn a lot from ships.\n\n*Would you do it again?*\n\nI would, yes. I think so.\n\n"
     "*Tell us about the storm.*\n\n"
     "We were out for three days, and I thought I would never see my children again.\n",
     "? q: When did you come to the port?\n? a: I came in 1994, and I have never left since then.\n"
     "? q: What did you do there?\n? a: I was a pilot. You learn a lot from ships.\n"
     "? q: Would you do it again?\n? a: I would, yes. I think so.\n? q: Tell us about the storm.\n"
     "? a: We were out for three days, and I thought I would never see my children again.\n"},

    {"initials between square brackets", "text", "briefing",
     "Midday press briefing of 14/03/2024\n\nSpeakers: Arne Quist, Deputy Chief Spokesperson\n\n"
     "[AQ] Good afternoon and welcome to the midday briefing. I see the first question from Lena.\n\n"
     "[Q] Thank you. Does the Commission have a comment on the fisheries talks?\n\n"
     "[AQ] We do not comment on talks that are going on.\n\n[Q] When will they end?\n\n"
     "[AQ] When they are finished, I would say.\n",
     "Arne Quist a: Good afternoon and welcome to the midday briefing. I see the first question from Lena.\n"
     "? q: Thank you. Does the Commission have a comment on the fisheries talks?\n"
     "Arne Quist a: We do not comment on talks that are going on.\n? q: When will they end?\n"
     "Arne Quist a: When they are finished, I would say.\n"},

    {"a recipe is no talk", "text", "other",
     "How to bake bread\n\nIngredients: flour, water, salt.\n\nMethod: mix all of it and wait.\n\n"
     "Time: two hours.\n\nNote: do not open the oven.\n\nYield: one loaf.\n",
     ""},

    {"a report with quotations is no talk", "text", "other",
     "Harbour opens\n\nPort Riba: The harbour opened on Tuesday. The minister said: \"We are glad.\"\n\n"
     "Analysts were less glad. Karl Weiss: \"It is late.\" \n\nRead more: The history of the harbour\n\n"
     "Comments: 12\n",
     ""},

    {"radio, a host, a reporter and clips", "text", "interview",
     "Harbour pilots face a strike\nMarch 12, 2024 5:06 AM ET\nHeard on Morning Report\n\nDORA LINDEN, HOST:\n\n"
     "The harbour pilots of Port Riba will vote today on a strike. Jan Moll reports.\n\n"
     "(SOUNDBITE OF SHIP'S HORN)\n\nJAN MOLL, BYLINE: I am standing at the pier, where nothing moves.\n\n"
     "UNIDENTIFIED PILOT: We have had enough, I tell you.\n\n"
     "MOLL: That is one of the pilots. His boss sees it another way.\n\n"
     "KARL WEISS: They are paid well, and they know it.\n\nLINDEN: Jan, when will we know?\n\n"
     "MOLL: Tonight, I think.\n\nLINDEN: That was Jan Moll in Port Riba. Thank you.\n\nMOLL: You are welcome.\n"
     "\nCopyright © 2024 Morning Report. All rights reserved.\n",
     "Dora Linden q: The harbour pilots of Port Riba will vote today on a strike. Jan Moll "
     "reports.//(SOUNDBITE OF SHIP'S HORN)\nJan Moll a: I am standing at the pier, where nothing moves.\n"
     "? a: We have had enough, I tell you.\n"
     "Jan Moll a: That is one of the pilots. His boss sees it another way.\n"
     "Karl Weiss a: They are paid well, and they know it.\nDora Linden q: Jan, when will we know?\n"
     "Jan Moll a: Tonight, I think.\nDora Linden q: That was Jan Moll in Port Riba. Thank you.\n"
     "Jan Moll a: You are welcome.\n"},

    {"numbered questions", "text", "interview",
     "Interview with Karl Weiss, pilot\n\n1. When did you come to the port?\n\n"
     "I came in 1994, and I have never left.\n\n2. What did you do there?\n\n"
     "I was a pilot. You learn a lot from ships.\n\n3. Would you do it again?\n\nI would, yes.\n\n"
     "4. What would you tell the young?\n\nI would tell them to stay away from the strikes.\n",
     "? q: When did you come to the port?\n? a: I came in 1994, and I have never left.\n"
     "? q: What did you do there?\n? a: I was a pilot. You learn a lot from ships.\n"
     "? q: Would you do it again?\n? a: I would, yes.\n? q: What would you tell the young?\n"
     "? a: I would tell them to stay away from the strikes.\n"},

    {"an evidence session, offices in brackets", "text", "hearing",
     "HARBOUR COMMITTEE\nMinutes of evidence, 12 March 2024\n\n"
     "Ada Brook (Chair): Good morning. Minister, when will the harbour open?\n\n"
     "Gudrun Aker (Minister of Fisheries): It will open in May, Chair.\n\n"
     "Lena Tamm (North Riba): Who pays for it?\n\nGudrun Aker (Minister of Fisheries): We all do.\n\n"
     "Ada Brook (Chair): Thank you. Any more?\n\nLena Tamm (North Riba): No, Chair.\n",
     "Ada Brook s: Good morning. Minister, when will the harbour open?\n"
     "Gudrun Aker s: It will open in May, Chair.\nLena Tamm q: Who pays for it?\nGudrun Aker a: We all do.\n"
     "Ada Brook s: Thank you. Any more?\nLena Tamm q: No, Chair.\n"},

    {"names alone on their lines", "text", "interview",
     "Interview with Karl Weiss\n\nDora Linden\n\nGood evening, Karl. When will the harbour open?\n\n"
     "Karl Weiss\n\nIn May, if I am told the truth. I have no doubt about it.\n\nDora Linden\n\n"
     "And who will pay for it?\n\nKarl Weiss\n\nWe all will, I'm afraid.\n\nDora Linden\n\n"
     "Thank you very much.\n",
     "Dora Linden q: Good evening, Karl. When will the harbour open?\n"
     "Karl Weiss a: In May, if I am told the truth. I have no doubt about it.\n"
     "Dora Linden q: And who will pay for it?\nKarl Weiss a: We all will, I'm afraid.\n"
     "Dora Linden q: Thank you very much.\n"},

    {"a panel whose head names the moderator", "text", "press_conference",
     "WHOSE HARBOUR IS IT? A PANEL DISCUSSION\nPort Riba, March 12, 2024\n\nModerator:\n"
     "Dora Linden, Harbour Radio\n\nPanelists:\nKarl Weiss, pilot\nGudrun Aker, Minister of Fisheries\n"
     "Jan Moll, historian\n\n"
     "MS. LINDEN: Good evening. To my left is Karl Weiss, a pilot for thirty years. Next to him is "
     "Minister Aker. Karl, when will the harbour open?\n\nMR. WEISS: In May, if I am told the truth.\n\n"
     "MINISTER AKER: It will be May.\n\nMS. LINDEN: Jan, you know its history.\n\n"
     "MR. MOLL: I do. It opened late every time.\n\n(Laughter.)\n\nMINISTER AKER: Not this time.\n\n"
     "MS. LINDEN: Let us take questions from the audience.\n\nAUDIENCE MEMBER: Who pays?\n\n"
     "MINISTER AKER: We all do.\n",
     "Dora Linden s: Good evening. To my left is Karl Weiss, a pilot for thirty years. Next to him "
     "is Minister Aker. Karl, when will the harbour open?\nKarl Weiss a: In May, if I am told the truth.\n"
     "Gudrun Aker a: It will be May.\nDora Linden s: Jan, you know its history.\n"
     "Jan Moll a: I do. It opened late every time.//(Laughter.)\nGudrun Aker a: Not this time.\n"
     "Dora Linden s: Let us take questions from the audience.\n? q: Who pays?\nGudrun Aker a: We all do.\n"},

    {"clock times in round brackets", "text", "interview",
     "Dora Linden (00:00):\nGood evening, Karl. When will the harbour open?\n\nKarl Weiss (00:07):\n"
     "In May, if I am told the truth.\n\nDora Linden (00:12):\nAnd who will pay for it?\n\nKarl Weiss (00:15):\n"
     "We all will.\n\nSpeaker 3 (00:20):\nShame!\n\nCrowd (00:22):\n(singing)\n",
     "Dora Linden q: Good evening, Karl. When will the harbour open?\n"
     "Karl Weiss a: In May, if I am told the truth.\nDora Linden q: And who will pay for it?\n"
     "Karl Weiss a: We all will.\n? a: Shame!\n? a: (singing)\n"},

    {"numbered Q and A", "text", "interview",
     "INTERVIEW WITH THE PILOT\n\nQ1: When did you come to the port?\n\n"
     "A1: I came in 1994. We were young then.\n\nQ2: And what did you do?\n\nA2: I piloted ships.\n\n"
     "Q3: Did you like it?\n\nA3: I did, very much.\n",
     "? q: When did you come to the port?\n? a: I came in 1994. We were young then.\n? q: And what did you do?\n"
     "? a: I piloted ships.\n? q: Did you like it?\n? a: I did, very much.\n"},

    {"labels broken by scanning", "text", "hearing",
     "Mr. HOLLIS. Did you see the ship?\n\nDr: WEISS. I did.\n\nMr. HOLLIS. When was that?\n\n"
     "Dr. WEISS. In May, I believe.\n\nMr . HOLLIS. Are you certain?\n\nDr. WEISS. I am.\n\n"
     "Mr. HOLLIS. Thank you, Doctor.\n",
     "Hollis q: Did you see the ship?\nWeiss a: I did.\nHollis q: When was that?\nWeiss a: In May, I believe.\n"
     "Hollis q: Are you certain?\nWeiss a: I am.\nHollis q: Thank you, Doctor.\n"},

    {"stage notes in square brackets", "text", "interview",
     "[APPLAUSE]\n\nDORA LINDEN: Good evening. [LAUGHTER] Please sit down. Karl, when will it open?\n\n"
     "KARL WEISS: In May. [INAUDIBLE] told me so.\n\n[MUSIC PLAYING]\n\nDORA LINDEN: And who pays?\n\n"
     "KARL WEISS: We do.\n\nAUDIENCE: [INAUDIBLE]\n\nKARL WEISS: Say that again?\n",
     "Dora Linden q: Good evening. [LAUGHTER] Please sit down. Karl, when will it open?\n"
     "Karl Weiss a: In May. [INAUDIBLE] told me so.//[MUSIC PLAYING]\nDora Linden q: And who pays?\n"
     "Karl Weiss a: We do.\n? a: [INAUDIBLE]\nKarl Weiss a: Say that again?\n"},

    {"indented as for the stage", "text", "interview",
     "                    THE HARBOUR HOUR\n              Broadcast of March 12, 2024\n\n"
     "                    DORA LINDEN\n          Good evening. Our guest tonight is the\n"
     "          pilot Karl Weiss.\n\n                    KARL WEISS\n          Good evening.\n\n"
     "                    DORA LINDEN\n          When will the harbour open?\n\n                    KARL WEISS\n"
     "          In May, if I am told the truth.\n\n                    DORA LINDEN\n"
     "          And who will pay for it?\n\n                    KARL WEISS\n          We all will.\n",
     "Dora Linden q: Good evening. Our guest tonight is the/          pilot Karl Weiss.\n"
     "Karl Weiss a: Good evening.\nDora Linden q: When will the harbour open?\n"
     "Karl Weiss a: In May, if I am told the truth.\nDora Linden q: And who will pay for it?\n"
     "Karl Weiss a: We all will.\n"},

    {"a chat with times of day", "text", "interview",
     "Dora Linden  10:04 AM\nWhen does the harbour open?\n\nKarl Weiss  10:05 AM\nIn May, I hope.\n\n"
     "Dora Linden  10:06 AM\nAnd who will pay?\n\nKarl Weiss  10:07 AM\nWe all will.\n",
     "Dora Linden q: When does the harbour open?\nKarl Weiss a: In May, I hope.\n"
     "Dora Linden q: And who will pay?\nKarl Weiss a: We all will.\n"},

    {"a briefing", "text", "briefing",
     "Department Press Briefing – March 12, 2024\nMarch 12, 2024\n\nDagny Holt, Department Spokesperson\n\n"
     "Washington, D.C.\n\n1:14 p.m. EDT\n\n"
     "MS HOLT: Good afternoon, everyone. I have two things at the top, and then I will take your questions.\n\n"
     "Nils, why don't you start?\n\n"
     "QUESTION: Thank you. What is your response to the statement of the Norland government?\n\n"
     "MS HOLT: We have seen it. I don't have anything to add.\n\nQUESTION: But do you --\n\n"
     "MS HOLT: I said I have nothing to add.\n\n"
     "QUESTION: Okay. On another subject, did the Secretary speak to his counterpart?\n\n"
     "MS HOLT: He did, yesterday.\n\n(The briefing was concluded at 1:52 p.m.)\n\n# # #\n",
     "Dagny Holt a: Good afternoon, everyone. I have two things at the top, and then I will take "
     "your questions.//Nils, why don't you start?\n"
     "? q: Thank you. What is your response to the statement of the Norland government?\n"
     "Dagny Holt a: We have seen it. I don't have anything to add.\n? q-: But do you --\n"
     "Dagny Holt a: I said I have nothing to add.\n"
     "? q: Okay. On another subject, did the Secretary speak to his counterpart?\n"
     "Dagny Holt a: He did, yesterday.//(The briefing was concluded at 1:52 p.m.)\n"},

    {"letters and tabs", "text", "interview",
     "Q.\tWhen will the harbour open?\nA.\tIn May, I believe.\nQ.\tWho will pay?\nA.\tWe will.\nQ.\tThank you.\n"
     "A.\tYou are welcome.\n",
     "? q: When will the harbour open?\n? a: In May, I believe.\n? q: Who will pay?\n? a: We will.\n"
     "? q: Thank you.\n? a: You are welcome.\n"},

    {"Q and an office", "text", "interview",
     "THE PRESIDENT: Thank you very much, everybody. Please.\n\n"
     "Q    Mr. President, when will the harbour open?\n\nTHE PRESIDENT: It'll open soon. Very soon.\n\n"
     "Q    Can I ask --\n\nTHE PRESIDENT: Go ahead.\n\nQ    Who pays?\n\nTHE PRESIDENT: They do.\n",
     "? a: Thank you very much, everybody. Please.\n? q: Mr. President, when will the harbour open?\n"
     "? a: It'll open soon. Very soon.\n? q-: Can I ask --\n? a: Go ahead.\n? q: Who pays?\n? a: They do.\n"},

    {"a spokesman, a minister and questions", "text", "press_conference",
     "PRESS CONFERENCE BY MINISTER OF FISHERIES OF NORLAND\n12 March 2024\n\n"
     "The Minister of Fisheries of Norland, Gudrun Aker, held a press conference at Headquarters "
     "today. The following is a near-verbatim transcript.\n\n"
     "Spokesman: Good afternoon, everybody. The Minister will make a short statement and then take "
     "your questions. Madam Minister?\n\n"
     "Minister Aker: Thank you very much. I am glad to be here with you today.\n\n"
     "Question: Madam Minister, when will the harbour open?\n\nMinister Aker: It will open in May.\n\n"
     "Question: And who pays?\n\nMinister Aker: We all do.\n\nSpokesman: Thank you very much.\n",
     "? a: Good afternoon, everybody. The Minister will make a short statement and then take your "
     "questions. Madam Minister?\nGudrun Aker a: Thank you very much. I am glad to be here with you today.\n"
     "? q: Madam Minister, when will the harbour open?\nGudrun Aker a: It will open in May.\n"
     "? q: And who pays?\nGudrun Aker a: We all do.\n? a: Thank you very much.\n"},
};

TEST(LayoutsByMarks, AreRead) { expect_read(kLayouts); }

}  // namespace
}  // namespace stenogram::transcript
