"""What a city reports of its work: the month's report, what a crisis centre owes, as files too."""
