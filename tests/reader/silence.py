"""Messages that say nothing about results, each with its reason."""

from __future__ import annotations

from tests.reader.claims import silent

silent(
    "a rule about how to read any results",
    "Scores are the start of a conversation, not a verdict.",
    "The people who answered may not be the same each time, so some of a change may come from who answered.",
    "People scored on their own, saw how scores were spread, and talked. Then they chose one score together, or left "
    "it open.",
    "This page explains the numbers in this report and the terms we use.",
    "How well a person or team is doing. A score shows how people see things today, and starts a conversation about "
    "it.",
    "How one place, team or person compares with another. There is no total and no ranking, on purpose.",
    "What people who did not answer think. They may see things differently.",
    "Why people scored as they did. Only they can tell you, so ask them.",
    "What to work on first. There is no right order: choose your priorities together.",
)
silent(
    "a question or an invitation to talk",
    "Talk about it.",
    "What does this look like in practice? Give one example.",
    "Ask each group for one example of what they see.",
    "What have you tried since the last round, and what happened?",
    "No results can be shown yet. Start with any enabler.",
    "Choose together what matters most to you now.",
)
silent(
    "says what people were asked, not what they answered",
    "People scored each of these:",
    "People read this and gave one score:",
    "People scored each statement separately.",
    "People read the statements for an enabler and then gave it one score.",
    "If agreeing with a statement means that an enabler is weak, its scores are reversed first. A high score then "
    "always means the same.",
    "The wording of this questionnaire is a draft and may still change.",
)
silent(
    "says of the document in which language it is",
    "This translation is a draft. A native speaker has not checked it yet.",
)
silent(
    "a word, and what it means wherever it stands",
    "Average",
    "The total of all scores, divided by the number of people who gave one. Statisticians call it the mean.",
    "The average of an enabler is the average of its statements' averages. The average of a statement is the total "
    "of its scores, divided by the number of people who scored it.",
    "Middle half",
    "The scores between the lowest quarter and the highest quarter of people.",
    "Likely range (right 9 times in 10)",
    "The average for everyone who was asked is likely to be in this range. It is right 9 times in 10 if people who "
    "did not answer are like those who did. Only shown if at least 10 people scored.",
    "Agree, disagree",
    "Typical distance from the middle answer",
    "Split",
    "Most scores are at one end or the other with few in between, more so than could be expected by chance. The dot "
    "on the spider is hollow.",
    "Spread out",
    "Scores are about as far apart as if each score had been given equally often, or further apart. If few people "
    "answered, scores must be further apart before we call them spread out.",
    "Low",
    "Not sure",
    "A separate answer that is never counted as a score. The report points it out if it is at least a quarter of the "
    "answers.",
    "Higher, lower",
    "Up, down",
    "The same rule for two rounds. “No clear change” means that the averages are close. “Could be chance” means that "
    "they moved, but no more than could be expected by chance.",
)
silent(
    "says in which order rows stand; a test of the drawings holds them to it",
    "One row for each enabler, in order of average, lowest first. Ranges are placed by their midpoint.",
    "One row for each enabler, in order of spread, widest first.",
)
