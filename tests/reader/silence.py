"""Messages that say nothing about results, each with its reason."""

from __future__ import annotations

from tests.reader.claims import silent

silent(
    "a rule about how to read any results",
    "Scores are a way into the conversation, not a verdict.",
    "These may not be the same people, so part of a change can come from who answered.",
    "People scored alone, saw the spread, talked, and then settled on a score or agreed to differ.",
    "Every number here can be worked out again from the bars. These are the words we use.",
    "How good anybody is. A score shows how people see things today, and opens a conversation about it.",
    "How one place, team or person stands against another. There is no total and no ranking, on purpose.",
    "What those think who did not answer. They may see things differently.",
    "Why people scored as they did. Only people can tell you, so ask them.",
    "Where to begin. There is no right order; strengthen what you choose together.",
)
silent(
    "a question or an invitation to talk",
    "Talk about it.",
    "What does this look like where you are? Give one example.",
    "Ask each group for one concrete example of what they see.",
    "What did you try since last time, and what came of it?",
    "Begin where you like: nothing can be shown yet.",
    "Choose together what matters most to you now.",
)
silent(
    "says what people were asked, not what they answered",
    "People scored each of these:",
    "People read this, and gave one score:",
    "Each statement was scored on its own.",
    "People read the statements of an enabler and then gave it one score.",
    "Where agreeing with a statement means that a condition is weak, its scores are turned round first, so that a high "
    "score always means the same.",
    "The wording of this questionnaire is a draft and may still change.",
)
silent(
    "says of the document in which language it is",
    "This translation is a draft until a native speaker has checked it.",
)
silent(
    "a word, and what it means wherever it stands",
    "Average",
    "All scores added up, divided by how many people gave one. Statisticians call it the mean.",
    "An enabler's average is the average of its statements' averages. A statement's is its scores added up, divided by "
    "how many people scored it.",
    "Middle half",
    "The scores between the lowest quarter and the highest quarter of people.",
    "Likely range, 9 times in 10",
    "Where the average of everybody who was asked probably lies, nine times in ten, if those who did not answer are "
    "like those who did. It needs ten people who scored.",
    "Agree, disagree",
    "Typical distance from the middle answer",
    "Split",
    "Most scores are at one end or the other and few in between, more than chance brings about. The dot on the spider "
    "is hollow.",
    "Far apart",
    "Nearly as far from each other as if every score had been given equally often, or further. The fewer people, the "
    "further apart they must be.",
    "Low",
    "Not sure",
    "An answer of its own. It is never counted as a score. A quarter or more is a finding.",
    "Higher, lower",
    "Up, down",
    "The same rule between two rounds. “No clear change” means that the averages are close; “within chance” that they "
    "moved, but no further than chance alone could have moved them.",
)
silent(
    "says in which order rows stand; a test of the drawings holds them to it",
    "One row for each enabler, by average from low to high. A range is placed by its middle.",
    "One row for each enabler, by how far scores are apart, from wide to narrow.",
)
