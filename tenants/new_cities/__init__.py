"""What operators say of a city before it is there: its facts, what is wrong with them, lists."""
